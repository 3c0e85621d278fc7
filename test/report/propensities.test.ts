// Goal: a report on modelled propensities shows what speaks for and against them, and warns above the figures.

import { expect, it } from 'vitest'
import { evaluationJson, evaluationSchema } from '../../src/evaluate/evaluation.ts'
import type { PropensityChecks } from '../../src/evaluate/propensity/checks.ts'
import { renderHtml } from '../../src/report/page/html.ts'
import { renderTable } from '../../src/report/table.ts'
import { exampleWorld } from './example-strategies.ts'
import { exampleEvaluation } from './example.ts'

const propensityChecks: PropensityChecks = {
  model: 'logit',
  fittedOn: 240_000,
  calibration: [
    {
      action: 'hold',
      groups: [
        { decisions: 120_000, predicted: 0.3, observed: 0.31 },
        { decisions: 120_000, predicted: 0.7, observed: 0.69 },
      ],
    },
  ],
  balanceLimit: 0.1,
  balance: [
    { feature: 'depositMaturesInDays', action: 'hold', level: null, missing: true, before: 0.62, after: 0.234 },
    { feature: 'depositMaturesInDays', action: 'call:fund', level: null, missing: false, before: -0.4, after: 0.02 },
    { feature: 'region', action: 'hold', level: 'north', missing: false, before: -0.2, after: -0.05 },
  ],
  sensitivity: [
    { policy: 1, outcome: 'conversion', lambda: 1.234 },
    { policy: 1, outcome: 'margin', lambda: null },
  ],
  placebos: [
    {
      policy: 1,
      kind: 'before',
      name: 'conversion',
      decisions: 9000,
      difference: 0.0123,
      standardError: 0.002,
      p: 1e-9,
      passed: false,
    },
    {
      policy: 1,
      kind: 'feature',
      name: 'region',
      decisions: 9000,
      difference: 0.001,
      standardError: 0.002,
      p: 0.6,
      passed: true,
    },
  ],
}
const evaluation = { ...exampleEvaluation({ propensity: 'modelled' }), propensityChecks }
const textOf = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

it('has a section with calibration, sensitivity, balance and placebo tests', async () => {
  const text = textOf(await renderHtml(evaluation, { lang: 'en', world: exampleWorld }))
  for (const part of [
    'How the propensities were modelled',
    'multinomial logit on segments and features, fitted on 240,000 decisions',
    'Predicted and observed',
    'Λ',
    '1.23',
    'none could',
    'days until the deposit matures missing',
    '+0.62 +0.23 out of balance',
    'conversion, of the decision before',
    '+0.0123',
    'an effect',
    'no effect',
  ])
    expect(text).toContain(part)
  expect(text).not.toContain('−0.40') // of each feature only the action furthest off
})
it('speaks Chinese there too', async () => {
  const text = textOf(await renderHtml(evaluation, { lang: 'zh', world: exampleWorld }))
  for (const part of ['倾向概率是如何建模的', '不平衡', '上一次决策的转化', '有影响', '不存在'])
    expect(text).toContain(part)
})
it('warns above the figures, in the page and in the table', async () => {
  const html = await renderHtml(evaluation, { lang: 'en', world: exampleWorld })
  expect(html.indexOf('1 of 2 features stay out of balance')).toBeLessThan(html.indexOf('In short'))
  expect(html.indexOf('Placebo tests fail (conversion, of the decision before)')).toBeLessThan(html.indexOf('In short'))
  const table = renderTable(evaluation, { lang: 'en', width: 200, colour: false })
  expect(table).toContain('1 of 2 features stay out of balance')
})
it('has none of it when propensities were logged', async () => {
  const text = textOf(await renderHtml(exampleEvaluation(), { lang: 'en', world: exampleWorld }))
  expect(text).not.toContain('How the propensities were modelled')
})
it('is a document the schema knows', () => {
  expect(evaluationSchema.parse(JSON.parse(evaluationJson(evaluation)))).toEqual(evaluation)
})
