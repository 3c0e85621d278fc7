// Goal: a mean that rests on an action history hardly shows is refused, by a rule that can be worked by hand.

import { expect, it } from 'vitest'
import type { Measured } from '../../src/estimate/measure.ts'
import type { Refusal } from '../../src/estimate/refusal.ts'
import { thinSupport } from '../../src/evaluate/thin-support.ts'
import type { CellSums } from '../../src/moments/cell-sums.ts'
import { emptyFitSums } from '../../src/moments/fit-sums.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import { refusalSentence } from '../../src/report/refusal-sentences.ts'
import { codes, resultOf, run } from './run-small.ts'
import { callAbove, smallDataset, smallHistory } from './small-history.ts'

const plan = makeSumPlan({
  dataset: smallDataset,
  strategies: [callAbove(50)],
  champion: 'logged',
  segments: 2,
  months: 1,
  observedUntil: null,
})
const column = plan.columns.findIndex(({ name }) => name === 'margin')

/** A cell of 1,000 decisions; the rules propose to call in 20. In all of history the log agrees in one of five. */
const cell = (agreed: number, chosen = 20): CellSums => ({
  plan,
  maturity: () => 1000,
  policy: () => 0,
  max: () => 0,
  series: () => 0,
  sumOf: () => () => 0,
  action: (_m, _p, a, name) => (a === 1 ? (name === 'chosen' ? chosen : agreed) : a === 0 ? 500 : 0),
})
const whole: CellSums = {
  ...cell(0),
  action: (_m, _p, _a, name) => (name === 'chosen' ? 1000 : 200),
}
/** The mean margin after a call is 50, after holding 3. */
const fitSums = (() => {
  const sums = emptyFitSums(plan),
    at = (action: number) => action * plan.columns.length + column
  sums.matured[at(1)] = 10
  sums.outcome[at(1)] = 500
  sums.matured[at(0)] = 100
  sums.outcome[at(0)] = 300
  return sums
})()
const measured = (standardError: number): Measured => ({
  influence: { value: 2, psi: {} },
  standardError,
  skewness: 0,
  interval: () => null,
})
const thin = (sums: CellSums, standardError: number) =>
  thinSupport(sums, whole, column, 1, measured(standardError), fitSums)

it('20 of 1,000 proposed calls, 4 to be expected in the log, could move a value of 2 by 0.02 · 48 = 0.96', () => {
  expect(thin(cell(7), 0.9)).toMatchObject({
    action: plan.actions[1],
    share: 0.02,
    expected: 4,
    agreed: 7,
    effect: 0.02 * 48,
  })
})

it('is silent where that is less than the standard error', () => {
  expect(thin(cell(7), 0.97)).toBeNull()
})

it('is silent where thirty are to be expected and ten are found, not where only nine are', () => {
  expect(thin(cell(10, 150), 0.9)).toBeNull()
  expect(thin(cell(9, 150), 0.9)).not.toBeNull()
  expect(thin(cell(29, 149), 0.9)).not.toBeNull() // 29.8 to be expected
})

it('says which action, how many, and what to do, in both languages', () => {
  const refusal: Refusal = { code: 'thin-support', who: 'strategy', ...thin(cell(7), 0.9)!, error: 0.9 }
  const message = { en: refusalSentence(refusal, 'en'), zh: refusalSentence(refusal, 'zh') }
  for (const said of ['2.0 %', 'call:loan', '7 of them', '10 found', '4.0', '0.96', '0.90', 'let exploration log']) {
    expect(message.en).toContain(said)
  }
  for (const said of ['2.0 %', 'call:loan', '7 次', '4.0', '0.96', '0.90']) expect(message.zh).toContain(said)
})

it('stands in a back-test beside the mean it is about, and beside no rate', () => {
  // About one in twenty decisions has a balance of 100 or more, and one in six of those was called.
  const columns = smallHistory({ seed: 3, customers: 400 })
  const margin = columns.outcomes.margin!.map((x, i) => (columns.action[i] === 1 ? x + 20_000 : x))
  const evaluation = run(
    { ...columns, outcomes: { ...columns.outcomes, margin } },
    {
      strategies: [callAbove(100, 0)],
      limits: { essFloor: 0 },
    },
  )
  expect(codes(resultOf(evaluation, 1, 'margin'))).toContain('thin-support')
  expect(codes(resultOf(evaluation, 1, 'bought'))).not.toContain('thin-support')
})
