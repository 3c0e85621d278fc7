// The terminal table: what a back-test says, in the width it is given. Everything is read off the Evaluation.

import type { Refusal } from '../estimate/refusal.ts'
import type { Evaluation, Result } from '../evaluate/evaluation.ts'
import type { Lang } from '../strategy/text.ts'
import { say } from '../strategy/text.ts'
import { cellTables, comparisonTable } from './cell-tables.ts'
import { displayWidth, flow, wrap } from './display-width.ts'
import { examinationLines, weightEvidence } from './examination-lines.ts'
import { figuresOf, integer, percent, fixed } from './figures.ts'
import type { GridCell, GridColumn, TableOptions } from './grid.ts'
import { grid, gridWidth, paint } from './grid.ts'
import {
  challengers,
  diagnosticsOf,
  modelledWord,
  policyName,
  resultIndex,
  shownVerdict,
  verdictTone,
  whole,
  wholeErrors,
} from './lookup.ts'
import { notes } from './notes.ts'
import { phrases, refusalWord, verdictWord } from './phrases.ts'
import { isOutside, markOf } from './reasons.ts'
import { refusalSentence } from './refusal-sentences.ts'

/** The whole table as text without a final newline. Pure: the same Evaluation and options give the same characters. */
export function renderTable(evaluation: Evaluation, options: TableOptions): string {
  const refusals = refusalNumbers(evaluation, options.lang)
  const policies = challengers(evaluation)
  const blocks = [
    heading(evaluation, options),
    ...(policies.length > 1 ? comparisonTable(evaluation, r => numbersOf(r, refusals, options.lang), options) : []),
    ...policies.flatMap(p => [block(evaluation, p, refusals, options), ...examinationLines(evaluation, p, options)]),
    ...cellTables(evaluation, options),
    noteLines(evaluation, refusals, options),
  ]
  return blocks
    .filter(b => b.length > 0)
    .map(b => b.join('\n'))
    .join('\n\n')
}

/**
 * `demo-bank  2025-01 … 2025-12   240,000 decisions · 20,000 customers · 7 actions · propensities logged   data 9c41…`
 */
function heading(evaluation: Evaluation, { lang, width, colour }: TableOptions): string[] {
  const words = phrases(lang),
    { history, months, definition } = evaluation
  const named = months.filter(m => m !== '')
  const period = named.length === 0 ? '' : named.length === 1 ? named[0]! : `${named[0]} … ${named.at(-1)}`
  const counts = [
    words.decisions(integer(history.rows)),
    words.customers(integer(history.customers)),
    words.actions(integer(evaluation.actions.length)),
    words.propensities[history.propensity],
    ...(history.quarantined > 0 ? [words.quarantined(integer(history.quarantined))] : []),
  ]
  const name = `${history.dataset}  ${period}`.trim(),
    hashes = [
      `${words.data} ${history.dataHash.slice(0, 8)}`,
      ...(definition === undefined ? [] : [`${words.definition} ${definition.hash.slice(0, 8)}`]),
    ].join(' · ')
  const line = [name, counts.join(' · '), hashes].join('   ')
  const lines =
    displayWidth(line) <= width
      ? [line]
      : [...flow([name, hashes], '   ', width), ...flow(counts, ' · ', width - 2).map(l => `  ${l}`)]
  return lines.map(l => paint(l, 'strong', colour))
}

/** The estimates of one policy beside the champion's, and the evidence they rest on. */
function block(evaluation: Evaluation, policy: number, refusals: RefusalNumbers, options: TableOptions): string[] {
  const { lang, width, colour } = options
  const words = phrases(lang)
  const champion = policyName(evaluation, evaluation.champion, lang)
  const { id, version, title } = evaluation.policies[policy]!
  const name = version === null ? words.asLogged : `${id}@${version.slice(0, 4)}  ${say(title, lang)}`
  const under = modelledWord(evaluation, lang)
  const columns: GridColumn[] = [
    { heading: '', side: 'left' },
    { heading: '', side: 'left' },
    { heading: champion, side: 'right' },
    { heading: 'DR', under, side: 'right' },
    { heading: 'SNIPS', under, side: 'right' },
    { heading: words.difference, under, side: 'right' },
    { heading: words.interval(percent(evaluation.settings.level)), side: 'left' },
    { heading: '', side: 'left' },
  ]
  const rows = outcomeRows(evaluation, policy, refusals, lang)
  const body =
    gridWidth(columns, rows) <= width ? grid(columns, rows, colour) : columnsWithin(rows, champion, under, options)
  return [
    ...wrap(name, width).map(line => paint(line, 'strong', colour)),
    ...body,
    ...[...noEvents(evaluation, policy, lang), ...impossible(evaluation, policy, lang)]
      .flatMap(text => wrap(text, width))
      .map(line => paint(line, 'quiet', colour)),
    ...flow(evidence(evaluation, policy, lang), ' · ', width - 2).map((line, i) =>
      paint(i === 0 ? line : `  ${line}`, 'quiet', colour),
    ),
  ]
}

function outcomeRows(evaluation: Evaluation, policy: number, refusals: RefusalNumbers, lang: Lang): GridCell[][] {
  const words = phrases(lang),
    find = resultIndex(evaluation)
  return evaluation.outcomes.flatMap(outcome => {
    const result = find(policy, outcome.name, whole),
      base = find(evaluation.champion, outcome.name, whole)
    if (!result) return []
    const figures = figuresOf(outcome, wholeErrors(evaluation, outcome.name), lang)
    const mark = markOf(result) || ' '
    const { dr, snips } = result.estimates
    const difference = result.difference?.dr ?? null
    const value = (x: number | undefined) => ({ text: x === undefined ? `${words.none} ` : figures.value(x) + mark })
    const champion = base?.estimates.dr ?? base?.estimates.snips
    const verdict = shownVerdict(result)
    const numbers = numbersOf(result, refusals, lang)
    return [
      [
        { text: outcome.label[lang] },
        { text: figures.unit, tone: 'quiet' },
        { text: champion ? figures.value(champion.value) : words.none },
        value(dr?.value),
        value(snips?.value),
        { text: difference ? figures.difference(difference.value) + mark : `${words.none} ` },
        { text: difference?.interval ? figures.differenceInterval(difference.interval) : words.none },
        {
          text: [verdict === null ? '' : verdictWord(verdict, lang), numbers].join(' ').trim(),
          tone: verdictTone(verdict),
        },
      ],
    ]
  })
}

/** Below the width a table needs, each outcome takes a line of its own and its figures the next. */
function columnsWithin(
  rows: readonly (readonly GridCell[])[],
  champion: string,
  under: string,
  options: TableOptions,
): string[] {
  const { lang, width, colour } = options
  const words = phrases(lang)
  return rows.flatMap(row => {
    const [label, unit, base, dr, snips, difference, interval, verdict] = row.map(c => c.text.trim())
    const measured = unit === '' ? label : `${label} (${unit})`
    const title = `${measured}${under === '' ? '' : `, ${under}`}${words.colon}${verdict}`
    const figures = [
      `${champion} ${base}`,
      `DR ${dr}`,
      `SNIPS ${snips}`,
      `${words.difference} ${difference} ${interval}`,
    ]
    return [paint(title, row[7]!.tone ?? 'plain', colour), ...flow(figures, ' · ', width - 2).map(line => `  ${line}`)]
  })
}

/** Rates of which history has no event: what can still be said is an upper limit. */
function noEvents(evaluation: Evaluation, policy: number, lang: Lang): string[] {
  const words = phrases(lang),
    find = resultIndex(evaluation)
  return evaluation.outcomes.flatMap(outcome => {
    const limit = find(policy, outcome.name, whole)?.upperLimit
    const figures = figuresOf(outcome, wholeErrors(evaluation, outcome.name), lang)
    return limit === null || limit === undefined
      ? []
      : [words.noEvent(outcome.label[lang], `${figures.value(limit)}${figures.perUnit}`)]
  })
}

/** Rates no rate can be: DR corrects its model row by row and may overshoot. Said beside the table, not only below. */
function impossible(evaluation: Evaluation, policy: number, lang: Lang): string[] {
  const find = resultIndex(evaluation)
  return evaluation.outcomes.flatMap(outcome => {
    const result = find(policy, outcome.name, whole),
      dr = result?.estimates.dr
    if (!result || !dr || !isOutside(result) || (dr.value >= 0 && dr.value <= 1)) return []
    const figures = figuresOf(outcome, wholeErrors(evaluation, outcome.name), lang)
    return [phrases(lang).outside(outcome.label[lang], `${figures.value(dr.value)}${figures.perUnit}`)]
  })
}

function evidence(evaluation: Evaluation, policy: number, lang: Lang): string[] {
  const words = phrases(lang),
    d = diagnosticsOf(evaluation, policy, whole)
  if (!d) return []
  return [
    `${words.evidence}${words.colon}${words.match} ${percent(d.matchShare)}`,
    `${words.effectiveSample} ${integer(d.effectiveSampleSize)}`,
    `${words.largestWeight} ${fixed(d.maxWeight, 1)}`,
    `${words.meanWeight} ${fixed(d.meanWeight, 3)}`,
    `${words.unsupported} ${fixed(d.unsupportedShare * 100, 1)} %`,
    ...weightEvidence(evaluation, policy, { lang }),
  ]
}

type RefusalNumbers = ReadonlyMap<string, number>

/** Reasons numbered in order of appearance; one reason that stops several figures is told once. */
function refusalNumbers(evaluation: Evaluation, lang: Lang): RefusalNumbers {
  const numbers = new Map<string, number>(),
    find = resultIndex(evaluation)
  for (const policy of challengers(evaluation)) {
    for (const outcome of evaluation.outcomes) {
      const result = find(policy, outcome.name, whole)
      for (const said of result ? [...result.refusals, ...result.notes] : []) {
        const reason = reasonOf(said, lang)
        if (!numbers.has(reason)) numbers.set(reason, numbers.size + 1)
      }
    }
  }
  return numbers
}

/** `(1)(3)`: the reasons of one figure, each once. */
const numbersOf = (result: Result, refusals: RefusalNumbers, lang: Lang): string =>
  [...new Set([...result.refusals, ...result.notes].map(r => `(${refusals.get(reasonOf(r, lang))})`))].join('')

const reasonOf = (refusal: Refusal, lang: Lang): string =>
  `${refusalWord(refusal.code, lang)}${phrases(lang).colon}${refusalSentence(refusal, lang)}`

function noteLines(evaluation: Evaluation, refusals: RefusalNumbers, { lang, width, colour }: TableOptions): string[] {
  const words = phrases(lang)
  const hanging = (mark: string, text: string) =>
    wrap(text, width - 4).map((line, i) => `${i === 0 ? mark.padEnd(4) : '    '}${line}`)
  return [
    ...(refusals.size > 0 ? wrap(words.refused, width).map(line => paint(line, 'strong', colour)) : []),
    ...[...refusals].flatMap(([message, number]) => hanging(`(${number})`, message)),
    ...notes(evaluation, lang)
      .flatMap(note => hanging('·', note))
      .map(line => paint(line, 'quiet', colour)),
  ]
}
