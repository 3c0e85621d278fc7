// A score of a data set's history as a document: which decisions are compared, and how well it ranks their customers.

import type { Columns } from '../history/columns.ts'
import { type Dataset, outcomeColumns } from '../history/dataset.ts'
import type { HistoryFacts } from '../history/facts.ts'
import { maturityCut } from '../history/maturity.ts'
import { actionKey } from '../strategy/catalogue.ts'
import { suggest } from '../strategy/errors.ts'
import type { FeatureColumn } from '../strategy/feature-column.ts'
import type { Text } from '../strategy/text.ts'
import type { UpliftRows } from './ranking.ts'
import { UpliftError } from './uplift-error.ts'
import { upliftMetrics } from './uplift-metrics.ts'
import type { UpliftMetrics, UpliftOptions } from './uplift-result.ts'

export interface ScoreQuestion {
  /** Name of the feature that ranks the customers. */
  readonly score: string
  /** Lowest value first instead of highest. */
  readonly lowestFirst: boolean
  /** Keys of the two actions that are compared. */
  readonly treatment: string
  readonly control: string
  /** Name of the outcome, a rate or a mean. */
  readonly outcome: string
  /** Leave decisions without a score out, and count them, instead of refusing. */
  readonly dropUnscored: boolean
}

export interface ScoreEvaluation {
  readonly schema: 'huijian.uplift/1'
  readonly dataset: string
  readonly dataHash: string
  readonly propensity: HistoryFacts['propensity']
  readonly customersKnown: boolean
  readonly question: ScoreQuestion
  readonly labels: Readonly<Record<'score' | 'treatment' | 'control', Text>>
  readonly outcome: {
    readonly name: string
    readonly label: Text
    readonly measure: 'rate' | 'mean'
    readonly unit: string | null
    readonly per: number
    /** True for an adverse outcome: what is counted is what did not happen (1 − y, or −y), so that more is better. */
    readonly avoided: boolean
  }
  /** Decisions that are not compared: of other actions, one of the two not allowed, too young, without a score. */
  readonly leftOut: Readonly<Record<'otherActions' | 'notAllowed' | 'unmatured' | 'unscored', number>>
  readonly metrics: UpliftMetrics
}

/** Features and outcomes that `loadColumns` has to bring for a question. */
export const columnsFor = ({ score, outcome }: ScoreQuestion) => ({ features: [score], outcomes: [outcome] })

/**
 * @param columns  the history with what `columnsFor` names
 * @throws {UpliftError} when the question names something the data set lacks, the history has no propensities, a score
 *   is missing, or one of the two actions was never taken
 */
export function evaluateScore(
  columns: Columns,
  facts: HistoryFacts,
  dataset: Dataset,
  question: ScoreQuestion,
  options: UpliftOptions = {},
): ScoreEvaluation {
  const { label, measure, direction, unit = null, horizonDays, per } = checkQuestion(dataset, question)
  const avoided = direction === 'lower',
    cut = maturityCut(facts.observedUntil, horizonDays)
  const { rows, leftOut } = pickRows(columns, facts, dataset, question, avoided, cut ?? Infinity)
  const labelOf = (key: string) => dataset.actions.find(action => actionKey(action) === key)!.label
  const { score, treatment, control } = question
  return {
    schema: 'huijian.uplift/1',
    dataset: facts.dataset,
    dataHash: facts.dataHash,
    propensity: facts.propensity,
    customersKnown: facts.customersKnown,
    question,
    labels: {
      score: dataset.features[score]!.label,
      treatment: labelOf(treatment),
      control: labelOf(control),
    },
    outcome: { name: question.outcome, label, measure, unit, per: per ?? (measure === 'rate' ? 100 : 1), avoided },
    leftOut,
    metrics: upliftMetrics(rows, options),
  }
}

/**
 * Says what a question gets wrong before the history is read.
 * @returns the outcome it is about
 */
export function checkQuestion(dataset: Dataset, { score, treatment, control, outcome }: ScoreQuestion) {
  const actions = dataset.actions.map(actionKey)
  const known = (what: string, name: string, names: readonly string[]) => {
    if (names.includes(name)) return
    throw new UpliftError(`“${dataset.name}” has no ${what} “${name}”.${suggest(name, names)}`)
  }
  known('feature', score, Object.keys(dataset.features))
  known('action', treatment, actions)
  known('action', control, actions)
  known('outcome', outcome, Object.keys(dataset.outcomes))
  if (treatment === control) throw new UpliftError(`Treatment and control are both “${treatment}”; name two actions.`)
  if (dataset.features[score]!.kind === 'category') {
    throw new UpliftError(`“${score}” is a category, which has no order. Rank by a number, a day or a yes/no feature.`)
  }
  if (dataset.propensity.source === 'modelled') {
    throw new UpliftError(
      `“${dataset.name}” logs no propensities. Who was treated may differ from who was not in ` +
        'ways no score can tell apart; judge a score on a randomised test or on logged propensities.',
    )
  }
  const asked = dataset.outcomes[outcome]!
  if (asked.measure !== 'ratio') return asked
  throw new UpliftError(`“${outcome}” is a ratio of two sums, and uplift is about means. Name a rate or a mean.`)
}

function pickRows(
  columns: Columns,
  facts: HistoryFacts,
  dataset: Dataset,
  question: ScoreQuestion,
  avoided: boolean,
  cut: number,
): { readonly rows: UpliftRows; readonly leftOut: ScoreEvaluation['leftOut'] } {
  const actions = dataset.actions.map(actionKey)
  const arms = [question.control, question.treatment].map(key => actions.indexOf(key))
  const both = columns.allowed?.sets.map(set => arms.every(arm => set.includes(arm)))
  const valueOf = reader(columns.features[question.score]!),
    sign = question.lowestFirst ? -1 : 1
  const values = columns.outcomes[outcomeColumns(question.outcome, dataset.outcomes[question.outcome]!)[0]!]!
  const rate = dataset.outcomes[question.outcome]!.measure === 'rate'
  const leftOut = { otherActions: 0, notAllowed: 0, unmatured: 0, unscored: 0 },
    kept = new Uint32Array(columns.rows)
  let size = 0
  for (let i = 0; i < columns.rows; i++) {
    if (!arms.includes(columns.action[i]!)) leftOut.otherActions++
    else if (both !== undefined && !both[columns.allowed!.set[i]!]!) leftOut.notAllowed++
    else if (columns.time[i]! > cut) leftOut.unmatured++ // NaN, a history without time, is never young
    else if (Number.isNaN(valueOf(i))) leftOut.unscored++
    else kept[size++] = i
  }
  if (leftOut.unscored > 0 && !question.dropUnscored) {
    const all = size + leftOut.unscored
    throw new UpliftError(
      `${leftOut.unscored} of ${all} decisions have no “${question.score}”, and a customer ` +
        'without a score has no rank. Add --drop-unscored to leave them out, or use a feature known of everybody.',
    )
  }
  const order = kept.subarray(0, size),
    column = (of: (row: number) => number) => Float64Array.from(order, of)
  const outcome = (row: number) => (avoided ? (rate ? 1 : 0) - values[row]! : values[row]!)
  return {
    leftOut,
    rows: {
      score: column(row => sign * valueOf(row)),
      outcome: column(outcome),
      treatment: Uint8Array.from(order, row => Number(columns.action[row] === arms[1])),
      // Of a design every row has its arm's share, which changes nothing.
      ...(columns.propensity === null ? {} : { propensity: column(row => columns.propensity![row]!) }),
      ...(facts.customersKnown ? { customer: column(row => columns.customer[row]!) } : {}),
    },
  }
}

/** The feature as a number; NaN where it is missing. */
function reader(feature: FeatureColumn): (row: number) => number {
  if (feature.kind === 'number') return row => feature.values[row]!
  if (feature.kind === 'boolean') return row => (feature.values[row]! < 0 ? NaN : feature.values[row]!)
  throw new UpliftError('A category has no order.')
}
