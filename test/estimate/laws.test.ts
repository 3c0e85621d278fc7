import { describe, expect, it } from 'vitest'
import { fit } from '../../src/estimate/cell-means.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import { emptyMoments, mergeMoments } from '../../src/moments/moments.ts'
import { rng } from '../../src/stats/rng.ts'
import { rearranged, resultOf, run, without } from '../evaluate/run-small.ts'
import { callAbove, smallDataset, smallHistory } from '../evaluate/small-history.ts'
import { fitSumsFromRows } from './naive-fit.ts'
import { momentsFromRows } from './naive.ts'

const columns = smallHistory({ seed: 5, customers: 200 })
const strategies = [callAbove(40), callAbove(70, 0.4, 'other')]

describe('laws of the whole chain', () => {
  it('two strategies that are the same differ by exactly 0, [0, 0], on every outcome and part', () => {
    const alike = [callAbove(40), callAbove(40, 0.1, 'twin')]
    const evaluation = run(columns, { strategies: alike, champion: 'call-above', parts: true })
    const twins = evaluation.results.filter(({ policy }) => policy === 2)
    expect(twins.length).toBe(3 * (1 + 2 + 3))
    for (const { difference } of twins) {
      expect(difference).toEqual({
        dr: { value: 0, standardError: 0, interval: [0, 0] },
        snips: { value: 0, standardError: 0, interval: [0, 0] },
      })
    }
  })

  it('V(r + c) = V(r) + c for DR, SNIPS, DM and the log, with the same errors and differences', () => {
    const raised = { ...columns, outcomes: { ...columns.outcomes, margin: columns.outcomes.margin!.map(r => r + 1e6) } }
    const before = run(columns, { strategies }),
      after = run(raised, { strategies })
    for (const p of [0, 1, 2]) {
      const a = resultOf(before, p, 'margin'),
        b = resultOf(after, p, 'margin')
      for (const name of ['dr', 'snips', 'dm'] as const) {
        const plain = a.estimates[name],
          shifted = b.estimates[name]
        if (plain === null || shifted === null) continue
        expect(shifted.value - plain.value).toBeCloseTo(1e6, 6)
        expect(shifted.standardError).toBeCloseTo(plain.standardError, 6)
      }
      if (p > 0) expect(b.difference!.dr!.value).toBeCloseTo(a.difference!.dr!.value, 6)
      if (p > 0) expect(b.difference!.snips!.standardError).toBeCloseTo(a.difference!.snips!.standardError, 6)
    }
  })

  it('the order of the rows does not matter', () => {
    const uniform = rng(3)
    const keys = Array.from({ length: columns.rows }, () => uniform())
    const order = [...keys.keys()].sort((i, j) => keys[i]! - keys[j]!)
    const a = run(columns, { strategies }),
      b = run(rearranged(columns, order), { strategies })
    for (const [k, result] of a.results.entries()) {
      for (const name of ['dr', 'snips', 'ips'] as const) {
        expect(b.results[k]!.estimates[name]!.value).toBeCloseTo(result.estimates[name]!.value, 10)
        expect(b.results[k]!.estimates[name]!.standardError).toBeCloseTo(result.estimates[name]!.standardError, 10)
      }
      expect(b.results[k]!.verdict).toBe(result.verdict)
    }
  })

  it('moments of shards that share no customer add up to those of the whole', () => {
    const plan = makeSumPlan({
      dataset: smallDataset,
      strategies,
      champion: 'other',
      segments: 2,
      months: 3,
      observedUntil: null,
    })
    const fitted = fit(plan, fitSumsFromRows(plan, columns), 'logged')
    const whole = momentsFromRows(plan, columns, fitted),
      merged = emptyMoments(plan)
    for (const shard of [0, 1, 2]) {
      mergeMoments(
        merged,
        momentsFromRows(
          plan,
          without(columns, i => columns.customer[i]! % 3 !== shard),
          fitted,
        ),
      )
    }
    for (const key of ['sums', 'maxima', 'weightHistogram', 'proposed', 'rules'] as const) {
      for (const [i, x] of whole[key].entries()) {
        expect(Math.abs(merged[key][i]! - x)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(x)))
      }
    }
  })

  it('a strategy that does what the log did has the log’s own value', () => {
    // Everybody was held, with certainty: w = 1 throughout.
    const held = without(columns, i => columns.action[i] !== 0)
    const certain = { ...held, propensity: held.propensity!.map(() => 1) }
    const never = { ...callAbove(1e9, 0), rules: [] }
    const evaluation = run(certain, { strategies: [never] })
    const result = resultOf(evaluation, 1, 'bought'),
      log = resultOf(evaluation, 0, 'bought')
    expect(result.estimates.snips!.value).toBe(log.estimates.snips!.value)
    expect(result.difference!.snips).toEqual({ value: 0, standardError: 0, interval: [0, 0] })
  })
})
