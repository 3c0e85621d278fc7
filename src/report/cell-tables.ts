// Short tables: strategies side by side (horizontal comparison), and the first outcome by segment and by month.

import type { Cell, Evaluation, Result } from '../evaluate/evaluation.ts'
import type { Lang } from '../strategy/text.ts'
import { say } from '../strategy/text.ts'
import { cut, wrap } from './display-width.ts'
import type { Figures, OutcomeFacts } from './figures.ts'
import { figuresOf, integer, percent } from './figures.ts'
import type { GridCell, GridColumn, TableOptions } from './grid.ts'
import { grid, gridWidth, paint } from './grid.ts'
import {
  challengers,
  modelledWord,
  policyName,
  resultIndex,
  shownError,
  shownVerdict,
  verdictTone,
  whole,
  wholeErrors,
} from './lookup.ts'
import { phrases, verdictWord } from './phrases.ts'
import { cellReasons, markOf } from './reasons.ts'

/**
 * Strategies down, outcomes across: the DR difference and a sign for its verdict.
 *
 * @param reason  the numbers of a figure's reasons in the list below, `(1)(2)`
 */
export function comparisonTable(
  evaluation: Evaluation,
  reason: (result: Result) => string,
  options: TableOptions,
): string[][] {
  const { lang, colour, width } = options
  const words = phrases(lang),
    find = resultIndex(evaluation),
    policies = challengers(evaluation)
  const figures = new Map(evaluation.outcomes.map(o => [o.name, figuresOf(o, wholeErrors(evaluation, o.name), lang)]))
  const columns: GridColumn[] = [
    { heading: words.strategy, side: 'left' },
    ...evaluation.outcomes.map(o => ({
      heading: outcomeHeading(o, figures.get(o.name)!, lang),
      under: modelledWord(evaluation, lang),
      side: 'right' as const,
    })),
  ]
  const cells = evaluation.outcomes.map(o =>
    differenceCells(
      policies.map(p => find(p, o.name, whole)),
      figures.get(o.name)!,
      reason,
      lang,
    ),
  )
  const rows = policies.map((p, i) => [{ text: policyName(evaluation, p, lang) }, ...cells.map(column => column[i]!)])
  const title = words.horizontal(policyName(evaluation, evaluation.champion, lang))
  const signs = wrap(words.signs, width).map(line => paint(line, 'quiet', colour))
  return [[paint(title, 'strong', colour), ...acrossPages(columns, rows, options), ...signs]]
}

/** The first outcome by segment and by month, where the evaluation has them. */
export function cellTables(evaluation: Evaluation, options: TableOptions): string[][] {
  const words = phrases(options.lang)
  const segments = evaluation.segments.map(s => ({
    cell: { kind: 'segment', id: s.id } as const,
    name: say(s.title, options.lang),
  }))
  const months = evaluation.months
    .filter(m => m !== '')
    .map(m => ({ cell: { kind: 'month', id: m } as const, name: m }))
  return [
    cellTable(evaluation, segments, words.bySegment, options),
    cellTable(evaluation, months, words.byMonth, options),
  ]
}

interface NamedCell {
  readonly cell: Cell
  readonly name: string
}

function cellTable(
  evaluation: Evaluation,
  cells: readonly NamedCell[],
  title: string,
  options: TableOptions,
): string[] {
  const { lang, colour } = options
  const find = resultIndex(evaluation),
    policies = challengers(evaluation),
    outcome = evaluation.outcomes[0]
  const present = outcome
    ? cells.filter(c => policies.some(p => (find(p, outcome.name, c.cell)?.decisions ?? 0) > 0))
    : []
  if (!outcome || present.length < 2) return []
  const errors = present.flatMap(c => policies.map(p => shownError(find(p, outcome.name, c.cell))))
  const figures = figuresOf(outcome, errors, lang)
  const base = present.map(c => find(evaluation.champion, outcome.name, c.cell))
  const champion = policyName(evaluation, evaluation.champion, lang)
  const shown = present.flatMap(c => policies.flatMap(p => find(p, outcome.name, c.cell) ?? []))
  const reasons = cellReasons(shown, evaluation, lang)
  const below = reasons.lines.flatMap(([letter, text]) =>
    wrap(text, options.width - 4).map((line, i) => paint(`${i === 0 ? letter : '   '} ${line}`, 'quiet', colour)),
  )
  const lead: GridColumn[] = [
    { heading: '', side: 'left' },
    { heading: phrases(lang).decisionsHeading, side: 'right' },
    { heading: champion, side: 'right' },
  ]
  const leadCells = present.map((c, i) => {
    const value = base[i]?.estimates.dr ?? base[i]?.estimates.snips
    return [
      { text: cut(c.name, Math.floor(options.width / (options.width < 80 ? 5 : 3))) },
      { text: base[i] ? integer(base[i].decisions) : '' },
      { text: value ? figures.value(value.value) : phrases(lang).none },
    ]
  })
  const heading = paint(`${title}${phrases(lang).colon}${outcome.label[lang]}`, 'strong', colour)
  if (policies.length === 1) {
    const columns = [...lead, ...detailColumns(evaluation, lang)]
    const rows = present.map((c, i) => [
      ...leadCells[i]!,
      ...detailCells(find(policies[0]!, outcome.name, c.cell), figures, reasons.of, lang),
    ])
    return [heading, ...fitting(columns, rows, options), ...below]
  }
  const columns = [
    ...lead,
    ...policies.map(p => ({
      heading: policyName(evaluation, p, lang),
      under: modelledWord(evaluation, lang),
      side: 'right' as const,
    })),
  ]
  const differences = policies.map(p =>
    differenceCells(
      present.map(c => find(p, outcome.name, c.cell)),
      figures,
      reasons.of,
      lang,
    ),
  )
  const rows = present.map((_, i) => [...leadCells[i]!, ...differences.map(column => column[i]!)])
  return [heading, ...acrossPages(columns, rows, options), ...below]
}

/** Columns that go first when the terminal is narrow: decisions, the champion's value, DR. */
const dispensable = [1, 2, 3]

function fitting(
  columns: readonly GridColumn[],
  rows: readonly (readonly GridCell[])[],
  { width, colour }: TableOptions,
): string[] {
  let left = columns.map((_, c) => c)
  const only = <T>(list: readonly T[]) => left.map(c => list[c]!)
  for (const column of dispensable) {
    if (gridWidth(only(columns), rows.map(only)) <= width) break
    left = left.filter(c => c !== column)
  }
  return grid(only(columns), rows.map(only), colour)
}

function detailColumns(evaluation: Evaluation, lang: Lang): GridColumn[] {
  const words = phrases(lang),
    under = modelledWord(evaluation, lang)
  return [
    { heading: 'DR', under, side: 'right' },
    { heading: words.difference, under, side: 'right' },
    { heading: words.interval(percent(evaluation.settings.level)), side: 'left' },
    { heading: '', side: 'left' },
  ]
}

function detailCells(
  result: Result | undefined,
  figures: Figures,
  reason: (result: Result) => string,
  lang: Lang,
): GridCell[] {
  const words = phrases(lang)
  if (!result) return [{ text: words.none }, { text: words.none }, { text: '' }, { text: '' }]
  const mark = markOf(result) || ' '
  const difference = result.difference?.dr ?? null,
    verdict = shownVerdict(result)
  const word = verdict === null ? '' : verdictWord(verdict, lang)
  return [
    { text: result.estimates.dr ? figures.value(result.estimates.dr.value) + mark : `${words.none} ` },
    { text: difference ? figures.difference(difference.value) + mark : `${words.none} ` },
    { text: difference?.interval ? figures.differenceInterval(difference.interval) : words.none },
    { text: `${word} ${reason(result)}`.trim(), tone: verdictTone(verdict) },
  ]
}

/** `+0.77 ▲`, `−0.71 †(a)`: triangles mean better and worse, whatever the sign of the number. One column of a table. */
function differenceCells(
  results: readonly (Result | undefined)[],
  figures: Figures,
  reason: (result: Result) => string,
  lang: Lang,
): GridCell[] {
  const signs = results.map(r => (r?.difference?.dr ? signOf(r) + reason(r) : ''))
  const wide = Math.max(1, ...signs.map(sign => sign.length))
  return results.map((result, i) => {
    const difference = result?.difference?.dr
    if (!result || !difference) return { text: `${phrases(lang).none} ${' '.repeat(wide)}` }
    return {
      text: `${figures.signed(difference.value)} ${signs[i]!.padEnd(wide)}`,
      tone: verdictTone(shownVerdict(result)),
    }
  })
}

function signOf(result: Result): string {
  const verdict = shownVerdict(result)
  return markOf(result) || (verdict === 'better' ? '▲' : verdict === 'worse' ? '▼' : '')
}

function outcomeHeading(outcome: OutcomeFacts, figures: Figures, lang: Lang): string {
  return figures.differenceUnit === '' ? outcome.label[lang] : `${outcome.label[lang]} · ${figures.differenceUnit}`
}

/** Puts as many columns side by side as fit and continues below, repeating the first column. */
function acrossPages(
  columns: readonly GridColumn[],
  rows: readonly (readonly GridCell[])[],
  { width, colour }: TableOptions,
): string[] {
  const lines: string[] = []
  let from = 1
  while (from < columns.length) {
    let to = from + 1
    const page = <T>(list: readonly T[], end: number) => [list[0]!, ...list.slice(from, end)]
    while (
      to < columns.length &&
      gridWidth(
        page(columns, to + 1),
        rows.map(r => page(r, to + 1)),
      ) <= width
    )
      to++
    lines.push(
      ...grid(
        page(columns, to),
        rows.map(r => page(r, to)),
        colour,
      ),
    )
    from = to
  }
  return lines
}
