// The whole chain: load the columns, plan, fit, sum, read the result.
import { fit } from '../evaluate/cell-means.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { EvaluationInput } from '../evaluate/evaluate.ts'
import { readEvaluation } from '../evaluate/evaluate.ts'
import type { PlanRequest } from '../evaluate/make-plan.ts'
import { makePlan } from '../evaluate/make-plan.ts'
import type { Columns, HistoryFacts } from '../history/columns.ts'
import type { Dataset } from '../history/dataset.ts'
import type { Imported } from '../history/cache.ts'
import { loadColumns } from '../history/load-columns.ts'
import { featuresUsed } from '../strategy/expr-names.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { openPool } from './pool.ts'
import { propensityFeatures, withPropensities, withPropensityChecks } from './propensities.ts'

/** A history as it lies in the cache, or one already in memory. */
export type BacktestHistory =
  | { readonly imported: Imported }
  | { readonly columns: Columns; readonly facts: HistoryFacts }

export type BacktestRequest = BacktestHistory & {
  readonly dataset: Dataset
  readonly strategies: readonly Strategy[]
  /** `logged`, or the id or version hash of one of the strategies. */
  readonly champion: string
  /** Names of outcomes; all when absent. */
  readonly outcomes?: readonly string[]
  /** Worker threads. The figures are the same for any number. */
  readonly workers: number
  readonly seed: number
  readonly memoryBudgetBytes?: number
} & Pick<PlanRequest, 'by' | 'folds' | 'clustered' | 'model'> & Pick<EvaluationInput, 'level' | 'limits'>

/**
 * @throws {PlanError} {StrategyError} {HistoryError} {EngineError} each with the way out
 */
export async function backtest(request: BacktestRequest): Promise<Evaluation> {
  const { dataset } = request
  const facts = 'imported' in request ? request.imported.facts : request.facts
  const columns = 'imported' in request ? await load(request.imported, request) : request.columns
  const plan = makePlan({
    ...request, segments: columns.segments.length, months: columns.months.length, observedUntil: facts.observedUntil,
  })
  const { columns: ready, logit } = withPropensities(columns, dataset, plan)
  const pool = await openPool(ready, request)
  try {
    const fitSums = await pool.fit(plan)
    const fitted = fit(plan, fitSums, logit === null ? facts.propensity : 'logged')
    const moments = await pool.moments(plan, fitted)
    const evaluation = readEvaluation({
      ...request, plan, moments, fitted, fitSums, dataset, facts, months: columns.months,
    })
    return withPropensityChecks(evaluation, plan, ready, dataset, fitted, logit)
  } finally {
    await pool.close()
  }
}

function load(imported: Imported, request: BacktestRequest): Promise<Columns> {
  const { dataset, strategies, outcomes, memoryBudgetBytes } = request
  return loadColumns(imported, dataset, {
    features: [...new Set([
      ...featuresUsed(strategies.flatMap(({ rules }) => rules.map(rule => rule.if))), ...propensityFeatures(dataset),
    ])],
    outcomes: outcomes ?? Object.keys(dataset.outcomes),
    ...memoryBudgetBytes === undefined ? {} : { memoryBudgetBytes },
  })
}
