// Goal: what must hold for any rows: their order, the scale of the score and constant propensities change nothing.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalDraws, rng } from '../../src/stats/rng.ts'
import type { UpliftRows } from '../../src/uplift/ranking.ts'
import { upliftMetrics } from '../../src/uplift/uplift-metrics.ts'

interface Row {
  score: number
  treatment: number
  outcome: number
  propensity: number
  customer: number
}

const row: fc.Arbitrary<Row> = fc.record({
  // Few distinct scores, so that ties are the rule, and some that are as far apart as numbers can be.
  score: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })),
  treatment: fc.integer({ min: 0, max: 1 }),
  outcome: fc.oneof(fc.integer({ min: 0, max: 1 }), fc.double({ min: -50, max: 50, noNaN: true })),
  propensity: fc.double({ min: 0.05, max: 1, noNaN: true }),
  customer: fc.integer({ min: 0, max: 60 }),
})
const rows = fc
  .array(row, { minLength: 2, maxLength: 90 })
  .filter(all => all.some(r => r.treatment === 1) && all.some(r => r.treatment === 0))
const columns = (all: readonly Row[], ...names: (keyof Row)[]) =>
  Object.fromEntries(names.map(name => [name, all.map(r => r[name])])) as unknown as UpliftRows
const everything = ['score', 'treatment', 'outcome', 'propensity', 'customer'] as const

describe('the order of the rows changes nothing, not even the last bit', () => {
  const shuffled = rows.chain(all =>
    fc.record({
      all: fc.constant(all),
      other: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    }),
  )

  it.each([
    ['of plain rows', ['score', 'treatment', 'outcome']],
    ['of weighted rows', ['score', 'treatment', 'outcome', 'propensity']],
    ['of several rows per customer', [...everything]],
  ] as const)('%s, intervals included', (_, names) => {
    fc.assert(
      fc.property(shuffled, ({ all, other }) => {
        const [before, after] = [all, other].map(which =>
          upliftMetrics(columns(which, ...names), { replicates: 8, k: [0.3, 0.5] }),
        )
        expect(after).toEqual(before)
      }),
      { numRuns: 150 },
    )
  })
})

function close(a: number | null, b: number | null): void {
  expect(a === b || Math.abs(a! - b!) <= 1e-9 * Math.max(1, Math.abs(b!))).toBe(true)
}

it('only the order of the scores counts', () => {
  fc.assert(
    fc.property(rows, all => {
      const ranks = [...new Set(all.map(r => r.score + 0))].sort((a, b) => a - b)
      const ranked = all.map(r => ({ ...r, score: ranks.indexOf(r.score + 0) }))
      const [before, after] = [all, ranked].map(which =>
        upliftMetrics(columns(which, 'score', 'treatment', 'outcome'), { replicates: 0 }),
      )
      expect(after).toEqual(before)
    }),
  )
})

it('the same propensity for everybody in an arm is as good as none', () => {
  const probability = fc.double({ min: 0.1, max: 1, noNaN: true })
  fc.assert(
    fc.property(rows, probability, probability, (all, p1, p0) => {
      const plain = columns(all, 'score', 'treatment', 'outcome')
      const weighted = { ...plain, propensity: all.map(r => (r.treatment === 1 ? p1 : p0)) }
      expect(upliftMetrics(weighted, { replicates: 0 })).toEqual(upliftMetrics(plain, { replicates: 0 }))
    }),
  )
})

it('a constant added to all outcomes leaves AUTOC, QINI and uplift@k where they are', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: -100, max: 100 }), (all, c) => {
      const plain = columns(all, 'score', 'treatment', 'outcome', 'propensity')
      const before = upliftMetrics(plain, { replicates: 0, k: [0.4] })
      const after = upliftMetrics({ ...plain, outcome: all.map(r => r.outcome + c) }, { replicates: 0, k: [0.4] })
      close(after.areas.grfAutoc.area, before.areas.grfAutoc.area)
      close(after.areas.grfQini.area, before.areas.grfQini.area)
      after.topUplift.forEach((top, i) => close(top.value, before.topUplift[i]!.value))
    }),
  )
})

it('AUTOC and QINI are means over all rows of TOC, computed as grf does from doubly robust scores', () => {
  fc.assert(
    fc.property(rows, all => {
      const { areas } = upliftMetrics(columns(all, 'score', 'treatment', 'outcome', 'propensity'), { replicates: 0 })
      const n = all.length
      // Weights 1/p with a total of n in each arm; the outcome model is the arm's weighted mean.
      const sumOver = (arm: number, of: (r: Row) => number) =>
        all.reduce((sum, r) => sum + (r.treatment === arm ? of(r) / r.propensity : 0), 0)
      const total = [0, 1].map(arm => sumOver(arm, () => 1))
      const mean = [0, 1].map(arm => sumOver(arm, r => r.outcome) / total[arm]!)
      const gamma = all.map(
        ({ treatment: t, outcome, propensity }) =>
          mean[1]! - mean[0]! + (((t === 1 ? 1 : -1) * n) / total[t]! / propensity) * (outcome - mean[t]!),
      )
      // Ties: every row of a group has the group's mean score.
      const averaged = all
        .map(r => {
          const same = gamma.filter((_, j) => all[j]!.score === r.score)
          return { score: r.score, gamma: same.reduce((a, b) => a + b, 0) / same.length }
        })
        .sort((a, b) => b.score - a.score)
      const ate = averaged.reduce((sum, r) => sum + r.gamma, 0) / n
      let sum = 0,
        autoc = 0,
        qini = 0
      averaged.forEach(({ gamma: g }, i) => {
        sum += g
        autoc += (sum / (i + 1) - ate) / n
        qini += ((sum / (i + 1) - ate) * (i + 1)) / n / n
      })
      expect(Math.abs(areas.grfAutoc.area - autoc)).toBeLessThan(1e-8)
      expect(Math.abs(areas.grfQini.area - qini)).toBeLessThan(1e-8)
    }),
  )
})

/** Effect s for a customer with score s uniform in (0, 1): TOC(q) = (1 − q)/2, AUTOC = 1/4, QINI = 1/12. */
function history(seed: number, n: number): UpliftRows {
  const uniform = rng(seed),
    normal = normalDraws(uniform)
  const score = Float64Array.from({ length: n }, uniform)
  const treatment = Uint8Array.from(score, () => Number(uniform() < 0.4))
  return { score, treatment, outcome: score.map((s, i) => 3 + s + normal() + s * treatment[i]!) }
}

const covers = (interval: readonly [number, number] | null, truth: number) =>
  Number(interval![0] <= truth && truth <= interval![1])

describe('half-sample errors', () => {
  it('cover the truth in about 95 of 100 histories', () => {
    const histories = 150
    let autoc = 0,
      qini = 0,
      top = 0
    for (let h = 0; h < histories; h++) {
      const { areas, topUplift } = upliftMetrics(history(h, 500), { replicates: 40, k: [0.3] })
      autoc += covers(areas.grfAutoc.interval, 1 / 4)
      qini += covers(areas.grfQini.interval, 1 / 12)
      top += covers(topUplift[0]!.interval, 0.85)
    }
    for (const covered of [autoc, qini, top]) {
      expect(covered / histories).toBeGreaterThan(0.9)
      expect(covered / histories).toBeLessThan(0.995)
    }
  })
  it('grow when rows are of the same customers', () => {
    const once = history(1, 400),
      n = once.score.length
    const thrice = (values: ArrayLike<number>) => Float64Array.from({ length: 3 * n }, (_, i) => values[i % n]!)
    const copies = { score: thrice(once.score), treatment: thrice(once.treatment), outcome: thrice(once.outcome) }
    const apart = upliftMetrics(copies),
      single = upliftMetrics(once)
    const together = upliftMetrics({ ...copies, customer: Float64Array.from(copies.score, (_, i) => i % n) })
    const ratio = (a: typeof apart, b: typeof apart) => a.areas.grfQini.standardError! / b.areas.grfQini.standardError!
    expect(together.areas.grfQini.area).toBe(apart.areas.grfQini.area)
    expect(ratio(together, single)).toBeGreaterThan(0.8)
    expect(ratio(together, single)).toBeLessThan(1.25)
    expect(ratio(apart, single)).toBeLessThan(0.75) // 1/√3 if tripled rows were new customers
    expect(together.effect.standardError! / single.effect.standardError!).toBeCloseTo(1, 1)
  })
  it('change with the seed, a little', () => {
    const rows = history(2, 400),
      of = (seed: number) => upliftMetrics(rows, { seed }).areas.grfAutoc.standardError!
    expect(of(1)).not.toBe(of(2))
    expect(of(1)).toBe(of(1))
    expect(Math.abs(of(1) / of(2) - 1)).toBeLessThan(0.35)
  })
})
