import { expect, it } from 'vitest'
import type { CellSums } from '../../src/evaluate/cell-sums.ts'
import type { Series } from '../../src/evaluate/estimates.ts'
import type { FitSums } from '../../src/evaluate/fit.ts'
import { makePlan } from '../../src/evaluate/make-plan.ts'
import { supportBounds } from '../../src/evaluate/support-bounds.ts'
import { smallDataset } from './small-history.ts'

const plan = makePlan({
  dataset: smallDataset, strategies: [], champion: 'logged', segments: 1, months: 1, observedUntil: null,
})
const { bought, margin, satisfaction } = smallDataset.outcomes
// 10 decisions with s = 0.1 in all; columns bought, margin, satisfaction.num, satisfaction.den.
const sums = (u: number, d: readonly number[] = [], unsupported = 1): CellSums => ({
  plan, maturity: () => 10, policy: () => unsupported, action: () => 0, max: () => 0, sumOf: () => () => 0,
  series: (o, _p, name) => name === 'u' ? u : d[o]!,
})
const fitSums = { negMin: Float64Array.of(0, 20, 0, 0), max: Float64Array.of(1, 80, 5, 1) } as unknown as FitSums
const shift = Float64Array.of(0, 10, 0, 0)

it('a rate may have been 0 or 1 wherever history is silent', () => {
  // The model put 0.3 · 0.1 there: from −0.03 to 0.1 − 0.03.
  const series: Series = { name: 'bought', outcome: bought!, of: { kind: 'column', column: 0 }, maturity: 0 }
  const [low, high] = supportBounds(sums(0.3), series, 0, 0.5, fitSums, shift)
  expect(low).toBeCloseTo(-0.03, 12)
  expect(high).toBeCloseTo(0.07, 12)
})

it('an amount may have been the smallest or largest ever observed', () => {
  // Predicted there: 2/10 + 10·0.1 = 1.2; observed from −20 to 80, so −2 − 1.2 and 8 − 1.2.
  const series: Series = { name: 'margin', outcome: margin!, of: { kind: 'column', column: 1 }, maturity: 0 }
  const [low, high] = supportBounds(sums(2), series, 0, 30, fitSums, shift)
  expect(low).toBeCloseTo(-3.2, 12)
  expect(high).toBeCloseTo(6.8, 12)
})

it('a ratio takes the worst corner of its parts, and has no bound when its denominator could be 0', () => {
  // num 2 + [0, 0.5], den 0.5 + [0, 0.1] (nothing predicted): 2/0.6 … 2.5/0.5, around 4.
  const of = { kind: 'ratio' as const, ratio: 0, numerator: 2, denominator: 3 }
  const series: Series = { name: 'satisfaction', outcome: satisfaction!, of, maturity: 0 }
  const [low, high] = supportBounds(sums(0, [0, 0, 20, 5]), series, 0, 4, fitSums, shift)
  expect(low).toBeCloseTo(2 / 0.6 - 4, 12)
  expect(high).toBeCloseTo(1, 12)
  expect(supportBounds(sums(0, [0, 0, 20, 0]), series, 0, 4, fitSums, shift)).toEqual([-Infinity, Infinity])
})

it('nothing is added when every action has history', () => {
  const series: Series = { name: 'bought', outcome: bought!, of: { kind: 'column', column: 0 }, maturity: 0 }
  expect(supportBounds(sums(0, [], 0), series, 0, 0.5, fitSums, shift)).toEqual([0, 0])
})
