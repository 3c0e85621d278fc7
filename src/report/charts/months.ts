// Period after period (vertical comparison, 纵向比较): the value of each policy by month.

import type { TopLevelSpec } from 'vega-lite'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { OutcomeFacts } from '../figures.ts'
import { figuresOf } from '../figures.ts'
import { policyName, resultIndex } from '../lookup.ts'
import { unitTitle, type ChartOptions } from './forest.ts'
import { frame, palette } from './theme.ts'

/** DR value in the unit shown; absent months are left out, so a line never crosses what is not known. */
export interface MonthRow {
  readonly month: string
  readonly policy: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly refused: boolean
}

/** @param policies  indices into evaluation.policies, the champion first; bands are drawn when there are two */
export function valueByMonth(
  evaluation: Evaluation,
  policies: readonly number[],
  outcome: OutcomeFacts,
  { lang, width }: ChartOptions,
): TopLevelSpec {
  const find = resultIndex(evaluation),
    { factor, unit } = figuresOf(outcome, [], lang)
  const percent = outcome.measure === 'rate' && outcome.per === 100
  const names = policies.map(p => policyName(evaluation, p, lang))
  const shown = (x: number | undefined) => (x === undefined ? null : x * factor)
  const rows = policies.flatMap((p, k) =>
    evaluation.months.map((month): MonthRow => {
      const result = find(p, outcome.name, { kind: 'month', id: month })
      const estimate = result?.estimates.dr ?? null
      return {
        month,
        policy: names[k]!,
        value: shown(estimate?.value),
        low: shown(estimate?.interval?.[0]),
        high: shown(estimate?.interval?.[1]),
        refused: (result?.refusals.length ?? 0) > 0,
      }
    }),
  )
  const colour = {
    field: 'policy',
    type: 'nominal',
    scale: { domain: names, range: policies.map(p => policyColour(evaluation, p)) },
    legend: null,
  } as const
  const title = unitTitle(outcome.label[lang], percent ? '%' : unit)
  const y = { type: 'quantitative', scale: { zero: false, nice: true }, axis: { tickCount: 5 } } as const
  return {
    ...frame(width),
    height: Math.round(Math.min(240, width * 0.55)),
    title: { text: title, anchor: 'start', fontSize: 12, fontWeight: 'normal', color: palette.quiet, offset: 8 },
    data: { values: rows },
    encoding: {
      x: {
        field: 'month',
        type: 'ordinal',
        title: null,
        // The year stands under its first month only; a long history names the first month of each quarter or year.
        axis: {
          labelExpr: monthLabel(evaluation.months, width),
          labelAngle: 0,
          labelOverlap: false,
          grid: false,
          labelLineHeight: 13,
        },
      },
      color: colour,
    },
    layer: [
      ...(policies.length > 2
        ? []
        : [
            {
              mark: { type: 'area' as const, opacity: 0.14 },
              encoding: { y: { field: 'low', ...y, title: null }, y2: { field: 'high' } },
            },
          ]),
      {
        mark: { type: 'line', strokeWidth: 2, point: { filled: true, size: 26, opacity: 1 } },
        encoding: { y: { field: 'value', ...y, title: null } },
      },
      {
        transform: [{ filter: 'datum.refused' }],
        mark: { type: 'point', filled: true, size: 12, color: palette.paper, opacity: 1 },
        encoding: { y: { field: 'value', ...y, title: null }, color: { value: palette.paper } },
      },
    ],
  }
}

/** One colour per policy in every chart of a report. */
export function policyColour(evaluation: Evaluation, policy: number): string {
  if (policy === evaluation.champion) return palette.policies[0]
  const place = evaluation.policies
    .map((_, p) => p)
    .filter(p => p !== evaluation.champion)
    .indexOf(policy)
  return palette.policies[1 + (place % (palette.policies.length - 1))]!
}

function monthLabel(months: readonly string[], width: number): string {
  const room = Math.floor(width / 34)
  const step = [1, 2, 3, 6, 12].find(s => months.length / s <= room) ?? 12
  const named = months.filter((_, i) => i % step === 0)
  const labels = Object.fromEntries(
    named.map((m, i) => {
      const [year, month] = m.split('-')
      return [m, named[i - 1]?.startsWith(`${year}-`) === true ? [month] : [month, year]]
    }),
  )
  return `${JSON.stringify(labels)}[datum.value] || ''`
}
