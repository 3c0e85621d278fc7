// Modelled propensities in a back-test: a logit's are a column before the passes, the cells' a table between them; what
// speaks for and against either is looked at afterwards.

import { checkPropensities } from '../evaluate/check-propensities.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import { logitPropensities } from '../evaluate/propensity/logit.ts'
import type { ModelledPropensities } from '../evaluate/propensity/modelled.ts'
import { cellPropensities } from '../evaluate/propensity/modelled.ts'
import type { Columns } from '../history/columns.ts'
import type { Dataset } from '../history/dataset.ts'
import type { Fitted } from '../moments/fitted.ts'
import type { SumPlan } from '../moments/sum-plan.ts'

/**
 * Features to load for propensities beside those of strategies and segments: what a logit reads, its placebos, and for
 * the balance table of either model every other one.
 */
export function propensityFeatures({ propensity, features }: Dataset): readonly string[] {
  return propensity.source === 'modelled' ? Object.keys(features) : []
}

/**
 * The columns with a propensity for every decision where a logit models them; as they are otherwise. With a logit, fit
 * for known propensities (`fit(plan, sums, 'logged')`).
 *
 * @throws {BacktestError} when a feature of the model was not loaded
 */
export function withPropensities(
  columns: Columns,
  { propensity }: Dataset,
  plan: SumPlan,
): { readonly columns: Columns; readonly logit: ModelledPropensities | null } {
  if (columns.propensity !== null || propensity.source !== 'modelled' || propensity.model !== 'logit') {
    return { columns, logit: null }
  }
  const logit = logitPropensities(columns, { actions: plan.actions, folds: plan.folds, definition: propensity })
  return { columns: { ...columns, propensity: logit.propensity }, logit }
}

/** The evaluation with what is known of its modelled propensities; unchanged when they were logged or by design. */
export function withPropensityChecks(
  evaluation: Evaluation,
  plan: SumPlan,
  columns: Columns,
  dataset: Dataset,
  fitted: Fitted,
  logit: ModelledPropensities | null,
): Evaluation {
  const modelled = logit ?? (fitted.propensity === null ? null : cellPropensities(plan, columns, fitted))
  if (modelled === null) return evaluation
  return {
    ...evaluation,
    propensities: { ...evaluation.propensities, floor: modelled.floor, trimmed: modelled.trimmed },
    propensityChecks: checkPropensities(plan, columns, dataset, modelled),
  }
}
