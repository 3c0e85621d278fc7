// Goal: a score's charts carry its metrics' figures in the unit shown; its table shows what is absent and why.

import type { TopLevelSpec } from 'vega-lite'
import { describe, expect, it } from 'vitest'
import { drawSvg } from '../../src/report/charts/draw.ts'
import {
  costChart,
  type CostRow,
  type CurveRow,
  percentileBars,
  type PercentileRow,
  qiniChart,
  targetingChart,
  upliftCharts,
} from '../../src/report/charts/uplift.ts'
import { renderUplift } from '../../src/report/uplift-table.ts'
import { rng } from '../../src/stats/rng.ts'
import { costCurve } from '../../src/uplift/cost-curve.ts'
import type { ScoreEvaluation } from '../../src/uplift/evaluate-score.ts'
import { upliftMetrics } from '../../src/uplift/uplift-metrics.ts'

const uniform = rng(1),
  score = Float64Array.from({ length: 400 }, uniform)
const treatment = Uint8Array.from(score, () => Number(uniform() < 0.5))
const outcome = Uint8Array.from(score, (s, i) => Number(uniform() < 0.2 + 0.4 * s * treatment[i]!))
const metrics = upliftMetrics({ score, treatment, outcome }, { replicates: 20, bins: 4 })
const evaluation: ScoreEvaluation = {
  schema: 'huijian.uplift/1',
  dataset: 'tiny',
  dataHash: 'abcdef0123',
  propensity: 'design',
  customersKnown: false,
  question: {
    score: 'balance',
    lowestFirst: false,
    treatment: 'call',
    control: 'hold',
    outcome: 'sale',
    dropUnscored: false,
  },
  labels: {
    score: { en: 'balance', zh: '余额' },
    treatment: { en: 'a call', zh: '电话' },
    control: { en: 'nothing', zh: '不触达' },
  },
  outcome: { name: 'sale', label: { en: 'sold', zh: '成交' }, measure: 'rate', unit: null, per: 100, avoided: false },
  leftOut: { otherActions: 12, notAllowed: 0, unmatured: 3, unscored: 0 },
  metrics,
}
const options = { lang: 'en', width: 480 } as const
const percent = { factor: 100, unit: 'pp' }
const rowsOf = <Row>(spec: TopLevelSpec | { data: unknown }): Row[] => (spec as { data: { values: Row[] } }).data.values

describe('charts', () => {
  it('draw the Qini curve from (0, 0) to its end, beside a straight line', () => {
    const rows = rowsOf<CurveRow>(qiniChart(metrics.curves.qini, { factor: 1, unit: '' }, options))
    expect(rows).toHaveLength(101)
    expect(rows[0]).toEqual({ share: 0, value: 0, low: null, high: null, chord: 0 })
    const { value, low } = metrics.curves.qini[49]!
    expect(rows[50]).toMatchObject({ share: 50, value, low })
    expect(rows[100]!.value).toBe(rows[100]!.chord)
    expect(rows[25]!.chord).toBeCloseTo(rows[100]!.chord / 4, 12)
  })
  it('draw TOC in the unit shown, ending at 0', () => {
    const rows = rowsOf<CurveRow>(targetingChart(metrics.curves.toc, percent, options))
    expect(rows[9]!.value).toBe(metrics.curves.toc[9]!.value * 100)
    expect(rows.at(-1)).toEqual({ share: 100, value: 0, low: 0, high: 0, chord: 0 })
  })
  it('draw uplift by percentile with its interval, and leave an empty slice empty', () => {
    const rows = rowsOf<PercentileRow>(percentileBars(metrics.percentiles.overall, percent, options))
    const [first] = metrics.percentiles.overall
    expect(rows.map(r => r.label)).toEqual(['0–25', '25–50', '50–75', '75–100'])
    const [low, high] = first!.interval!
    expect(rows[0]).toMatchObject({ value: first!.uplift! * 100, low: low * 100, high: high * 100 })
    const empty = { ...first!, uplift: null, standardError: null, interval: null }
    const [row] = rowsOf<PercentileRow>(percentileBars([empty], percent, options))
    expect(row).toMatchObject({ value: null, low: null, high: null })
  })
  it('draw what a budget buys, beside what it buys at random', () => {
    const curve = costCurve({ predicted: [score], cost: [2], arm: treatment, outcome }, { replicates: 0 })
    const spec = costChart(curve, { cost: 'CNY', gain: 'sales' }, options) as unknown as { layer: { data: unknown }[] }
    const rows = rowsOf<CostRow>(spec.layer[2]!)
    expect(rows).toHaveLength(101)
    expect(rows.at(-1)).toMatchObject({ spend: curve.end.spend, gain: curve.end.gain })
    expect(rowsOf(spec.layer[1]!)).toEqual(curve.untargeted)
  })
  it('become SVG', async () => {
    for (const spec of Object.values(upliftCharts(evaluation, { lang: 'zh', width: 480 }))) {
      expect(await drawSvg(spec)).toMatch(/^<svg [\s\S]*\p{Script=Han}[\s\S]*<\/svg>$/u)
    }
  })
})

describe('the table', () => {
  const text = renderUplift(evaluation, { lang: 'en', width: 120, colour: false })
  it('names what is compared, what is left out, and every variant', () => {
    expect(text).toContain(`tiny  400 decisions: call ${metrics.treated} · hold ${metrics.control}`)
    expect(text).toContain('left out: 12 of other actions · 3 too young')
    expect(text).toContain('each decision is taken as a customer')
    for (const { variant } of Object.values(metrics.areas)) expect(text).toContain(variant)
  })
  it('marks what is absent and says why below', () => {
    expect(text).toMatch(/causalml AUTOC.*— \*/)
    expect(text).toMatch(/\n\* Its weight 1\/q/)
    const without = upliftMetrics({ score, treatment, outcome }, { replicates: 0 })
    const plain = renderUplift({ ...evaluation, metrics: without }, { lang: 'zh', width: 120, colour: false })
    expect(plain).toContain('未要求计算区间')
  })
})
