import { describe, expect, it } from 'vitest'
import { normalPdf, normalQuantile, survival } from '../../../src/stats/normal.ts'
import { crossingProbabilities, groupSequentialBounds } from '../../../src/stats/pilot/group-sequential.ts'
import { obrienFlemingSpending, pocockSpending, powerSpending } from '../../../src/stats/pilot/spending.ts'
import type { Spending } from '../../../src/stats/pilot/spending.ts'
import { normalDraws, rng } from '../../../src/stats/rng.ts'
import { readReference } from '../../reference.ts'

const even = (looks: number) => Array.from({ length: looks }, (_, k) => (k + 1) / looks)
const sum = (x: readonly number[]) => x.reduce((a, b) => a + b, 0)
const fiveLooks = (spending: Spending) =>
  groupSequentialBounds({ information: even(5), alpha: 0.05, sides: 2, spending }).z.map(z => Number(z.toFixed(2)))
const nothingEarly: Spending = (t, alpha) => (t < 0.5 ? 0 : alpha * t)

describe('group-sequential bounds', () => {
  it('are the fixed test with one look', () => {
    for (const spending of [obrienFlemingSpending, pocockSpending, powerSpending(2)]) {
      const {
        z: [z],
      } = groupSequentialBounds({ information: [1], alpha: 0.05, sides: 2, spending })
      expect(z).toBeCloseTo(1.959963984540054, 12)
    }
  })
  it('match the published tables', () => {
    // Lan & DeMets 1983 and Jennison & Turnbull 2000: five even looks, two-sided 5 %
    expect(fiveLooks(obrienFlemingSpending)).toEqual([4.88, 3.36, 2.68, 2.29, 2.03])
    expect(fiveLooks(pocockSpending)).toEqual([2.44, 2.43, 2.41, 2.4, 2.39])
  })
  it('spend what was planned at every look, even or not, and together α', () => {
    for (const information of [even(4), [0.1, 0.3, 1], [0.05, 0.06, 0.5, 0.51, 1]]) {
      for (const sides of [1, 2] as const) {
        const { z, spent } = groupSequentialBounds({ information, alpha: 0.05, sides, spending: pocockSpending })
        const { upper, lower } = crossingProbabilities(information, z, sides, 0)
        expect(sum(upper) + sum(lower)).toBeCloseTo(0.05, 10)
        for (const [k, p] of upper.entries()) expect(p).toBeCloseTo(spent[k]! - (spent[k - 1] ?? 0), 10)
      }
    }
  })
  it('second bound of two looks against direct integration', () => {
    // P(Z1 < c1, Z2 ≥ c2) with correlation √½, integrated over Z1 by the midpoint rule
    const {
      z: [c1, c2],
      spent,
    } = groupSequentialBounds({
      information: [0.5, 1],
      alpha: 0.025,
      sides: 1,
      spending: powerSpending(1),
    }) as { z: [number, number]; spent: [number, number] }
    expect(c1).toBeCloseTo(-normalQuantile(0.0125), 12)
    let p = 0
    for (let i = 0, n = 20_000, h = (c1 + 9) / n; i < n; i++) {
      const x = -9 + (i + 0.5) * h
      p += ((h * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)) * survival((c2 - x * Math.SQRT1_2) / Math.SQRT1_2)
    }
    expect(p).toBeCloseTo(spent[1] - spent[0], 8)
  })
  it('hold a small spending to 1e-7 relative (integrated by mpmath at 25 digits)', () => {
    const { z } = groupSequentialBounds({ information: even(10), alpha: 0.01, sides: 1, spending: powerSpending(3) })
    expect(z[1]).toBeCloseTo(3.801561056436967, 9)
  })
  it('give ∞ where nothing is spent, and refuse plans that are none', () => {
    const looks = { information: [0.25, 1], alpha: 0.05, sides: 1, spending: nothingEarly } as const
    expect(groupSequentialBounds(looks).z).toEqual([Infinity, expect.closeTo(1.6448536269514722, 9)])
    for (const information of [[], [0.5, 0.5], [0.5, 1.2], [0, 1], [NaN]]) {
      expect(() => groupSequentialBounds({ ...looks, information })).toThrow(RangeError)
    }
    expect(() => groupSequentialBounds({ ...looks, alpha: 0 })).toThrow(RangeError)
  })
  it('are crossed as often as computed, with and without an effect', () => {
    const information = [0.2, 0.5, 1],
      draws = normalDraws(rng('crossing')),
      paths = 40_000
    const { z } = groupSequentialBounds({ information, alpha: 0.05, sides: 2, spending: obrienFlemingSpending })
    for (const drift of [0, 2.8]) {
      const { upper, lower } = crossingProbabilities(information, z, 2, drift)
      let up = 0,
        down = 0
      for (let path = 0; path < paths; path++) {
        let b = 0,
          before = 0
        for (const [k, t] of information.entries()) {
          b += drift * (t - before) + draws() * Math.sqrt(t - before)
          before = t
          if (Math.abs(b / Math.sqrt(t)) < z[k]!) continue
          if (b > 0) up++
          else down++
          break
        }
      }
      for (const [count, p] of [
        [up, sum(upper)],
        [down, sum(lower)],
      ] as const) {
        expect(Math.abs(count / paths - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / paths) + 1e-4)
      }
    }
  })
})

describe('bounds of Spotify’s confidence, a port of ldbounds', () => {
  it('agree to 1e-4, and 1e-7 of probability, where their search stops', () => {
    // At z = 3.8 a probability of 1e-7 is 3e-4 of z: there ours is the one that spends what was planned.
    interface Case {
      information: number[]
      alpha: number
      sides: 1 | 2
      rho: number
      expected_z_bounds: number[]
    }
    const { cases } = JSON.parse(readReference('stats/group_sequential_bounds.json')) as { cases: Case[] }
    for (const { information, alpha, sides, rho, expected_z_bounds: expected } of cases) {
      const { z } = groupSequentialBounds({ information, alpha, sides, spending: powerSpending(rho) })
      for (const [k, one] of z.entries()) {
        expect(Math.abs(one - expected[k]!)).toBeLessThan(1e-4 + 1e-7 / normalPdf(one))
      }
    }
  })
})
