// Differences from the champion with their intervals, one row each: by segment, or strategy by strategy.

import type { TopLevelSpec } from 'vega-lite'
import type { Evaluation, Result } from '../../evaluate/evaluation.ts'
import type { Lang } from '../../strategy/text.ts'
import { say } from '../../strategy/text.ts'
import type { OutcomeFacts } from '../figures.ts'
import { figuresOf } from '../figures.ts'
import { challengers, policyName, resultIndex, shownVerdict, whole } from '../lookup.ts'
import { phrases } from '../phrases.ts'
import { axisLabel, labelColumns, labelledRows, palette, verdictColour } from './theme.ts'

export interface ChartOptions {
  readonly lang: Lang
  /** Outer width in px. */
  readonly width: number
}

/** Values are in the unit shown (per cent, CNY, …). Absent ones are null: the row stays, empty. */
export interface ForestRow {
  readonly label: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly colour: string
  /** Refused figures are drawn hollow. */
  readonly refused: boolean
  /** The part of the interval inside the axis; an arrow shows where it goes on. */
  readonly from: number | null
  readonly to: number | null
  readonly goesOnBelow: boolean
  readonly goesOnAbove: boolean
}

/** One strategy by segment; the whole history first. */
export function forestBySegment(
  evaluation: Evaluation,
  policy: number,
  outcome: OutcomeFacts,
  options: ChartOptions,
): TopLevelSpec {
  const find = resultIndex(evaluation)
  const rows = [
    { name: phrases(options.lang).everyone, result: find(policy, outcome.name, whole) },
    ...evaluation.segments.map(s => ({
      name: say(s.title, options.lang),
      result: find(policy, outcome.name, { kind: 'segment', id: s.id }),
    })),
  ]
  return forest(rows, outcome, options)
}

/** All strategies on one outcome (horizontal comparison). */
export function forestByStrategy(evaluation: Evaluation, outcome: OutcomeFacts, options: ChartOptions): TopLevelSpec {
  const find = resultIndex(evaluation)
  const rows = challengers(evaluation).map(p => ({
    name: policyName(evaluation, p, options.lang),
    result: find(p, outcome.name, whole),
  }))
  return forest(rows, outcome, options)
}

interface NamedResult {
  readonly name: string
  readonly result: Result | undefined
}

function forest(named: readonly NamedResult[], outcome: OutcomeFacts, { lang, width }: ChartOptions): TopLevelSpec {
  const { factor, differenceUnit } = figuresOf(outcome, [], lang)
  const shown = (x: number | undefined) => (x === undefined ? null : x * factor)
  const known = named.filter(n => n.result !== undefined && n.result.decisions > 0)
  const rows = withinAxis(
    known.map(({ name, result }) => {
      const difference = result!.difference?.dr ?? null,
        refused = result!.refusals.length > 0
      return {
        label: axisLabel(name, labelColumns(width)),
        value: shown(difference?.value),
        low: shown(difference?.interval?.[0]),
        high: shown(difference?.interval?.[1]),
        colour: verdictColour(shownVerdict(result!), refused),
        refused,
      }
    }),
  )
  const colour = { field: 'colour', type: 'nominal', scale: null, legend: null } as const
  const { around, y } = labelledRows(rows, width)
  return {
    ...around,
    encoding: { y },
    layer: [
      {
        mark: { type: 'rule', color: palette.ink, strokeWidth: 1 },
        encoding: { x: { datum: 0 }, y: { value: 0 }, y2: { value: 'height' } },
      },
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: {
          x: {
            field: 'from',
            type: 'quantitative',
            title: unitTitle(phrases(lang).difference, differenceUnit),
            axis: { tickCount: Math.round(width / 90), grid: true },
          },
          x2: { field: 'to' },
          color: colour,
        },
      },
      {
        mark: { type: 'point', filled: true, size: 70, opacity: 1 },
        encoding: { x: { field: 'value', type: 'quantitative' }, color: colour },
      },
      ...(['left', 'right'] as const).map(side => ({
        transform: [{ filter: side === 'left' ? 'datum.goesOnBelow' : 'datum.goesOnAbove' }],
        mark: { type: 'point' as const, filled: true, size: 40, opacity: 1, shape: `triangle-${side}` },
        encoding: { x: { field: side === 'left' ? 'from' : 'to', type: 'quantitative' as const }, color: colour },
      })),
      {
        transform: [{ filter: 'datum.refused' }],
        mark: { type: 'point', filled: true, size: 18, opacity: 1, color: palette.paper },
        encoding: { x: { field: 'value', type: 'quantitative' } },
      },
    ],
  }
}

/**
 * A refused cell may have an interval a hundred times wider than the rest, which would squeeze every other row to a
 * dot. The axis covers what is not refused, and at least the values; what reaches beyond is cut with an arrow.
 */
function withinAxis(rows: readonly Omit<ForestRow, 'from' | 'to' | 'goesOnBelow' | 'goesOnAbove'>[]): ForestRow[] {
  const firm = rows.some(r => !r.refused && r.low !== null) ? rows.filter(r => !r.refused) : rows
  const points = [0, ...firm.flatMap(r => [r.low, r.high]), ...rows.map(r => r.value)].filter(x => x !== null)
  const slack = (Math.max(...points) - Math.min(...points)) * 0.25
  const least = Math.min(...points) - slack,
    most = Math.max(...points) + slack
  return rows.map(r => ({
    ...r,
    from: r.low === null ? null : Math.max(r.low, least),
    to: r.high === null ? null : Math.min(r.high, most),
    goesOnBelow: r.low !== null && r.low < least,
    goesOnAbove: r.high !== null && r.high > most,
  }))
}

export const unitTitle = (title: string, unit: string): string => (unit === '' ? title : `${title} (${unit})`)
