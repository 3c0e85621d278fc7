// A score's evaluation as text: what is compared, every area under its own name, uplift at the top and by percentile.

import type { Lang } from '../strategy/text.ts'
import { areaNames } from '../uplift/areas.ts'
import type { ScoreEvaluation } from '../uplift/evaluate-score.ts'
import type { UpliftReason } from '../uplift/reasons.ts'
import { wrap } from './display-width.ts'
import { decimalsFor, fixed, integer, percent, unitName } from './figures.ts'
import { grid, type GridCell, type GridColumn, type TableOptions } from './grid.ts'
import { upliftSentence } from './uplift-sentences.ts'

const words = {
  en: {
    decisions: 'decisions',
    score: 'score',
    lowest: 'lowest first',
    highest: 'highest first',
    outcome: 'outcome',
    avoided: 'counted is what did not happen',
    effect: 'average effect',
    leftOut: 'left out',
    otherActions: 'of other actions',
    notAllowed: 'one of the two not allowed',
    unmatured: 'too young',
    unscored: 'without a score',
    area: 'area',
    chord: 'at random',
    excess: 'better by',
    normalised: 'normalised',
    ranking: 'ranking',
    uplift: 'uplift of the best',
    overall: 'overall',
    byGroup: 'by group',
    percentile: 'percentile',
    treated: 'treated',
    control: 'control',
    rate: 'mean',
    difference: 'uplift',
    interval: 'interval',
    rows: 'rows',
    noCustomers: 'each decision is taken as a customer',
  },
  zh: {
    decisions: '次决策',
    score: '得分',
    lowest: '由低到高',
    highest: '由高到低',
    outcome: '结果',
    avoided: '计未发生者',
    effect: '平均效果',
    leftOut: '未计入',
    otherActions: '其他动作',
    notAllowed: '两动作之一不可用',
    unmatured: '未到期',
    unscored: '无得分',
    area: '面积',
    chord: '随机',
    excess: '高出',
    normalised: '归一化',
    ranking: '排序',
    uplift: '最优部分的增量',
    overall: '合并',
    byGroup: '分组',
    percentile: '百分位',
    treated: '触达',
    control: '对照',
    rate: '均值',
    difference: '增量',
    interval: '区间',
    rows: '行数',
    noCustomers: '每次决策视为一位客户',
  },
} as const satisfies Record<Lang, Record<string, string>>

/** The whole evaluation for a terminal; reasons for what is absent stand below the tables. */
export function renderUplift(score: ScoreEvaluation, { lang, width, colour }: TableOptions): string {
  const notes: string[] = []
  const mark = (reason: UpliftReason | null): string => {
    if (reason === null) return '—'
    const said = upliftSentence(reason, lang)
    if (!notes.includes(said)) notes.push(said)
    return `— ${'*'.repeat(notes.indexOf(said) + 1)}`
  }
  const tables = [areaTable, topTable, percentileTable].map(table => {
    const { columns, rows } = table(score, lang, mark)
    return grid(columns, rows, colour).join('\n')
  })
  const { noIntervals } = score.metrics
  const said = noIntervals === null ? null : upliftSentence(noIntervals, lang)
  if (said !== null && !notes.includes(said)) notes.push(said)
  const footnotes = notes.flatMap((note, i) => wrap(`${'*'.repeat(i + 1)} ${note}`, width))
  return [heading(score, lang), ...tables, ...(footnotes.length === 0 ? [] : [footnotes.join('\n')])].join('\n\n')
}

interface Table {
  readonly columns: readonly GridColumn[]
  readonly rows: readonly (readonly GridCell[])[]
}
type Mark = (reason: UpliftReason | null) => string

function heading(score: ScoreEvaluation, lang: Lang): string {
  const { dataset, dataHash, question, labels, outcome, leftOut, customersKnown, metrics } = score
  const w = words[lang],
    { shown, unit } = scale(outcome, lang)
  const { value, standardError, interval } = metrics.effect,
    decimals = decimalsFor([(standardError ?? 0) * shown], 2)
  const limits = interval === null ? '' : ` ${between(interval, shown, decimals, 'exceptZero')}`
  const left = (['otherActions', 'notAllowed', 'unmatured', 'unscored'] as const)
    .filter(name => leftOut[name] > 0)
    .map(name => `${integer(leftOut[name])} ${w[name]}`)
  return [
    `${dataset}  ${integer(metrics.rows)} ${w.decisions}: ${question.treatment} ${integer(metrics.treated)} · ` +
      `${question.control} ${integer(metrics.control)}   data ${dataHash.slice(0, 8)}`,
    `${w.score} ${question.score}, ${question.lowestFirst ? w.lowest : w.highest} · ${w.outcome} ${outcome.name} ` +
      `(${outcome.label[lang]})${outcome.avoided ? `, ${w.avoided}` : ''}`,
    ...(left.length === 0 ? [] : [`${w.leftOut}: ${left.join(' · ')}`]),
    ...(customersKnown ? [] : [w.noCustomers]),
    `${w.effect} (${labels.treatment[lang]} − ${labels.control[lang]}): ` +
      `${fixed(value * shown, decimals, 'exceptZero')} ${unit}${limits}`,
  ].join('\n')
}

function areaTable({ metrics }: ScoreEvaluation, lang: Lang, mark: Mark): Table {
  const w = words[lang],
    level = percent(metrics.settings.level)
  const columns: GridColumn[] = [
    { heading: w.ranking, side: 'left' },
    ...[w.area, w.chord, w.excess].map(heading => ({ heading, side: 'right' as const })),
    { heading: `${level} ${w.interval}`, side: 'left' },
    { heading: w.normalised, side: 'right' },
    { heading: `${level} ${w.interval}`, side: 'left' },
  ]
  const rows = areaNames.map(name => {
    const one = metrics.areas[name],
      { normalised } = one
    const decimals = decimalsFor([one.standardError ?? Math.abs(one.excess) / 10], 4)
    const fine = decimalsFor([one.normalisedError ?? 0], 4)
    return [
      one.variant,
      fixed(one.area, decimals),
      one.chord === 0 ? '0' : fixed(one.chord, decimals),
      fixed(one.excess, decimals, 'exceptZero'),
      one.interval === null
        ? mark(one.noInterval ?? metrics.noIntervals)
        : between(one.interval, 1, decimals, 'exceptZero'),
      normalised === null ? mark(one.reason) : fixed(normalised, fine),
      one.normalisedInterval === null ? '' : between(one.normalisedInterval, 1, fine),
    ].map((text): GridCell => ({ text }))
  })
  return { columns, rows }
}

function topTable({ metrics, outcome }: ScoreEvaluation, lang: Lang, mark: Mark): Table {
  const w = words[lang],
    { shown, unit } = scale(outcome, lang)
  const decimals = decimalsFor(
    metrics.topUplift.map(top => (top.standardError ?? 0) * shown),
    2,
  )
  const columns: GridColumn[] = [
    { heading: w.uplift, under: unit, side: 'left' },
    ...[w.overall, w.byGroup].flatMap((heading): GridColumn[] => [
      { heading, side: 'right' },
      { heading: '', side: 'left' },
    ]),
  ]
  const rows = metrics.settings.k.map(k => {
    const cells = metrics.topUplift
      .filter(top => top.k === k)
      .flatMap(({ value, interval, reason }) => [
        value === null ? mark(reason) : fixed(value * shown, decimals, 'exceptZero'),
        interval === null ? '' : between(interval, shown, decimals, 'exceptZero'),
      ])
    return [k < 1 ? percent(k) : `${integer(k)} ${w.rows}`, ...cells].map((text): GridCell => ({ text }))
  })
  return { columns, rows }
}

function percentileTable({ metrics, outcome }: ScoreEvaluation, lang: Lang): Table {
  const w = words[lang],
    { shown, unit } = scale(outcome, lang),
    percentiles = metrics.percentiles.overall
  const decimals = decimalsFor(
    percentiles.map(p => (p.standardError ?? 0) * shown),
    2,
  )
  const columns: GridColumn[] = [
    { heading: w.percentile, side: 'left' },
    ...[w.treated, w.rate, w.control, w.rate].map(heading => ({ heading, side: 'right' as const })),
    { heading: w.difference, under: unit, side: 'right' },
    { heading: `${percent(metrics.settings.level)} ${w.interval}`, side: 'left' },
  ]
  const of = (value: number | null) => (value === null ? '—' : fixed(value * shown, decimals))
  const rows = percentiles.map(({ from, to, treated, control, uplift, interval }) =>
    [
      `${from}–${to}`,
      fixed(treated.rows, 0),
      of(treated.mean),
      fixed(control.rows, 0),
      of(control.mean),
      uplift === null ? '—' : fixed(uplift * shown, decimals, 'exceptZero'),
      interval === null ? '' : between(interval, shown, decimals, 'exceptZero'),
    ].map((text): GridCell => ({ text })),
  )
  return { columns, rows }
}

/** How figures of the outcome are shown: rates per hundred or ten thousand, means as they are. */
export function scale(
  { measure, per, unit }: ScoreEvaluation['outcome'],
  lang: Lang,
): { readonly shown: number; readonly unit: string } {
  if (measure === 'mean') return { shown: 1, unit: unitName(unit, lang) }
  const pp = lang === 'en' ? 'pp' : '百分点'
  return { shown: per, unit: per === 100 ? pp : lang === 'en' ? `per ${integer(per)}` : `每 ${integer(per)} 次` }
}

type Sign = 'exceptZero'

function between([low, high]: readonly [number, number], factor: number, decimals: number, sign?: Sign): string {
  return `[${fixed(low * factor, decimals, sign)}, ${fixed(high * factor, decimals, sign)}]`
}
