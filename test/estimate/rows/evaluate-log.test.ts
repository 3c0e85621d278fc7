// Goal: evaluateLog gives the estimates of statistics.md for anyone's arrays: worked by hand, and under laws.

import { array, assert, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateLog } from '../../../src/estimate/rows/evaluate-log.ts'
import type { LogEstimator } from '../../../src/estimate/rows/log-estimates.ts'
import type { LoggedArrays } from '../../../src/estimate/rows/logged-arrays.ts'
import { replay } from '../../../src/estimate/rows/replay.ts'
import { three } from './three-decisions.ts'

const all: readonly LogEstimator[] = ['ips', 'snips', 'dm', 'dr', 'sndr', 'clippedIps', 'clippedDr', 'switchDr', 'dros']

describe('worked by hand', () => {
  const at3 = evaluateLog(three, { lambda: 3 })

  it('IPS is mean(wr), SNIPS Σwr/Σw, DM mean v̂', () => {
    expect(at3.ips!.value).toBe((20 + 4) / 3)
    expect(at3.snips!.value).toBe(24 / 6)
    expect(at3.dm!.value).toBe(6)
  })

  it('DR adds w·e to v̂ row by row, SNDR adds Σwe/Σw to their mean', () => {
    expect(at3.dr!.value).toBeCloseTo((4 + 12 + 5 - 16 + 9) / 3, 12)
    expect(at3.sndr!.value).toBeCloseTo(6 + (12 - 16) / 6, 12)
  })

  it('λ = 3 makes a weight of 4 count 3 (clipped), 0 (Switch-DR) or 12/19 (DRos)', () => {
    expect(at3.clippedIps!.value).toBeCloseTo((20 + 3) / 3, 12)
    expect(at3.clippedDr!.value).toBeCloseTo((18 + 12 - 12) / 3, 12)
    expect(at3.switchDr!.value).toBeCloseTo((18 + 12) / 3, 12)
    expect(at3.dros!.value).toBeCloseTo((18 + (6 / 7) * 6 - (12 / 19) * 4) / 3, 12)
  })

  it('errors: IPS from the spread of wr, SNDR with w̄ allowed to vary', () => {
    // wr = 20, 4, 0: deviations 12, −4, −8 from 8; SE² = (144 + 16 + 64)/2/3
    expect(at3.ips!.standardError).toBeCloseTo(Math.sqrt(224 / 6), 12)
    // ψ = v̂ − 6 + w(e + 2/3)/2 = −2 + 20/3, −1 − 20/3, 3
    const psi = [-2 + 20 / 3, -1 - 20 / 3, 3]
    expect(at3.sndr!.standardError).toBeCloseTo(Math.sqrt(psi.reduce((s, x) => s + x * x, 0) / 6), 12)
  })

  it('decisions of one customer are summed before they are squared', () => {
    // wr of the two customers: 24 and 0, deviations from 8 a decision: 24 − 16 = 8 and −8; SE² = 2·(64 + 64)/9
    const clustered = evaluateLog({ ...three, customer: [7, 7, -2] })
    expect(clustered.ips!.standardError).toBeCloseTo(Math.sqrt((2 * 128) / 9), 12)
    expect(clustered.diagnostics.effectiveSampleSize).toBe(1)
    expect(clustered.ips!.value).toBe(8)
  })

  it('sums: w 2, 4, 0 on r 10, 1, 99 and e 6, −4, 50', () => {
    expect(at3.sums).toEqual({
      weight: 6,
      weightSquared: 20,
      reward: 110,
      rewardSquared: 9902,
      weightedReward: 24,
      weightSquaredReward: 56,
      weightedRewardSquared: 416,
      maxWeightedReward: 20,
      model: {
        predicted: 18,
        predictedSquared: 122,
        weightedError: -4,
        weightedErrorSquared: 400,
        predictedWeightedError: -32,
      },
    })
    expect(at3.diagnostics.rewarded).toBe(3)
    expect(evaluateLog({ reward: [0, 1], propensity: [1, 1], target: [1, 1] })).toMatchObject({
      sums: { model: null },
      diagnostics: { rewarded: 1 },
    })
  })

  it('diagnostics: weights 2, 4, 0', () => {
    const { diagnostics } = at3
    expect(diagnostics).toMatchObject({
      decisions: 3,
      customers: 3,
      meanWeight: 2,
      minWeight: 0,
      maxWeight: 4,
      maxWeightShare: 4 / 6,
      zeroWeights: 1,
      maxCustomerShare: 4 / 6,
      topPercentShare: 4 / 6,
      paretoK: null,
    })
    expect(diagnostics.effectiveSampleSize).toBeCloseTo(36 / 20, 12)
    expect(diagnostics.meanWeightZ).toBeCloseTo((2 - 1) / Math.sqrt(8 / 6), 12) // SE² = (0 + 4 + 4)/2/3
    expect(diagnostics.weightQuantiles['0.75']).toBe(3)
  })

  it('replay is the mean where π agrees, and refused unless the log is uniform', () => {
    expect(replay(three)).toMatchObject({ value: 5.5, n: 2, standardError: 4.5 })
    expect(replay(three).refusals.map(({ code }) => code)).toEqual(['not-uniform', 'few-amounts'])
    expect(at3.replay!.value).toBe(5.5)
    const reward = Array.from({ length: 40 }, (_, i) => 1 + (i % 2))
    const many = { reward, propensity: reward.map(() => 0.5), target: reward.map(() => 1) }
    expect(replay(many)).toMatchObject({ value: 1.5, n: 40, refusals: [] })
    expect(replay({ ...three, target: [0.5, 0.5, 0.5] })).toMatchObject({
      value: null,
      refusals: [{ code: 'stochastic' }],
    })
  })
})

const rows = array(
  record({
    r: integer({ min: -1000, max: 1000 }),
    p: integer({ min: 1, max: 100 }),
    t: integer({ min: 0, max: 100 }),
    q: integer({ min: -1000, max: 1000 }),
    v: integer({ min: -1000, max: 1000 }),
    c: integer({ min: 0, max: 5 }),
  }),
  { minLength: 6, maxLength: 30 },
)
type Row = { r: number; p: number; t: number; q: number; v: number; c: number }
const logOf = (of: readonly Row[]): LoggedArrays => ({
  reward: of.map(row => row.r),
  propensity: of.map(row => row.p / 100),
  target: of.map(row => row.t / 100),
  qLogged: of.map(row => row.q),
  qTarget: of.map(row => row.v),
  customer: of.map(row => row.c),
})

describe('laws', () => {
  it('λ = ∞ gives IPS and DR again; λ = 0 gives DM', () => {
    assert(
      property(rows, of => {
        const wide = evaluateLog(logOf(of), { lambda: Infinity }),
          none = evaluateLog(logOf(of), { lambda: 0 })
        if (wide.dr === null) return
        for (const name of ['clippedDr', 'switchDr', 'dros'] as const) {
          expect(wide[name]!.value).toBeCloseTo(wide.dr.value, 6)
          expect(none[name]!.value).toBeCloseTo(none.dm!.value, 6)
        }
        expect(wide.clippedIps!.value).toBeCloseTo(wide.ips!.value, 6)
        expect(none.clippedIps!.value).toBe(0)
      }),
    )
  })

  it('the order of the rows and the names of the customers do not matter', () => {
    assert(
      property(rows, of => {
        const one = evaluateLog(logOf(of), { lambda: 2 })
        const other = evaluateLog(logOf(of.map(row => ({ ...row, c: 1000 - row.c })).toReversed()), { lambda: 2 })
        for (const name of all) {
          if (one[name] === null) expect(other[name]).toBeNull()
          else {
            const size = Math.max(1, Math.abs(one[name].value))
            expect(Math.abs(other[name]!.value - one[name].value) / size).toBeLessThan(1e-9)
            expect(Math.abs(other[name]!.standardError - one[name].standardError) / size).toBeLessThan(1e-9)
          }
        }
      }),
    )
  })

  it('a constant added to rewards and model moves SNIPS, DM, DR and SNDR by it and leaves their errors', () => {
    assert(
      property(rows, of => {
        const one = evaluateLog(logOf(of)),
          moved = evaluateLog(logOf(of.map(row => ({ ...row, r: row.r + 4096, q: row.q + 4096, v: row.v + 4096 }))))
        for (const name of ['snips', 'dm', 'dr', 'sndr'] as const) {
          if (one[name] === null) continue
          expect(moved[name]!.value - 4096).toBeCloseTo(one[name].value, 5)
          expect(moved[name]!.standardError).toBeCloseTo(one[name].standardError, 5)
        }
      }),
    )
  })

  it('rewards that never vary have no error and no interval, and say so', () => {
    const flat = evaluateLog({ reward: [0.3, 0.3, 0.3], propensity: [0.5, 0.3, 0.7], target: [0.1, 0.9, 0.4] })
    expect(flat.snips!.standardError).toBe(0)
    expect(flat.snips!.interval).toBeNull()
    expect(flat.refusals.map(({ code }) => code)).toContain('not-computable')
  })

  it('a log evaluated with its own probabilities gives the plain mean under every self-normalised estimator', () => {
    const p = [0.3, 0.6, 0.2, 0.9],
      same = evaluateLog({ reward: [1, 2, 6, 3], propensity: p, target: p })
    expect(same.snips!.value).toBe(3)
    expect(same.ips!.value).toBe(3)
    expect(same.diagnostics.meanWeightZ).toBe(0)
  })
})
