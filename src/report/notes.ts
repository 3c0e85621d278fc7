// What every reader must know beside the figures: where propensities come from, what is left out, what is not said.

import type { Evaluation } from '../evaluate/evaluation.ts'
import type { Lang } from '../strategy/text.ts'
import { worstByFeature } from './balance.ts'
import { integer } from './figures.ts'
import { phrases } from './phrases.ts'
import { propensityWords } from './propensity-words.ts'

/** What weakens every figure of the history: it belongs above them, not below. */
export function cautions(evaluation: Evaluation, lang: Lang): string[] {
  const words = phrases(lang),
    { history, propensities } = evaluation
  const found: string[] = []
  if (history.propensity === 'modelled') found.push(words.modelledNote)
  const { trimmed, floor } = propensities
  if (trimmed > 0 && floor !== null) found.push(words.trimmed(integer(trimmed), `${floor}`))
  found.push(...propensityCautions(evaluation, lang))
  if (!history.customersKnown) found.push(words.rowIsCustomer)
  return found
}

/** What the checks of modelled propensities hold against them. */
function propensityCautions({ propensityChecks, outcomes }: Evaluation, lang: Lang): string[] {
  if (propensityChecks === undefined) return []
  const { balance, balanceLimit, placebos } = propensityChecks,
    words = propensityWords(lang)
  const features = worstByFeature(balance),
    off = features.filter(one => Math.abs(one.after) > balanceLimit)
  const failed = new Set(
    placebos
      .filter(one => !one.passed)
      .map(({ kind, name }) =>
        kind === 'feature' ? name : words.ofTheOneBefore(outcomes.find(o => o.name === name)?.label[lang] ?? name),
      ),
  )
  return [
    ...(off.length === 0 ? [] : [words.balanceNote(integer(off.length), integer(features.length), `${balanceLimit}`)]),
    ...(failed.size === 0 ? [] : [words.placeboNote([...failed].join(phrases(lang).listSeparator))]),
  ]
}

/** Sentences in order of weight: what could make every figure wrong first. */
export function notes(evaluation: Evaluation, lang: Lang): string[] {
  const words = phrases(lang),
    { history, outcomes } = evaluation
  const ratios = outcomes.filter(o => o.measure === 'ratio')
  const found = cautions(evaluation, lang)
  if (history.propensity === 'design') found.push(words.designNote)
  // Outcomes with one horizon share the decisions that are too young, so they are told in one sentence.
  const byHorizon = Map.groupBy(
    outcomes.filter(o => o.unmatured > 0),
    o => `${o.horizonDays} ${o.unmatured}`,
  )
  for (const group of byHorizon.values()) {
    const labels = group.map(o => o.label[lang]).join(words.listSeparator),
      { unmatured, horizonDays } = group[0]!
    found.push(words.unmatured(labels, integer(unmatured), integer(horizonDays)))
  }
  if (ratios.length > 0) found.push(words.ratioNote(ratios.map(o => o.label[lang]).join(words.listSeparator)))
  if (evaluation.results.some(r => r.cell.kind !== 'all' && r.verdict !== null)) found.push(words.cellsNote)
  found.push(words.carryOver)
  return found
}
