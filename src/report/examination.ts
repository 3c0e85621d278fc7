// What is fetched apart from the sums, and what history does not know, as small tables of text: the terminal and the
// page print the same ones.

import { isDeepStrictEqual } from 'node:util'
import type { Estimate } from '../estimate/estimate.ts'
import type { PolicyExamination } from '../estimate/rows/examination.ts'
import { isHeavyTailed } from '../estimate/rows/examination.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { Lang } from '../strategy/text.ts'
import { say } from '../strategy/text.ts'
import { examinationWords } from './examination-words.ts'
import type { Figures } from './figures.ts'
import { figuresOf, fixed, integer, percent } from './figures.ts'
import { diagnosticsOf, resultIndex, whole, wholeErrors } from './lookup.ts'
import { phrases } from './phrases.ts'
import { markOf } from './reasons.ts'

export interface TextTable {
  readonly title: string
  readonly lead: string
  readonly columns: readonly string[]
  /** The first cell names the row. */
  readonly rows: readonly (readonly string[])[]
}

/** Tables of one policy, those that have something to say. */
export function examinationTables(evaluation: Evaluation, policy: number, lang: Lang): TextTable[] {
  return [boundsTable, ridgeTable, sweepTable, checksTable]
    .map(table => table(evaluation, policy, lang))
    .filter(({ rows }) => rows.length > 0)
}

const examinationOf = (evaluation: Evaluation, policy: number): PolicyExamination | undefined =>
  evaluation.examination?.policies.find(of => of.policy === policy)

/** `0.31`, `0.82, heavy-tailed`, `tied weights`; null where weights were not examined. */
export function paretoText(evaluation: Evaluation, policy: number, lang: Lang): string | null {
  const words = examinationWords(lang),
    of = examinationOf(evaluation, policy)
  if (of === undefined) return null
  if (of.paretoK === null) return words.tied
  const k = fixed(of.paretoK, 2)
  return isHeavyTailed(of.paretoK) ? words.heavy(k) : k
}

/** Weights at 50, 95, 99 and 99.9 %; null where they were not examined. */
export function quantilesText(evaluation: Evaluation, policy: number): string | null {
  const of = examinationOf(evaluation, policy)
  if (of === undefined) return null
  return ['0.5', '0.95', '0.99', '0.999'].map(p => fixed(of.weightQuantiles[p]!, 2)).join(' / ')
}

function boundsTable(evaluation: Evaluation, policy: number, lang: Lang): TextTable {
  const words = examinationWords(lang),
    find = resultIndex(evaluation)
  const share = diagnosticsOf(evaluation, policy, whole)?.unsupportedShare ?? 0
  return {
    title: words.boundsTitle,
    lead: words.boundsLead(percent(share)),
    columns: [phrases(lang).outcome, words.valueBetween, words.differenceBetween],
    rows: evaluation.outcomes.flatMap(outcome => {
      const bounds = find(policy, outcome.name, whole)?.bounds
      if (bounds === undefined) return []
      const figures = figuresOf(outcome, wholeErrors(evaluation, outcome.name), lang)
      const [low, high] = bounds.value,
        by = bounds.difference
      return [
        [
          named(outcome.label[lang], figures.perUnit),
          words.between(figures.value(low), figures.value(high)),
          by === null ? phrases(lang).none : words.between(figures.difference(by[0]), figures.difference(by[1])),
        ],
      ]
    }),
  }
}

function ridgeTable(evaluation: Evaluation, policy: number, lang: Lang): TextTable {
  const words = examinationWords(lang),
    common = phrases(lang),
    find = resultIndex(evaluation)
  return {
    title: words.ridgeTitle,
    lead: words.ridgeLead,
    columns: [
      common.outcome,
      words.cells,
      words.ridge,
      common.difference,
      common.interval(percent(evaluation.settings.level)),
    ],
    rows: (examinationOf(evaluation, policy)?.outcomes ?? []).flatMap(({ outcome: name, ridge }) => {
      if (ridge === null) return []
      const outcome = evaluation.outcomes.find(known => known.name === name)!,
        result = find(policy, name, whole)
      const figures = figuresOf(outcome, wholeErrors(evaluation, name), lang)
      const mark = result === undefined ? '' : markOf(result),
        by = ridge.difference
      const value = (of: Estimate | null | undefined) => (of ? `${figures.value(of.value)}${mark}` : common.none)
      return [
        [
          named(outcome.label[lang], figures.perUnit),
          value(result?.estimates.dr),
          value(ridge.dr),
          by === null ? common.none : `${figures.difference(by.value)}${mark}`,
          by?.interval ? figures.differenceInterval(by.interval) : common.none,
        ],
      ]
    }),
  }
}

/** `talk time, seconds`; per cent is said by the figures themselves. */
const named = (label: string, unit: string): string => (unit === '' ? label : `${label},${unit}`)

function sweepTable(evaluation: Evaluation, policy: number, lang: Lang): TextTable {
  const words = examinationWords(lang),
    find = resultIndex(evaluation),
    of = examinationOf(evaluation, policy)
  const lambdas = evaluation.examination?.lambdas ?? []
  return {
    title: words.sweepTitle(lambdas.join(', ')),
    lead: words.sweepLead,
    columns: [
      phrases(lang).outcome,
      words.lambda,
      words.clipped,
      words.clippedIps,
      words.clippedDr,
      words.switchDr,
      words.dros,
    ],
    rows:
      lambdas.length === 0 || of === undefined
        ? []
        : of.outcomes.flatMap(({ outcome: name, sweep }) => {
            const outcome = evaluation.outcomes.find(known => known.name === name)!
            const result = find(policy, name, whole),
              figures = figuresOf(outcome, wholeErrors(evaluation, name), lang)
            const mark = result === undefined ? '' : markOf(result).trim()
            const value = (estimate: Estimate | null | undefined) =>
              estimate ? `${figures.value(estimate.value)}${mark}` : phrases(lang).none
            const rows = sweep.map(({ lambda, clippedShare, clippedIps, clippedDr, switchDr, dros }) => [
              `${lambda}`,
              percent(clippedShare),
              value(clippedIps),
              value(clippedDr),
              value(switchDr),
              value(dros),
            ])
            const dr = value(result?.estimates.dr)
            const plain = [words.unclipped, percent(0), value(result?.estimates.ips), dr, dr, dr]
            return [...rows, plain].map((row, k) => [
              k === 0 ? named(outcome.label[lang], figures.perUnit) : '',
              ...row,
            ])
          }),
  }
}

function checksTable(evaluation: Evaluation, policy: number, lang: Lang): TextTable {
  const words = examinationWords(lang),
    common = phrases(lang),
    find = resultIndex(evaluation)
  const { bootstrap = null, maxWeight = null } = evaluation.examination ?? {}
  const isCompared = policy !== evaluation.champion
  const examined = bootstrap === null && maxWeight === null ? [] : (examinationOf(evaluation, policy)?.outcomes ?? [])
  return {
    title: words.checksTitle,
    lead: words.checksLead(bootstrap === null ? null : integer(bootstrap), maxWeight === null ? null : `${maxWeight}`),
    columns: [
      common.outcome,
      `${common.difference}, ${common.interval(percent(evaluation.settings.level))}`,
      ...(bootstrap === null ? [] : [words.bootstrapOf]),
      ...(maxWeight === null ? [] : [words.guarantee]),
    ],
    rows: examined.map(({ outcome: name, bootstrap: resampled, guarantee }) => {
      const outcome = evaluation.outcomes.find(known => known.name === name)!,
        result = find(policy, name, whole)
      const figures: Figures = figuresOf(outcome, wholeErrors(evaluation, name), lang)
      const difference = (by: readonly [number, number] | null | undefined) =>
        by ? figures.differenceInterval(by) : common.none
      return [
        named(outcome.label[lang], figures.perUnit),
        difference(isCompared ? result?.difference?.dr?.interval : null),
        ...(bootstrap === null ? [] : [difference(resampled?.difference?.dr?.interval)]),
        ...(maxWeight === null ? [] : [guarantee === null ? common.none : figures.interval(guarantee)]),
      ]
    }),
  }
}

/** Strata down, actions across: `1,204 (310)` logged and proposed. Empty where the document has no support map. */
export function supportTable(evaluation: Evaluation, policy: number, lang: Lang): TextTable {
  const words = examinationWords(lang),
    { support, segments, strata = segments, actions } = evaluation
  const proposed = support?.proposed[policy] ?? null
  const present =
    support === undefined
      ? []
      : strata.map((stratum, s) => ({ stratum, s })).filter(({ s }) => support.logged[s]?.some(count => count > 0))
  return {
    title: words.supportTitle,
    lead: proposed === null ? '' : words.supportLead,
    columns: [
      haveStrata(evaluation) ? words.stratum : phrases(lang).segment,
      ...actions.map(({ label }) => label[lang]),
    ],
    rows: present.map(({ stratum, s }) => [
      say(stratum.title, lang),
      ...actions.map((_, a) => {
        const would = proposed?.[s]?.[a] ?? 0
        return `${integer(support!.logged[s]![a]!)}${would > 0 ? ` (${integer(would)})` : ''}`
      }),
    ]),
  }
}

/** Stratum × action cells the rules propose and history has never seen, in words, the largest first. */
export function silentCells(evaluation: Evaluation, policy: number, lang: Lang): string[] {
  const words = examinationWords(lang),
    { support, segments, strata = segments, actions } = evaluation
  const proposed = support?.proposed[policy]
  if (!support || !proposed) return []
  const silent = strata.flatMap((stratum, s) =>
    actions.flatMap(({ label }, a) => {
      const decisions = proposed[s]?.[a] ?? 0
      return support.logged[s]?.[a] === 0 && decisions > 0
        ? [{ decisions, text: words.silent(integer(decisions), label[lang], say(stratum.title, lang)) }]
        : []
    }),
  )
  return silent.toSorted((a, b) => b.decisions - a.decisions).map(({ text }) => text)
}

/** Whether the cells of support are others than the segments people look at. */
function haveStrata({ strata, segments, definition }: Evaluation): boolean {
  if (definition === undefined || strata === undefined) return false
  return strata.length !== segments.length || !isDeepStrictEqual(definition.strata, definition.segments)
}
