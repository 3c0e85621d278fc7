// Goal: the checks beside the default intervals: a bootstrap that depends on customers alone, and a bound that holds
// for any distribution.

import { describe, expect, it } from 'vitest'
import { bootstrapLog } from '../../../src/estimate/rows/bootstrap-log.ts'
import { evaluateLog } from '../../../src/estimate/rows/evaluate-log.ts'
import { guaranteeLog } from '../../../src/estimate/rows/guarantee-log.ts'
import type { LoggedArrays } from '../../../src/estimate/rows/logged-arrays.ts'
import { empiricalBernstein } from '../../../src/stats/empirical-bernstein.ts'
import { poissonMultiplicity, summariseReplicates } from '../../../src/stats/poisson-bootstrap.ts'
import { normalDraws, rng } from '../../../src/stats/rng.ts'

/** Customers with three decisions each, whose outcomes go together. */
function history(customers: number, seed: string): LoggedArrays & { readonly customer: Int32Array } {
  const uniform = rng(seed),
    normal = normalDraws(uniform),
    n = 3 * customers
  const reward = new Float64Array(n),
    propensity = new Float64Array(n),
    target = new Float64Array(n)
  const customer = new Int32Array(n),
    qLogged = new Float64Array(n).fill(5),
    qTarget = new Float64Array(n).fill(5.5)
  for (let i = 0, own = 0; i < n; i++) {
    if (i % 3 === 0) own = normal()
    propensity[i] = 0.2 + 0.6 * uniform()
    target[i] = uniform() < 0.5 ? 1 : 0.1
    customer[i] = 1000 + Math.floor(i / 3)
    reward[i] = 6 + 2 * own + normal()
  }
  return { reward, propensity, target, customer, qLogged, qTarget }
}

describe('Poisson multiplicities', () => {
  const times = Array.from({ length: 400 }, (_, b) =>
    Array.from({ length: 500 }, (_, c) => poissonMultiplicity(c, b, 7)),
  )
  const all = times.flat()
  const correlation = (other: (c: number, b: number) => number) =>
    times.flatMap((row, b) => row.map((x, c) => (x - 1) * (other(c, b) - 1))).reduce((a, b) => a + b, 0) / all.length

  it('have the shares of a Poisson(1) distribution', () => {
    // 200,000 numbers: a share errs by 0.001.
    for (const [k, p] of [1, 1, 1 / 2, 1 / 6, 1 / 24].map(x => x / Math.E).entries()) {
      expect(Math.abs(all.filter(x => x === k).length / all.length - p)).toBeLessThan(0.005)
    }
  })

  it('of neighbouring customers, replicates and seeds have nothing to do with each other', () => {
    const others: ((c: number, b: number) => number)[] = [
      (c, b) => poissonMultiplicity(c + 1, b, 7),
      (c, b) => poissonMultiplicity(c, b + 1, 7),
      (c, b) => poissonMultiplicity(c, b, 8),
      (c, b) => poissonMultiplicity(b + 600, c, 7),
    ]
    // Four errors of a correlation of 200,000 pairs.
    for (const other of others) expect(Math.abs(correlation(other))).toBeLessThan(0.01)
  })

  it('are summed up by their spread and type 7 percentiles', () => {
    expect(summariseReplicates([3, null, 1, 2, 4, 5], 0.5)).toEqual({
      standardError: Math.sqrt(2.5),
      interval: [2, 4],
      replicates: 5,
    })
    expect(summariseReplicates([3, null], 0.5)).toBeNull()
  })
})

const turn = (x: ArrayLike<number>) => Array.from(x).toReversed()

describe('bootstrapLog', () => {
  it('agrees with the clustered errors of every estimator', () => {
    const log = history(1500, 'agree'),
      plain = evaluateLog(log, { lambda: 2 })
    const resampled = bootstrapLog(log, { lambda: 2, replicates: 1000 })
    for (const name of ['ips', 'snips', 'dm', 'dr', 'sndr', 'clippedIps', 'clippedDr', 'switchDr', 'dros'] as const) {
      if (name === 'dm') continue // v̂ never varies here
      const ratio = resampled[name]!.standardError / plain[name]!.standardError
      expect(Math.abs(ratio - 1), name).toBeLessThan(0.12) // of 1,000 replicates an error errs by 2.2 %, and the tails
      const [low, high] = resampled[name]!.interval
      expect(Math.abs(low - (plain[name]!.value - 1.96 * plain[name]!.standardError))).toBeLessThan(0.1)
      expect(Math.abs(high - (plain[name]!.value + 1.96 * plain[name]!.standardError))).toBeLessThan(0.1)
    }
  })

  it('gives the same figures for rows in another order, others for another seed', () => {
    const log = history(60, 'order'),
      one = bootstrapLog(log, { replicates: 50 })
    const turned = bootstrapLog(
      {
        reward: turn(log.reward),
        propensity: turn(log.propensity),
        target: turn(log.target),
        customer: turn(log.customer),
      },
      { replicates: 50 },
    )
    expect(turned.snips!.standardError).toBeCloseTo(one.snips!.standardError, 12)
    expect(turned.snips!.interval[0]).toBeCloseTo(one.snips!.interval[0], 12)
    expect(bootstrapLog(log, { replicates: 50, seed: 2 }).snips!.interval[0]).not.toBe(one.snips!.interval[0])
    expect(one.clippedIps).toBeNull()
  })

  it('refuses what is no number of replicates', () => {
    expect(() => bootstrapLog(history(3, 'x'), { replicates: 1 })).toThrow(/1 replicates/)
  })
})

describe('empirical Bernstein', () => {
  it('worked by hand: values 0 and 1, range 1, 95 %', () => {
    const log = Math.log(80),
      half = Math.sqrt((2 * 0.5 * log) / 2) + (7 * log) / 3
    const [low, high] = empiricalBernstein(0.5, 0.5, 2, 1, 0.95)
    expect(low).toBeCloseTo(0.5 - half, 12)
    expect(high).toBeCloseTo(0.5 + half, 12)
    expect(() => empiricalBernstein(0.5, 0.5, 1, 1, 0.95)).toThrow(/No bound/)
  })

  it('has the width that 1,000 published histories had: 0.325 at n = 2,000, SE 0.0377, weights up to 10', () => {
    const [low, high] = empiricalBernstein(0.406, 2000 * (0.14767649740812838 / 2 / 1.959964) ** 2, 2000, 10, 0.95)
    expect(high - low).toBeCloseTo(0.325, 2)
  })

  it('covers where the normal interval misses: two events in a hundred, weights of 20', () => {
    const uniform = rng('rare'),
      n = 400
    let covered = 0,
      normal = 0
    for (let h = 0; h < 200; h++) {
      const reward = Float64Array.from({ length: n }, () => (uniform() < 0.02 ? 1 : 0))
      const target = Float64Array.from({ length: n }, () => (uniform() < 0.05 ? 1 : 0))
      const log = { reward, target, propensity: new Float64Array(n).fill(0.05) }
      const [low, high] = guaranteeLog(log, { maxWeight: 20 })
      covered += Number(low <= 0.02 && 0.02 <= high)
      const { value, standardError } = evaluateLog(log).ips!
      normal += Number(Math.abs(value - 0.02) <= 1.96 * standardError)
      expect(high).toBeLessThan(0.95) // it says something
    }
    expect(covered).toBe(200)
    expect(normal).toBeLessThan(120)
  })

  it('takes a customer as one value, moves with the least reward, and stays in its range', () => {
    const half = [0.5, 0.5, 0.5, 0.5]
    const log = { reward: [1, 0, 1, 1], propensity: half, target: half, customer: [1, 1, 2, 2] }
    // Totals 1 and 2, range 2: mean 1.5, s² = 0.5; per decision half of that.
    const [low, high] = empiricalBernstein(1.5, 0.5, 2, 2, 0.95)
    expect(guaranteeLog(log, { maxWeight: 1 })).toEqual([Math.max(0, low / 2), Math.min(1, high / 2)])
    const many = history(20_000, 'range'),
      range = [-20, 30] as const
    const plain = guaranteeLog(many, { maxWeight: 5, rewardRange: range })
    const reward = Array.from(many.reward, r => r + 7)
    const moved = guaranteeLog({ ...many, reward }, { maxWeight: 5, rewardRange: [-13, 37] })
    expect(moved[0] - plain[0]).toBeCloseTo(7, 9)
    expect(moved[1] - plain[1]).toBeCloseTo(7, 9)
  })

  it('refuses a declaration the log contradicts', () => {
    const log = { reward: [1, 0], propensity: [0.1, 0.5], target: [1, 1] }
    expect(() => guaranteeLog(log, { maxWeight: 5 })).toThrow(/weight 10, above the largest declared, 5/)
    expect(() => guaranteeLog(log, { maxWeight: 10, rewardRange: [0, 0.5] })).toThrow(/reward\[0\] is 1/)
    expect(() => guaranteeLog(log, { maxWeight: 0 })).toThrow(/at most 0/)
  })
})
