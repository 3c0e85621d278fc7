import { expect, it } from 'vitest'
import type { OutcomeSeries } from '../../src/evaluate/outcome-series.ts'
import { supportBounds } from '../../src/evaluate/support-bounds.ts'
import type { Columns } from '../../src/history/columns.ts'
import type { CellSums } from '../../src/moments/cell-sums.ts'
import type { FitSums } from '../../src/moments/fit-sums.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import { resultOf, run, without } from './run-small.ts'
import { callAbove, smallDataset, smallHistory } from './small-history.ts'

const plan = makeSumPlan({
  dataset: smallDataset,
  strategies: [],
  champion: 'logged',
  segments: 1,
  months: 1,
  observedUntil: null,
})
const { bought, margin, satisfaction } = smallDataset.outcomes
// 10 decisions with s = 0.1 in all; columns bought, margin, satisfaction.num, satisfaction.den.
const sums = (u: number, d: readonly number[] = [], unsupported = 1): CellSums => ({
  plan,
  maturity: () => 10,
  policy: () => unsupported,
  action: () => 0,
  max: () => 0,
  sumOf: () => () => 0,
  series: (o, _p, name) => (name === 'u' ? u : d[o]!),
})
const fitSums = { negMin: Float64Array.of(0, 20, 0, 0), max: Float64Array.of(1, 80, 5, 1) } as unknown as FitSums
const shift = Float64Array.of(0, 10, 0, 0)

it('a rate may have been 0 or 1 wherever history is silent', () => {
  // The model put 0.3 · 0.1 there: from −0.03 to 0.1 − 0.03.
  const series: OutcomeSeries = { name: 'bought', outcome: bought!, of: { kind: 'column', column: 0 }, maturity: 0 }
  const [low, high] = supportBounds(sums(0.3), series, 0, 0.5, fitSums, shift)
  expect(low).toBeCloseTo(-0.03, 12)
  expect(high).toBeCloseTo(0.07, 12)
})

it('an amount may have been the smallest or largest ever observed', () => {
  // Predicted there: 2/10 + 10·0.1 = 1.2; observed from −20 to 80, so −2 − 1.2 and 8 − 1.2.
  const series: OutcomeSeries = { name: 'margin', outcome: margin!, of: { kind: 'column', column: 1 }, maturity: 0 }
  const [low, high] = supportBounds(sums(2), series, 0, 30, fitSums, shift)
  expect(low).toBeCloseTo(-3.2, 12)
  expect(high).toBeCloseTo(6.8, 12)
})

it('a ratio takes the worst corner of its parts, and has no bound when its denominator could be 0', () => {
  // num 2 + [0, 0.5], den 0.5 + [0, 0.1] (nothing predicted): 2/0.6 … 2.5/0.5, around 4.
  const of = { kind: 'ratio' as const, ratio: 0, numerator: 2, denominator: 3 }
  const series: OutcomeSeries = { name: 'satisfaction', outcome: satisfaction!, of, maturity: 0 }
  const [low, high] = supportBounds(sums(0, [0, 0, 20, 5]), series, 0, 4, fitSums, shift)
  expect(low).toBeCloseTo(2 / 0.6 - 4, 12)
  expect(high).toBeCloseTo(1, 12)
  expect(supportBounds(sums(0, [0, 0, 20, 0]), series, 0, 4, fitSums, shift)).toEqual([-Infinity, Infinity])
})

it('nothing is added when every action has history', () => {
  const series: OutcomeSeries = { name: 'bought', outcome: bought!, of: { kind: 'column', column: 0 }, maturity: 0 }
  expect(supportBounds(sums(0, [], 0), series, 0, 0.5, fitSums, shift)).toEqual([0, 0])
})

it('a back-test says between which values the truth lies, and which cells its history knows', () => {
  // Nobody of the first segment was ever called, and the strategy calls everybody with a balance.
  const columns = smallHistory({ seed: 5, customers: 300 })
  const silent = without(columns, i => columns.segment[i] === 0 && columns.action[i] === 1)
  const evaluation = run(silent, { strategies: [callAbove(0, 0)], parts: true, limits: { supportLimit: 1 } })
  const { support } = evaluation,
    count = (s: number, a: number) =>
      silent.action.reduce((n, action, i) => n + Number(action === a && silent.segment[i] === s), 0)
  expect(support!.logged).toEqual([0, 1].map(s => [0, 1, 2].map(a => count(s, a))))
  expect(support!.logged[0]![1]).toBe(0)
  expect(support!.proposed[0]).toBeNull()
  const calls = silent.segment.reduce((n, s, i) => n + Number(s === 0 && balance(silent, i) >= 0), 0)
  expect(support!.proposed[1]![0]![1]).toBe(calls)

  const result = resultOf(evaluation, 1, 'bought'),
    value = result.estimates.dr!.value
  const [low, high] = result.bounds!.value
  expect(high - low).toBeCloseTo(calls / silent.rows, 12) // a rate may have been 0 or 1 there
  expect(low).toBeLessThan(value)
  expect(high).toBeGreaterThan(value)
  const difference = result.bounds!.difference!
  expect(difference[1] - difference[0]).toBeCloseTo(calls / silent.rows, 12)
  expect(resultOf(evaluation, 1, 'bought', 'other').bounds).toBeUndefined()
})

const balance = (columns: Columns, i: number): number => {
  const { balance: column } = columns.features
  return column!.kind === 'number' ? column!.values[i]! : NaN
}
