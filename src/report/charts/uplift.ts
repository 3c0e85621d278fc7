// How well a score ranks customers: gains along the ranking, the targeting curve, and uplift by percentile.

import type { TopLevelSpec } from 'vega-lite'
import type { Lang } from '../../strategy/text.ts'
import type { CostCurve } from '../../uplift/cost-curve.ts'
import type { ScoreEvaluation } from '../../uplift/evaluate-score.ts'
import type { PercentileUplift } from '../../uplift/percentiles.ts'
import type { CurvePoint } from '../../uplift/uplift-result.ts'
import { scale } from '../uplift-table.ts'
import { type ChartOptions, unitTitle } from './forest.ts'
import { frame, palette } from './theme.ts'

/** What the figures are multiplied with before they are shown (100 for per cent), and what they are then called. */
export interface ChartUnit {
  readonly factor: number
  readonly unit: string
}

/** `share` in per cent; absent limits are null. */
export interface CurveRow {
  readonly share: number
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  readonly chord: number
}

const words = {
  en: {
    share: 'share of customers, best score first (%)',
    gain: 'gain in the treated arm',
    toc: 'gain above the average (TOC)',
    uplift: 'uplift',
    percentile: 'percentile of the score, best first',
    spend: 'spend per decision',
    perDecision: 'gain per decision',
  },
  zh: {
    share: '客户占比，得分由高到低（%）',
    gain: '触达组增益',
    toc: '高于平均的增益（TOC）',
    uplift: '增量',
    percentile: '得分百分位，由高到低',
    spend: '每次决策花费',
    perDecision: '每次决策增益',
  },
} as const satisfies Record<Lang, Record<string, string>>

/** scikit-uplift's Qini curve with its band; the dashed line is a ranking at random. */
export function qiniChart(points: readonly CurvePoint[], unit: ChartUnit, { lang, width }: ChartOptions): TopLevelSpec {
  const start: CurvePoint = { share: 0, value: 0, low: null, high: null, chord: 0 }
  return curve([start, ...points], unit, words[lang].gain, lang, width)
}

/** grf's TOC with its band; 0 is a ranking at random. */
export function targetingChart(
  points: readonly CurvePoint[],
  unit: ChartUnit,
  { lang, width }: ChartOptions,
): TopLevelSpec {
  return curve(points, unit, words[lang].toc, lang, width) // it has no value at 0
}

function curve(
  points: readonly CurvePoint[],
  { factor, unit }: ChartUnit,
  title: string,
  lang: Lang,
  width: number,
): TopLevelSpec {
  const shown = (x: number | null) => (x === null ? null : x * factor)
  const rows = points.map((p): CurveRow => ({
    share: p.share * 100,
    value: p.value * factor,
    low: shown(p.low),
    high: shown(p.high),
    chord: p.chord * factor,
  }))
  const y = { type: 'quantitative', axis: { tickCount: 5 } } as const
  return {
    ...frame(width),
    height: Math.round(Math.min(300, width * 0.6)),
    data: { values: rows },
    encoding: {
      x: { field: 'share', type: 'quantitative', title: words[lang].share, scale: { domain: [0, 100], nice: false } },
    },
    layer: [
      {
        transform: [{ filter: 'datum.low !== null' }],
        mark: { type: 'area', opacity: 0.14, color: palette.policies[1] },
        encoding: { y: { field: 'low', ...y, title: unitTitle(title, unit) }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', strokeWidth: 1, strokeDash: [4, 4], color: palette.ink },
        encoding: { y: { field: 'chord', ...y } },
      },
      {
        mark: { type: 'line', strokeWidth: 2, color: palette.policies[1] },
        encoding: { y: { field: 'value', ...y, title: unitTitle(title, unit) } },
      },
    ],
  }
}

/** Absent uplifts (a slice without one of the arms) are null: the slice stays, empty. */
export interface PercentileRow {
  readonly label: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

/** Uplift in each slice of the ranking with its interval. */
export function percentileBars(
  percentiles: readonly PercentileUplift[],
  { factor, unit }: ChartUnit,
  { lang, width }: ChartOptions,
): TopLevelSpec {
  const shown = (x: number | null | undefined) => (x === null || x === undefined ? null : x * factor)
  const rows = percentiles.map(({ from, to, uplift, interval }): PercentileRow => ({
    label: `${from}–${to}`,
    value: shown(uplift),
    low: shown(interval?.[0]),
    high: shown(interval?.[1]),
  }))
  const title = unitTitle(words[lang].uplift, unit)
  return {
    ...frame(width),
    height: Math.round(Math.min(260, width * 0.5)),
    data: { values: rows },
    encoding: {
      x: { field: 'label', type: 'ordinal', sort: null, title: words[lang].percentile, axis: { labelAngle: 0 } },
    },
    layer: [
      {
        mark: { type: 'bar', color: palette.policies[1], opacity: 0.85 },
        encoding: { y: { field: 'value', type: 'quantitative', title } },
      },
      {
        mark: { type: 'rule', color: palette.ink },
        encoding: { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
      },
    ],
  }
}

/** Spend and gain per decision, both as they are. */
export interface CostRow {
  readonly spend: number
  readonly gain: number
  readonly low: number | null
  readonly high: number | null
}

/** What a budget buys, with its band; dashed what it buys without looking at customers. */
export function costChart(
  { points, untargeted }: CostCurve,
  units: Readonly<Record<'cost' | 'gain', string>>,
  { lang, width }: ChartOptions,
): TopLevelSpec {
  const rows: readonly CostRow[] = [{ spend: 0, gain: 0, low: 0, high: 0 }, ...points].map(
    ({ spend, gain, low, high }) => ({ spend, gain, low, high }),
  )
  const title = unitTitle(words[lang].perDecision, units.gain)
  return {
    ...frame(width),
    height: Math.round(Math.min(300, width * 0.6)),
    encoding: { x: { field: 'spend', type: 'quantitative', title: unitTitle(words[lang].spend, units.cost) } },
    layer: [
      {
        data: { values: [...rows] },
        transform: [{ filter: 'datum.low !== null' }],
        mark: { type: 'area', opacity: 0.14, color: palette.policies[1] },
        encoding: { y: { field: 'low', type: 'quantitative', title }, y2: { field: 'high' } },
      },
      {
        data: { values: [...untargeted] },
        mark: { type: 'line', strokeWidth: 1, strokeDash: [4, 4], color: palette.ink },
        encoding: { y: { field: 'gain', type: 'quantitative', title } },
      },
      {
        data: { values: [...rows] },
        mark: { type: 'line', strokeWidth: 2, color: palette.policies[1] },
        encoding: { y: { field: 'gain', type: 'quantitative', title } },
      },
    ],
  }
}

/** The three charts of a score, by file name. */
export function upliftCharts(score: ScoreEvaluation, options: ChartOptions): Readonly<Record<string, TopLevelSpec>> {
  const { curves, percentiles } = score.metrics,
    { shown, unit } = scale(score.outcome, options.lang)
  const own = { factor: shown, unit }
  return {
    qini: qiniChart(curves.qini, { factor: 1, unit: score.outcome.measure === 'mean' ? unit : '' }, options),
    toc: targetingChart(curves.toc, own, options),
    percentiles: percentileBars(percentiles.overall, own, options),
  }
}
