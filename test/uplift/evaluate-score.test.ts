// Goal: of a history exactly the decisions that can be compared are ranked, and what cannot be ranked is refused.

import { describe, expect, it } from 'vitest'
import type { Columns } from '../../src/history/columns.ts'
import { defineDataset } from '../../src/history/define-dataset.ts'
import type { HistoryFacts } from '../../src/history/facts.ts'
import { evaluateScore, type ScoreQuestion } from '../../src/uplift/evaluate-score.ts'
import { UpliftError } from '../../src/uplift/uplift-error.ts'

const label = { en: 'label', zh: '名称' }
const dataset = defineDataset({
  name: 'mini',
  title: label,
  source: { publisher: 'made up', licence: 'none needed', files: [{ name: 'mini.csv' }] },
  decision: { customer: 'customer', time: 'time', action: 'action', allowed: 'allowed' },
  features: {
    balance: { kind: 'number', unit: 'CNY', nature: 'dynamic', label },
    app: { kind: 'boolean', nature: 'static', label },
    region: { kind: 'category', levels: ['north', 'south'], nature: 'static', label },
  },
  actions: [
    { channel: 'hold', label: { en: 'nothing', zh: '无' } },
    { channel: 'call', offer: 'loan', label: { en: 'a call', zh: '电话' } },
    { channel: 'sms', offer: 'loan', label: { en: 'a text', zh: '短信' } },
  ],
  propensity: { source: 'logged', from: 'propensity' },
  outcomes: {
    sale: { kind: 'conversion', measure: 'rate', direction: 'higher', horizonDays: 10, label },
    complaint: { kind: 'experience', measure: 'rate', direction: 'lower', horizonDays: 0, label },
    cost: { kind: 'cost', measure: 'mean', direction: 'lower', horizonDays: 0, unit: 'CNY', label },
    rating: {
      kind: 'experience',
      measure: 'ratio',
      direction: 'higher',
      label,
      horizonDays: 0,
      numerator: 'a',
      denominator: 'b',
    },
  },
  leaks: {},
})
const DAY_MS = 86_400_000
// Rows 0–5 can be compared; 6 is a text, 7 was not allowed to be called, 8 is younger than ten days, 9 has no balance.
const columns: Columns = {
  rows: 10,
  customers: 5,
  customer: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4),
  customerHash: new Uint32Array(10),
  time: Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 25 * DAY_MS, 0),
  month: new Uint16Array(10),
  months: ['1970-01'],
  stratum: new Uint16Array(10),
  strata: ['other'],
  segment: new Uint16Array(10),
  segments: ['other'],
  action: Uint8Array.of(1, 0, 1, 0, 1, 0, 2, 0, 1, 1),
  allowed: {
    set: Uint16Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    sets: [
      [0, 1, 2],
      [0, 2],
    ],
  },
  propensity: new Float64Array(10).fill(0.5),
  features: {
    balance: { kind: 'number', values: Float64Array.of(6, 5, 4, 3, 2, 1, 9, 9, 9, NaN) },
    app: { kind: 'boolean', values: Int8Array.of(1, 0, 1, 0, 1, 0, 1, 1, 1, 1) },
    region: { kind: 'category', codes: new Int16Array(10), levels: ['north', 'south'] },
  },
  outcomes: {
    sale: Uint8Array.of(1, 0, 1, 0, 0, 1, 1, 1, 1, 1),
    complaint: Uint8Array.of(1, 0, 0, 0, 0, 0, 1, 1, 1, 1),
    cost: Float64Array.of(3, 0, 3, 0, 3, 0, 9, 9, 9, 9),
  },
}
const facts: HistoryFacts = {
  dataset: 'mini',
  dataHash: 'abc',
  rows: 10,
  customers: 5,
  customersKnown: true,
  from: null,
  to: null,
  observedUntil: '1970-01-31T00:00:00Z',
  quarantined: 0,
  propensity: 'logged',
}
const question: ScoreQuestion = {
  score: 'balance',
  lowestFirst: false,
  treatment: 'call:loan',
  control: 'hold',
  outcome: 'sale',
  dropUnscored: true,
}
const evaluate = (change: Partial<ScoreQuestion> = {}) =>
  evaluateScore(columns, facts, dataset, { ...question, ...change }, { replicates: 0, k: [2] })

describe('the decisions compared', () => {
  it('are of the two actions, both allowed, mature and scored; the others are counted', () => {
    const { metrics, leftOut, labels } = evaluate()
    expect(leftOut).toEqual({ otherActions: 1, notAllowed: 1, unmatured: 1, unscored: 1 })
    expect(metrics).toMatchObject({ rows: 6, treated: 3, control: 3 })
    expect(metrics.effect.value).toBeCloseTo(2 / 3 - 1 / 3, 12)
    expect(labels.treatment.en).toBe('a call')
  })
  it('are ranked from the other end when asked', () => {
    expect(evaluate().metrics.topUplift[0]!.value).toBe(1) // the called one bought, the other did not
    expect(evaluate({ lowestFirst: true }).metrics.topUplift[0]!.value).toBe(-1)
  })
  it('of an adverse outcome what did not happen is counted', () => {
    const rate = evaluate({ outcome: 'complaint' }),
      mean = evaluate({ outcome: 'cost' })
    expect(rate.outcome.avoided).toBe(true)
    expect(rate.metrics.effect.value).toBe(-1 / 2) // two calls of four brought a complaint, row 8 among them
    expect(rate.metrics.areas.scikitQini.normalised).not.toBeNull() // 1 − y is still 0/1
    expect(mean.metrics.effect.value).toBe(-(3 + 3 + 3 + 9) / 4)
    expect(rate.leftOut.unmatured).toBe(0) // ten days are the sale's; complaints and costs are known at once
  })
})

it.each<[string, Partial<ScoreQuestion>, RegExp]>([
  ['decisions without a score', { dropUnscored: false }, /1 of 7 decisions have no “balance”.*--drop-unscored/],
  ['an unknown feature', { score: 'balanse' }, /no feature “balanse”. Did you mean “balance”/],
  ['an unknown action', { control: 'holt' }, /no action “holt”. Did you mean “hold”/],
  ['one action twice', { control: 'call:loan' }, /both “call:loan”/],
  ['an unknown outcome', { outcome: 'sales' }, /no outcome “sales”. Did you mean “sale”/],
  ['a category as a score', { score: 'region' }, /category, which has no order/],
  ['a ratio', { outcome: 'rating' }, /ratio of two sums/],
])('refuses %s', (_, change, message) => {
  expect(() => evaluate(change)).toThrow(UpliftError)
  expect(() => evaluate(change)).toThrow(message)
})
it('refuses a history whose propensities would have to be modelled', () => {
  const modelled = { ...dataset, propensity: { source: 'modelled' } as const }
  expect(() => evaluateScore(columns, facts, modelled, question)).toThrow(/logs no propensities/)
})
