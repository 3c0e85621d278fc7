// Goal: bounds under the marginal sensitivity model are the extremes over all propensities it allows.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snipsBounds, turningOdds, turningOddsBetween } from '../../../src/evaluate/propensity/sensitivity.ts'
import type { WeightedRewards } from '../../../src/evaluate/propensity/sensitivity.ts'
import { rng } from '../../../src/stats/rng.ts'
import { sigmoid } from './confounded-bank.ts'

const of = (rows: readonly (readonly [reward: number, target: number, odds: number])[]): WeightedRewards => ({
  reward: Float64Array.from(rows, r => r[0]),
  target: Float64Array.from(rows, r => r[1]),
  odds: Float64Array.from(rows, r => r[2]),
})
const row = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.05, 0.5, 1), fc.constantFrom(0, 0.3, 1, 9))
const rows = fc.array(row, { minLength: 1, maxLength: 7 })

describe('worked by hand: rewards 1 1 1 0, all drawn with ½ and wanted with 1', () => {
  const four = of([
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
    [0, 1, 1],
  ])
  it('is worth 3/4 at Λ = 1, and between 4/8 and 12/(12 + 4/3) at Λ = 3', () => {
    expect(snipsBounds(four, 1)).toEqual([0.75, 0.75])
    const [low, high] = snipsBounds(four, 3)!
    expect(low).toBeCloseTo((3 * (4 / 3)) / (3 * (4 / 3) + 4), 12)
    expect(high).toBeCloseTo((3 * 4) / (3 * 4 + 4 / 3), 12)
  })
  it('comes down to ½ at Λ = 3, where 3(1 + 1/Λ) = 1 + Λ', () => expect(turningOdds(four, 0.5)).toBeCloseTo(3, 12))
  it('comes up to 0.9 at Λ = 3, by the same equation the other way round: 0.3(1 + Λ) = 0.9(1 + 1/Λ)', () =>
    expect(turningOdds(four, 0.9)).toBeCloseTo(3, 12))
  it('is 3/4 at Λ = 1 and never 2', () => {
    expect(turningOdds(four, 0.75)).toBe(1)
    expect(turningOdds(four, 2)).toBeNull()
  })
})

it('reaches the extremes over every way the weights may go', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(1, 1.5, 4, 50), (list, lambda) => {
      const values: number[] = []
      for (let way = 0; way < 2 ** list.length; way++) {
        let weight = 0,
          sum = 0
        list.forEach(([r, target, odds], i) => {
          const w = target * (1 + odds * ((way >> i) & 1 ? lambda : 1 / lambda))
          weight += w
          sum += w * r
        })
        values.push(sum / weight)
      }
      const [low, high] = snipsBounds(of(list), lambda)!
      expect(low).toBeCloseTo(Math.min(...values), 10)
      expect(high).toBeCloseTo(Math.max(...values), 10)
    }),
  )
})

it('turns the sign exactly at its Λ: the bound is c there', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: -20, max: 20 }), (list, tenths) => {
      const data = of(list),
        c = tenths / 10,
        lambda = turningOdds(data, c),
        [value] = snipsBounds(data, 1)!
      if (lambda === null) {
        const [low, high] = snipsBounds(data, 1e6)!
        expect(value > c ? low > c : high < c).toBe(true)
      } else if (lambda > 1) expect(snipsBounds(data, lambda)![value > c ? 0 : 1]).toBeCloseTo(c, 6)
      else expect(value).toBeCloseTo(c, 9) // at 1 it is c already
    }),
  )
})

it('lets two policies meet where their bounds do, and identical ones at once', () => {
  const good = of([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
      [0, 1, 1],
    ]),
    bad = of([
      [0, 1, 1],
      [0, 1, 1],
      [0, 1, 1],
      [1, 1, 1],
    ])
  expect(turningOddsBetween(good, bad)).toBeCloseTo(3, 6) // by symmetry at ½
  expect(turningOddsBetween(bad, good)).toBeCloseTo(3, 6)
  expect(turningOddsBetween(good, good)).toBe(1)
  expect(
    turningOddsBetween(
      good,
      of([
        [0, 1, 1],
        [0, 1, 1],
      ]),
    ),
  ).toBeNull() // nothing makes a 0 out of only zeros above
})

it('holds the truth at the odds ratio with which a hidden cause really acted, and not at 1', () => {
  const uniform = rng(5),
    list: [number, number, number][] = []
  const odds = 3 // between those with the cause and the average customer, about
  for (let i = 0; i < 60_000; i++) {
    const hidden = uniform() < 0.5,
      called = uniform() < sigmoid(hidden ? Math.log(odds) : -Math.log(odds))
    const sold = uniform() < (hidden ? 0.6 : 0.2)
    if (called) list.push([Number(sold), 1, 1]) // modelled: one call in two
  }
  const truth = 0.4,
    [naive] = snipsBounds(of(list), 1)!
  expect(naive).toBeGreaterThan(truth + 0.08)
  const [low, high] = snipsBounds(of(list), odds)!
  expect(low).toBeLessThan(truth)
  expect(high).toBeGreaterThan(truth)
  expect(turningOdds(of(list), truth)).toBeLessThanOrEqual(odds)
})

it('has no bounds without weights', () => expect(snipsBounds(of([[1, 0, 1]]), 2)).toBeNull())

it('refuses what is no number, with which the search would never end', () => {
  const bad = of([
      [NaN, 1, 1],
      [1, 1, 1],
    ]),
    good = of([
      [0, 1, 1],
      [1, 1, 1],
    ])
  expect(() => snipsBounds(bad, 2)).toThrow(/Decision 0 has reward NaN/)
  expect(() => turningOdds(bad, 0)).toThrow(RangeError)
  expect(() => turningOddsBetween(good, bad)).toThrow(RangeError)
  expect(() => snipsBounds(good, 0.5)).toThrow(/Λ is 1 or more/)
  expect(() => turningOdds(good, NaN)).toThrow(RangeError)
  expect(() => snipsBounds({ ...good, odds: Float64Array.of(1) }, 2)).toThrow(/1 odds/)
})
