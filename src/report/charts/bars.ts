// What a strategy would do, and how far that is from what was done: actions, rules, weights.

import type { TopLevelSpec } from 'vega-lite'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import { say } from '../../strategy/text.ts'
import { fixed, integer, percent } from '../figures.ts'
import { policyName } from '../lookup.ts'
import { phrases } from '../phrases.ts'
import type { ChartOptions } from './forest.ts'
import { policyColour } from './months.ts'
import { axisLabel, frame, labelColumns, labelledRows, palette } from './theme.ts'

/** Shares in per cent. */
export interface ActionRow {
  readonly label: string
  readonly policy: string
  readonly share: number
}

/** Every action's share as the champion takes it and as the strategy proposes it. */
export function actionShares(evaluation: Evaluation, policy: number, { lang, width }: ChartOptions): TopLevelSpec {
  const pair = [evaluation.champion, policy],
    names = pair.map(p => policyName(evaluation, p, lang))
  const rows = evaluation.actions.flatMap(action =>
    pair.map((p, k): ActionRow => ({
      label: axisLabel(action.label[lang], labelColumns(width)),
      policy: names[k]!,
      share: action.share[p]! * 100,
    })),
  )
  const { around, y } = labelledRows(rows, width)
  return {
    ...around,
    encoding: {
      y,
      x: {
        field: 'share',
        type: 'quantitative',
        title: phrases(lang).shareOfDecisions,
        scale: { domainMin: 0 },
        axis: { tickCount: Math.round(width / 90) },
      },
    },
    layer: [
      { mark: { type: 'line', color: palette.hairline, strokeWidth: 3 }, encoding: { detail: { field: 'label' } } },
      {
        mark: { type: 'point', filled: true, size: 90, opacity: 1 },
        encoding: {
          color: {
            field: 'policy',
            type: 'nominal',
            scale: { domain: names, range: pair.map(p => policyColour(evaluation, p)) },
            legend: null,
          },
        },
      },
    ],
  }
}

export interface RuleRow {
  readonly label: string
  readonly decisions: number
  readonly text: string
}

/** Decisions settled by each rule, in the order the rules are tried; the last bar is what no rule settles. */
export function ruleFunnel(evaluation: Evaluation, policy: number, { lang, width }: ChartOptions): TopLevelSpec {
  const { strategy } = evaluation.policies[policy]!,
    counts = evaluation.funnel[policy]!
  const total = counts.reduce((a, b) => a + b, 0)
  const titles = [
    ...(strategy?.rules.map((rule, k) => `${k + 1}. ${say(rule.title, lang)}`) ?? []),
    phrases(lang).noRule,
  ]
  const rows = counts.map((decisions, k): RuleRow => ({
    label: axisLabel(titles[k] ?? `${k + 1}.`, labelColumns(width)),
    decisions,
    text: `${integer(decisions)} · ${percent(total === 0 ? 0 : decisions / total)}`,
  }))
  const { around, y } = labelledRows(rows, width)
  return {
    ...around,
    encoding: {
      y,
      // Room for the number at the end of the longest bar.
      x: {
        field: 'decisions',
        type: 'quantitative',
        axis: null,
        scale: { domain: [0, Math.max(1, ...counts) * (width < 480 ? 1.9 : 1.4)] },
      },
    },
    layer: [
      { mark: { type: 'bar', color: policyColour(evaluation, policy), height: 14 } },
      {
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 12, color: palette.ink },
        encoding: { text: { field: 'text' } },
      },
    ],
  }
}

export interface WeightRow {
  readonly bin: string
  readonly share: number
}

/** Share of decisions by weight w = π/π₀. A long right tail means few decisions carry the estimate. */
export function weightHistogram(evaluation: Evaluation, policy: number, { lang, width }: ChartOptions): TopLevelSpec {
  const { upperEdges, counts } = evaluation.weights,
    own = counts[policy]!
  const total = own.reduce((a, b) => a + b, 0)
  const used = own
    .map((count, b) => ({ count, b }))
    .filter(({ count }) => count > 0)
    .map(({ b }) => b)
  const from = used[0] ?? 0,
    to = used.at(-1) ?? 0
  const rows: WeightRow[] = []
  for (let b = from; b <= to; b++)
    rows.push({ bin: binLabel(upperEdges, b), share: total === 0 ? 0 : (own[b]! / total) * 100 })
  return {
    ...frame(width),
    height: Math.round(Math.min(200, width * 0.5)),
    title: {
      text: phrases(lang).shareOfDecisions,
      anchor: 'start',
      fontSize: 12,
      fontWeight: 'normal',
      color: palette.quiet,
      offset: 8,
    },
    data: { values: rows },
    mark: { type: 'bar', color: policyColour(evaluation, policy) },
    encoding: {
      x: {
        field: 'bin',
        type: 'ordinal',
        sort: null,
        title: phrases(lang).weightUpTo,
        scale: { paddingInner: 0.08 },
        axis: { labelAngle: 0, grid: false, labelOverlap: 'parity' },
      },
      y: { field: 'share', type: 'quantitative', title: null, axis: { tickCount: 4 } },
    },
  }
}

/** `1/64`, `0`, `4`, `> 256`: bins are doublings, so a fraction says more than decimals. */
function binLabel(upperEdges: readonly (number | null)[], bin: number): string {
  const edge = upperEdges[bin]
  if (edge === null || edge === undefined) return `> ${fixed(upperEdges[bin - 1] ?? 0, 0)}`
  return edge > 0 && edge < 1 ? `1/${Math.round(1 / edge)}` : `${edge}`
}
