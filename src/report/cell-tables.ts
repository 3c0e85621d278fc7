// Short tables: strategies side by side (horizontal comparison), and the first outcome by segment and by month.
import type { Cell, Evaluation, Result } from '../evaluate/evaluation.ts'
import type { Lang } from '../strategy/text.ts'
import { say } from '../strategy/text.ts'
import { cut } from './display-width.ts'
import type { Figures, OutcomeFacts } from './figures.ts'
import { figuresOf, integer, percent } from './figures.ts'
import type { GridCell, GridColumn, TableOptions } from './grid.ts'
import { grid, gridWidth, paint } from './grid.ts'
import {
  challengers, modelledWord, policyName, resultIndex, shownError, shownVerdict, verdictTone, whole, wholeErrors,
} from './lookup.ts'
import { phrases, refusalWord, verdictWord } from './phrases.ts'

/** Strategies down, outcomes across: the DR difference and a sign for its verdict. */
export function comparisonTable(evaluation: Evaluation, options: TableOptions): string[][] {
  const { lang, colour } = options
  const words = phrases(lang), find = resultIndex(evaluation), policies = challengers(evaluation)
  const figures = new Map(evaluation.outcomes.map(o =>
    [o.name, figuresOf(o, wholeErrors(evaluation, o.name), lang)]))
  const columns: GridColumn[] = [
    { heading: words.strategy, side: 'left' },
    ...evaluation.outcomes.map(
      o => ({
        heading: outcomeHeading(o, figures.get(o.name)!, lang), under: modelledWord(evaluation, lang),
        side: 'right' as const,
      })
    ),
  ]
  const rows = policies.map(p => [
    { text: policyName(evaluation, p, lang) },
    ...evaluation.outcomes.map(o => differenceCell(find(p, o.name, whole), figures.get(o.name)!, lang)),
  ])
  const title = words.horizontal(policyName(evaluation, evaluation.champion, lang))
  return [[paint(title, 'strong', colour), ...acrossPages(columns, rows, options), paint(words.signs, 'quiet', colour)]]
}

/** The first outcome by segment and by month, where the evaluation has them. */
export function cellTables(evaluation: Evaluation, options: TableOptions): string[][] {
  const words = phrases(options.lang)
  const segments = evaluation.segments.map(
    s => ({ cell: { kind: 'segment', id: s.id } as const, name: say(s.title, options.lang) })
  )
  const months = evaluation.months.filter(m => m !== '').map(
    m => ({ cell: { kind: 'month', id: m } as const, name: m })
  )
  return [
    cellTable(evaluation, segments, words.bySegment, options), cellTable(evaluation, months, words.byMonth, options),
  ]
}

interface NamedCell { readonly cell: Cell; readonly name: string }

function cellTable(
  evaluation: Evaluation, cells: readonly NamedCell[], title: string, options: TableOptions,
): string[] {
  const { lang, colour } = options
  const find = resultIndex(evaluation), policies = challengers(evaluation), outcome = evaluation.outcomes[0]
  const present = outcome ? cells.filter(
    c => policies.some(p => (find(p, outcome.name, c.cell)?.decisions ?? 0) > 0)
  ) : []
  if (!outcome || present.length < 2) return []
  const errors = present.flatMap(c => policies.map(p => shownError(find(p, outcome.name, c.cell))))
  const figures = figuresOf(outcome, errors, lang)
  const base = present.map(c => find(evaluation.champion, outcome.name, c.cell))
  const champion = policyName(evaluation, evaluation.champion, lang)
  const lead: GridColumn[] = [
    { heading: '', side: 'left' }, { heading: phrases(lang).decisionsHeading, side: 'right' },
    { heading: champion, side: 'right' },
  ]
  const leadCells = present.map((c, i) => {
    const value = base[i]?.estimates.dr ?? base[i]?.estimates.snips
    return [
      { text: cut(c.name, Math.floor(options.width / 3)) }, { text: base[i] ? integer(base[i].decisions) : '' },
      { text: value ? figures.value(value.value) : phrases(lang).none },
    ]
  })
  const heading = paint(`${title}${phrases(lang).colon}${outcome.label[lang]}`, 'strong', colour)
  if (policies.length === 1) {
    const columns = [...lead, ...detailColumns(evaluation, lang)]
    const rows = present.map(
      (c, i) => [...leadCells[i]!, ...detailCells(find(policies[0]!, outcome.name, c.cell), figures, lang)]
    )
    return [heading, ...fitting(columns, rows, options)]
  }
  const columns = [
    ...lead,
    ...policies.map(
      p => ({ heading: policyName(evaluation, p, lang), under: modelledWord(evaluation, lang), side: 'right' as const })
    ),
  ]
  const rows = present.map(
    (c, i) => [...leadCells[i]!, ...policies.map(p => differenceCell(find(p, outcome.name, c.cell), figures, lang))]
  )
  return [heading, ...acrossPages(columns, rows, options)]
}

/** Columns that go first when the terminal is narrow: reasons (the mark stays), decisions, the champion's value, DR. */
const dispensable = [7, 1, 2, 3]

function fitting(
  columns: readonly GridColumn[], rows: readonly (readonly GridCell[])[], { width, colour }: TableOptions,
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
  const words = phrases(lang), under = modelledWord(evaluation, lang)
  return [
    { heading: 'DR', under, side: 'right' }, { heading: words.difference, under, side: 'right' },
    { heading: words.interval(percent(evaluation.settings.level)), side: 'left' }, { heading: '', side: 'left' },
    { heading: '', side: 'left' },
  ]
}

function detailCells(result: Result | undefined, figures: Figures, lang: Lang): GridCell[] {
  const words = phrases(lang)
  if (!result) return [{ text: words.none }, { text: words.none }, { text: '' }, { text: '' }, { text: '' }]
  const mark = result.refusals.length > 0 ? '*' : ' '
  const difference = result.difference?.dr ?? null, verdict = shownVerdict(result)
  const reasons = result.refusals.map(r => refusalWord(r.code, lang)).join(words.listSeparator)
  const word = verdict === null ? '' : verdictWord(verdict, lang)
  return [
    { text: result.estimates.dr ? figures.value(result.estimates.dr.value) + mark : `${words.none} ` },
    { text: difference ? figures.difference(difference.value) + mark : `${words.none} ` },
    { text: difference?.interval ? figures.differenceInterval(difference.interval) : words.none },
    { text: word, tone: verdictTone(verdict) }, { text: reasons, tone: 'quiet' },
  ]
}

/** `+0.77 ▲`: up and down triangles mean better and worse, whatever the sign of the number. */
function differenceCell(result: Result | undefined, figures: Figures, lang: Lang): GridCell {
  const difference = result?.difference?.dr
  if (!result || !difference) return { text: `${phrases(lang).none}  ` }
  const verdict = shownVerdict(result)
  const sign = result.refusals.length > 0 ? '*' : verdict === 'better' ? '▲' : verdict === 'worse' ? '▼' : ' '
  return { text: `${figures.signed(difference.value)} ${sign}`, tone: verdictTone(verdict) }
}

function outcomeHeading(outcome: OutcomeFacts, figures: Figures, lang: Lang): string {
  return figures.differenceUnit === '' ? outcome.label[lang] : `${outcome.label[lang]} · ${figures.differenceUnit}`
}

/** Puts as many columns side by side as fit and continues below, repeating the first column. */
function acrossPages(
  columns: readonly GridColumn[], rows: readonly (readonly GridCell[])[], { width, colour }: TableOptions,
): string[] {
  const lines: string[] = []
  let from = 1
  while (from < columns.length) {
    let to = from + 1
    const page = <T>(list: readonly T[], end: number) => [list[0]!, ...list.slice(from, end)]
    while (to < columns.length && gridWidth(page(columns, to + 1), rows.map(r => page(r, to + 1))) <= width) to++
    lines.push(...grid(page(columns, to), rows.map(r => page(r, to)), colour))
    from = to
  }
  return lines
}
