// What a back-test fetches apart from the sums.

import type { Examination, ExamineRequest } from '../../estimate/rows/examination.ts'
import { examinePolicy } from '../../estimate/rows/examine-policy.ts'
import { LogError } from '../../estimate/rows/logged-arrays.ts'
import type { Columns } from '../../history/columns.ts'
import type { Dataset } from '../../history/dataset.ts'
import { BacktestError } from '../../moments/backtest-error.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { outcomeSeries } from '../outcome-series.ts'
import { policyRows } from './policy-rows.ts'
import { ridgeModels } from './ridge-models.ts'

/** A bootstrap of fewer gives no percentiles, and of more takes minutes for nothing. */
export const REPLICATES = { least: 50, most: 100_000 } as const

/**
 * Exact weight quantiles and Pareto-k of every strategy; on request values under every λ, by a ridge outcome model, a
 * cluster bootstrap and a guarantee. Over the whole history, in this thread.
 *
 * @param request  has passed `checkExamineRequest`
 * @throws {BacktestError} for weights above the largest declared
 */
export function examine(
  plan: SumPlan,
  columns: Columns,
  fitted: Fitted,
  dataset: Dataset,
  request: ExamineRequest,
  { level, seed }: { readonly level: number; readonly seed: number },
): Examination {
  const series = outcomeSeries(plan, dataset.outcomes),
    settings = { ...request, level, seed }
  const ridge = request.ridge === true ? ridgeModels(plan, columns) : null
  const champion = policyRows(plan, columns, fitted, plan.champion, ridge)
  const strategies = [...plan.policies.keys()].filter(p => plan.policies[p]!.kind === 'strategy')
  try {
    return {
      lambdas: request.lambdas ?? [],
      bootstrap: request.bootstrap ?? null,
      maxWeight: request.maxWeight ?? null,
      policies: strategies.map(p =>
        p === plan.champion
          ? examinePolicy(p, champion, null, series, settings)
          : examinePolicy(p, policyRows(plan, columns, fitted, p, ridge), champion, series, settings),
      ),
    }
  } catch (error) {
    throw error instanceof LogError ? new BacktestError(error.message) : error
  }
}

/**
 * Asked before anything is loaded: a history takes minutes.
 *
 * @throws {BacktestError} for a λ, a number of replicates or a largest weight that is none
 */
export function checkExamineRequest({ lambdas = [], bootstrap, maxWeight }: ExamineRequest): void {
  const odd = lambdas.find(lambda => !(lambda >= 0 && Number.isFinite(lambda)))
  if (odd !== undefined) throw new BacktestError(`λ is ${odd}; it is the largest weight that counts, 0 or more.`)
  const { least, most } = REPLICATES
  if (bootstrap !== undefined && !(Number.isInteger(bootstrap) && bootstrap >= least && bootstrap <= most)) {
    throw new BacktestError(`A bootstrap takes ${least} to ${most} replicates, not ${bootstrap}; 1,000 are usual.`)
  }
  if (maxWeight !== undefined && !(maxWeight > 0 && Number.isFinite(maxWeight))) {
    throw new BacktestError(`The largest possible weight is given as ${maxWeight}; it is a number above 0.`)
  }
}
