// Goal: the table of a selection says what the Selection says, in both languages and at any width.

import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../src/estimate/refusal.ts'
import type { ComparedVariant, Selection } from '../../src/evaluate/selection/selection.ts'
import { displayWidth } from '../../src/report/display-width.ts'
import { renderSelection } from '../../src/report/selection-table.ts'
import { exampleEvaluation } from './example.ts'

const { history, definition, outcomes, results } = exampleEvaluation()
const outcome = (name: string) => outcomes.find(one => one.name === name)!

const variant = (letter: string, days: number, lift: number, more: Partial<ComparedVariant> = {}): ComparedVariant => ({
  version: letter.repeat(64),
  id: 'savers',
  title: { en: 'Call savers', zh: '致电储户' },
  isCandidate: true,
  params: { days, fixed: 3 },
  lift,
  standardError: 0.001,
  interval: [lift - 0.002, lift + 0.002],
  z: lift / 0.001,
  adjustedP: lift > 0 ? 0.004 : 1,
  verdict: 'unclear',
  refusals: [],
  ...more,
})

const selection: Selection = {
  schema: 'huijian.selection/2',
  history,
  definition,
  champion: { id: 'logged', version: null },
  outcome: outcome('conversion'),
  currency: 'CNY',
  settings: { level: 0.95, seed: 1, blocks: 512, replicates: 2_000, walkForward: 2 },
  trials: 40,
  unreadable: 0,
  variants: [variant('a', 7, 0.004), variant('b', 14, 0.003, { isCandidate: false }), variant('c', 21, -0.001)],
  chosen: 0,
  naive: { lift: 0.004, standardError: 0.001, z: 4 },
  deflated: { z: 4, trials: 40, expectedMaximum: 2.16, deviation: 1, deflatedZ: 1.84, deflatedLift: 0.00184 },
  spa: { statistic: 4, p: { lower: 0.003, consistent: 0.004, upper: 0.006 } },
  walkForward: {
    steps: [
      {
        chosenOn: ['2025-01', '2025-04'],
        measuredOn: ['2025-05', '2025-05'],
        version: 'b'.repeat(64),
        promised: 0.005,
        measured: 0.002,
        measuredError: 0.001,
      },
    ],
    promised: 0.005,
    measured: 0.002,
    measuredError: 0.001,
    degradation: 0.6,
  },
  periods: null,
  others: [{ outcome: outcome('complaint'), result: results.find(r => r.outcome === 'complaint' && r.policy === 1)! }],
  gate: { status: 'passed', reasons: [] },
}
const table = (of: Selection, lang: 'en' | 'zh' = 'en', width = 120, top = 10) =>
  renderSelection(of, { lang, width, colour: false, top })
const line = (text: string, start: string) => text.split('\n').find(one => one.startsWith(start))!

describe('the table of a selection', () => {
  it('ranks the variants with what was varied, and marks the chosen one and those tried earlier', () => {
    const text = table(selection)
    expect(text).toContain('3 variants against as logged, by conversion (higher is better)')
    expect(line(text, '1 ')).toMatch(/^1 +savers@aaaa +7 +\+0\.40 pp +\[\+0\.20, \+0\.60\] +4\.00 +0\.004 +chosen$/)
    expect(line(text, '2 ')).toMatch(/0\.004 +earlier$/)
    expect(text).not.toContain('fixed') // the same in all
    expect(table(selection, 'en', 120, 1)).toContain('… and 2 more')
  })
  it('says what is left of the lift, and why', () => {
    const text = table(selection)
    expect(line(text, 'naive')).toBe('naive         +0.40 pp, z 4.00')
    expect(line(text, 'deflated')).toBe('deflated      +0.18 pp, z 1.84')
    expect(text).toContain('40 tried on this question so far')
    expect(line(text, 'SPA')).toContain('p 0.004 (between 0.003 and 0.006)')
    expect(text).toContain('chosen on 2025-01 … 2025-04 (bbbb), measured on 2025-05: promised +0.50 pp, kept +0.20 pp')
    expect(text).toContain('60 % of the promise lost')
    expect(line(text, 'overfitting')).toContain('not computed below 48 months')
    expect(line(text, 'gate')).toContain('Call savers (savers@aaaa) — passed')
    expect(line(table(selection, 'zh'), '准入')).toContain('致电储户 (savers@aaaa) — 通过')
  })
  it('shows differences in the outcome’s own direction where less is better', () => {
    const text = table({ ...selection, outcome: { ...outcome('earlyRedemption') } })
    expect(text).toContain('lower is better')
    expect(line(text, '1 ')).toMatch(/−0\.40 pp +\[−0\.60, −0\.20\]/)
    expect(line(text, 'naive')).toContain('−0.40 pp')
  })
  it('marks figures without a verdict, and says what history cannot', () => {
    const refusals = [{ code: 'support' as const, who: 'strategy' as const, share: 0.2, limit: 0.05 }]
    const text = table({
      ...selection,
      variants: [variant('a', 7, 0.004, { refusals }), variant('c', 21, -0.001)],
      walkForward: null,
      gate: { status: 'no verdict', reasons: refusals },
      history: { ...history, propensity: 'modelled', customersKnown: false },
    })
    expect(line(text, '1 ')).toContain('+0.40 pp*')
    expect(text).toContain('* this figure supports no verdict')
    expect(text).toContain('no verdict\n              20.0 % of what this strategy would do')
    expect(line(text, 'walk-forward')).toContain('not computable')
    expect(text).toMatch(/modelled/)
    expect(text).toContain('each row is taken as a customer')
  })
  it('explains the mark where only a figure beside the chosen outcome has it', () => {
    const refusals: readonly Refusal[] = [{ code: 'few-events', who: 'strategy', of: 'events', found: 3, floor: 30 }]
    const [beside] = selection.others,
      others = [{ ...beside!, result: { ...beside!.result, refusals } }]
    expect(table({ ...selection, others })).toMatch(/\* \[[^]*\n\* this figure supports no verdict/)
    const clear = [{ ...beside!, result: { ...beside!.result, refusals: [] } }]
    expect(table({ ...selection, others: clear })).not.toContain('*')
  })
  it('says so when nothing differs from the champion', () => {
    const gate = { status: 'no verdict' as const, reasons: [] }
    const text = table({ ...selection, chosen: null, naive: null, deflated: null, gate })
    expect(line(text, 'chosen')).toContain('no variant decides otherwise')
  })
  it.each([
    [60, 'en'],
    [80, 'zh'],
    [100, 'en'],
  ] as const)('fits %d columns', (width, lang) => {
    for (const one of table(selection, lang, width).split('\n')) expect(displayWidth(one)).toBeLessThanOrEqual(width)
  })
})
