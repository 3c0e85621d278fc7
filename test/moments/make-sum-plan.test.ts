import { describe, expect, it } from 'vitest'
import { PROPENSITY_FLOOR, fit, trimmedDecisions } from '../../src/estimate/cell-means.ts'
import { BacktestError } from '../../src/moments/backtest-error.ts'
import { emptyFitSums } from '../../src/moments/fit-sums.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { callAbove, smallDataset } from '../evaluate/small-history.ts'

const request = {
  dataset: smallDataset,
  strategies: [callAbove(50), callAbove(20, 0.1, 'other')],
  champion: 'logged',
  segments: 2,
  months: 3,
  observedUntil: '2025-03-31T00:00:00Z',
}

describe('makePlan', () => {
  it('puts the log first, the outcomes in the dataset’s order, ratios as two columns', () => {
    const plan = makeSumPlan(request)
    expect(plan.policies.map(policy => policy.kind)).toEqual(['logged', 'strategy', 'strategy'])
    expect(plan.columns.map(({ name, measure }) => [name, measure])).toEqual([
      ['bought', 'rate'],
      ['margin', 'mean'],
      ['satisfaction.num', 'part'],
      ['satisfaction.den', 'part'],
    ])
    expect(plan.ratios).toEqual([[2, 3]])
  })

  it('has the most permissive maturity first, and cuts a horizon before the end of observation', () => {
    const plan = makeSumPlan(request)
    expect(plan.maturities).toEqual([null, Date.UTC(2025, 2, 11)])
    expect(plan.columns.map(({ maturity }) => maturity)).toEqual([0, 1, 0, 0])
  })

  it('takes everything as mature in a history without time', () => {
    expect(makeSumPlan({ ...request, observedUntil: null }).maturities).toEqual([null])
  })

  it('takes a moment without a zone as UTC', () => {
    expect(makeSumPlan({ ...request, observedUntil: '2025-03-31T00:00:00' }).maturities[1]).toBe(Date.UTC(2025, 2, 11))
  })

  it('finds the champion by id', () => {
    expect(makeSumPlan({ ...request, champion: 'other' }).champion).toBe(2)
  })

  it('names what it does not know, and what there is', () => {
    expect(() => makeSumPlan({ ...request, champion: 'nobody' })).toThrow(/nobody .*logged, call-above, other/)
    expect(() => makeSumPlan({ ...request, outcomes: ['sold'] })).toThrow(/sold.*bought, margin, satisfaction/)
    expect(() => makeSumPlan({ ...request, folds: 1 })).toThrow(BacktestError)
    expect(() => makeSumPlan({ ...request, observedUntil: 'yesterday' })).toThrow('yesterday')
  })
})

describe('fit', () => {
  // Two folds, one segment, two actions, one rate. Fold 0: 4 holds with 1 event, 2 calls with 2; fold 1: 20 holds, 0
  // events.
  const plan: SumPlan = {
    ...makeSumPlan({ ...request, outcomes: ['bought'], segments: 1, months: 1, folds: 2 }),
    actions: ['hold', 'call'],
  }
  const sums = emptyFitSums(plan)
  for (const [cell, n, events] of [
    [0, 4, 1],
    [1, 2, 2],
    [2, 20, 0],
  ] as const) {
    sums.count[cell] = sums.matured[cell] = n
    sums.outcome[cell] = events
  }

  it('predicts each fold from the others, pulled to the action’s mean', () => {
    const { q } = fit(plan, sums, 'logged')
    expect(q[0]).toBe(0) // fold 0, hold: fold 1 saw 20 without an event
    expect(q[1]).toBe(0) // fold 0, call: never in fold 1, so its overall mean
    expect(q[2]).toBeCloseTo((1 + 20 * 0.25) / 24, 12) // fold 1, hold: 1 of 4, shrunk to itself
    expect(q[3]).toBeCloseTo(1, 12)
  })

  it('a fold’s own outcomes never enter its predictions', () => {
    const changed = { ...sums, outcome: sums.outcome.map((r, i) => (i < 2 ? r + 1 : r)) }
    expect(fit(plan, changed, 'logged').q.subarray(0, 2)).toEqual(fit(plan, sums, 'logged').q.subarray(0, 2))
  })

  it('models propensities as shares of the other folds, raised to the floor and counted', () => {
    const fitted = fit(plan, sums, 'modelled')
    expect([...fitted.propensity!]).toEqual([1, PROPENSITY_FLOOR, 4 / 6, 2 / 6])
    expect(trimmedDecisions(sums, fitted)).toBe(2) // the two calls of fold 0, which fold 1 never shows
    expect(fit(plan, sums, 'logged').propensity).toBeNull()
  })

  it('knows which actions a segment has seen', () => {
    expect([...fit(plan, sums, 'logged').supported]).toEqual([1, 1])
    const without = { ...sums, count: sums.count.map((n, i) => (i === 1 ? 0 : n)) }
    expect([...fit(plan, without, 'logged').supported]).toEqual([1, 0])
  })

  it('shifts amounts by their mean and rates not at all', () => {
    const amounts: SumPlan = { ...plan, columns: [{ name: 'margin', measure: 'mean', maturity: 0 }] }
    expect(fit(amounts, sums, 'logged').shift[0]).toBeCloseTo(3 / 26, 12)
    expect(fit(plan, sums, 'logged').shift[0]).toBe(0)
  })
})
