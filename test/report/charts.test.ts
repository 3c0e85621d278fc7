// Goal: a chart's data are the Evaluation's figures, in the unit shown; drawing them gives one safe SVG.

import type { TopLevelSpec } from 'vega-lite'
import { describe, expect, it } from 'vitest'
import type { Evaluation, Result } from '../../src/evaluate/evaluation.ts'
import {
  actionShares,
  ruleFunnel,
  weightHistogram,
  type ActionRow,
  type RuleRow,
  type WeightRow,
} from '../../src/report/charts/bars.ts'
import { drawSvg } from '../../src/report/charts/draw.ts'
import { forestBySegment, forestByStrategy, type ForestRow } from '../../src/report/charts/forest.ts'
import { valueByMonth, type MonthRow } from '../../src/report/charts/months.ts'
import { intervalSpark } from '../../src/report/charts/spark.ts'
import { palette } from '../../src/report/charts/theme.ts'
import { exampleEvaluation } from './example.ts'

const evaluation = exampleEvaluation({ strategies: 3 })
const [conversion, , complaints] = evaluation.outcomes
const options = { lang: 'en', width: 480 } as const
const rowsOf = <Row>(spec: TopLevelSpec): Row[] => (spec.data as unknown as { values: Row[] }).values
const resultOf = (e: Evaluation, policy: number, outcome: string, id?: string): Result =>
  e.results.find(
    r =>
      r.policy === policy &&
      r.outcome === outcome &&
      (id === undefined ? r.cell.kind === 'all' : r.cell.kind !== 'all' && r.cell.id === id),
  )!

describe('the forest plot', () => {
  it('has the whole and every segment, with paired differences in percentage points', () => {
    const rows = rowsOf<ForestRow>(forestBySegment(evaluation, 1, conversion!, options))
    expect(rows.map(r => r.label)).toEqual([
      'all decisions',
      'deposit matures',
      'affluent savers',
      'under 30 on mobile',
      'payroll customers',
      'aged 65 and over',
      'dormant',
      'everyone else',
    ])
    const { value, interval } = resultOf(evaluation, 1, 'conversion', 'senior').difference!.dr!
    expect(rows[5]).toMatchObject({
      value: value * 100,
      low: interval![0] * 100,
      high: interval![1] * 100,
      refused: false,
    })
  })
  it('draws what is refused hollow and grey', () => {
    const rows = rowsOf<ForestRow>(forestBySegment(evaluation, 1, conversion!, options))
    expect(rows.filter(r => r.refused)).toEqual([
      expect.objectContaining({ label: 'dormant', colour: palette.refused }),
    ])
  })
  it('cuts a refused interval that would squeeze the others, and says so with an arrow', () => {
    const refused = resultOf(evaluation, 1, 'conversion', 'dormant')
    const wide = { dr: { value: 0.007, standardError: 1, interval: [-0.9, 0.95] as const }, snips: null }
    const results = evaluation.results.map(r => (r === refused ? { ...r, difference: wide } : r))
    const rows = rowsOf<ForestRow>(forestBySegment({ ...evaluation, results }, 1, conversion!, options))
    const dormant = rows.find(r => r.label === 'dormant')!
    expect(dormant).toMatchObject({ low: -90, high: 95, goesOnBelow: true, goesOnAbove: true })
    expect(dormant.to! - dormant.from!).toBeLessThan(6)
    expect(rows.filter(r => !r.refused).every(r => r.from === r.low && r.to === r.high)).toBe(true)
  })
  it('has one row per strategy, the champion left out', () => {
    expect(rowsOf<ForestRow>(forestByStrategy(evaluation, complaints!, options)).map(r => r.value!.toFixed(2))).toEqual(
      ['-1.40', '-0.77', '-0.14'],
    )
  })
})

it('shows values by month for each policy, absent ones as gaps', () => {
  const march = resultOf(evaluation, 1, 'conversion', '2025-03')
  const results = evaluation.results.map(r => (r === march ? { ...r, estimates: { ...r.estimates, dr: null } } : r))
  const rows = rowsOf<MonthRow>(valueByMonth({ ...evaluation, results }, [0, 1], conversion!, options))
  expect(rows).toHaveLength(24)
  expect(rows[0]).toMatchObject({
    month: '2025-01',
    policy: 'as logged',
    value: resultOf(evaluation, 0, 'conversion', '2025-01').estimates.dr!.value * 100,
  })
  expect(rows.find(r => r.month === '2025-03' && r.policy.startsWith('deposit'))).toMatchObject({ value: null })
})

it('shows every action’s logged and proposed share in per cent', () => {
  const rows = rowsOf<ActionRow>(actionShares(evaluation, 1, { lang: 'zh', width: 480 }))
  expect(rows.slice(0, 2).map(r => [r.label, r.share])).toEqual([
    ['不触达', 46],
    ['不触达', 62],
  ])
  expect(rows).toHaveLength(2 * evaluation.actions.length)
})

it('shows what each rule settles, the last bar being what none does', () => {
  const rows = rowsOf<RuleRow>(ruleFunnel(evaluation, 1, options))
  expect(rows.map(r => r.decisions)).toEqual(evaluation.funnel[1])
  expect(rows.at(-1)).toMatchObject({ label: 'no rule: held', text: '101,600 · 42 %' })
})

it('shows weights from the first used bin to the last, as shares that add up to 100', () => {
  const rows = rowsOf<WeightRow>(weightHistogram(evaluation, 1, options))
  expect(rows.map(r => r.bin)).toEqual(['1/64', '1/32', '1/16', '1/8', '1/4', '1/2', '1', '2', '4', '8', '16'])
  expect(rows.reduce((sum, r) => sum + r.share, 0)).toBeCloseTo(100)
})

it('draws no interval where there is none', () => {
  expect(intervalSpark(resultOf(evaluation, 1, 'breach'))).toBeNull()
  expect(intervalSpark(resultOf(evaluation, 1, 'conversion'))).not.toBeNull()
})

describe('the SVG', () => {
  const hostile = '<script>alert("1")</script> & 定存 ]]>'
  it('carries any text safely, and no id that could clash with another chart’s', async () => {
    const svg = await drawSvg(
      forestBySegment({ ...evaluation, segments: [{ id: 'senior', title: hostile }] }, 1, conversion!, {
        lang: 'zh',
        width: 900,
      }),
    )
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script&gt;')
    expect(svg).toContain('定存')
    expect(svg).not.toMatch(/ id="|xlink:href|href=|url\(/)
  })
  it('is as wide as it was asked to be', async () => {
    const specs = [forestBySegment(evaluation, 1, conversion!, options), ruleFunnel(evaluation, 1, options)]
    for (const spec of specs) {
      const width = Number((await drawSvg(spec)).match(/<svg[^>]* width="([\d.]+)"/)![1])
      expect(Math.abs(width - options.width)).toBeLessThan(16)
    }
  })
})
