// A history opened once for several evaluations: columns loaded, workers started, models fitted.

import type { Worker } from 'node:worker_threads'
import { poolOf } from '../engine/columns/pool.ts'
import { endWorkers, startWorkers } from '../engine/columns/start-workers.ts'
import { fit } from '../estimate/cell-means.ts'
import type { ExamineRequest } from '../estimate/rows/examination.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import { checkExamineRequest, examine } from '../evaluate/examine/examine.ts'
import type { EvaluationInput } from '../evaluate/read-evaluation.ts'
import { readEvaluation } from '../evaluate/read-evaluation.ts'
import type { Imported } from '../history/cache.ts'
import type { Columns } from '../history/columns.ts'
import type { Dataset, Segment } from '../history/dataset.ts'
import type { HistoryFacts } from '../history/facts.ts'
import { loadColumns } from '../history/load-columns.ts'
import type { FitSums } from '../moments/fit-sums.ts'
import type { Fitted } from '../moments/fitted.ts'
import type { SumPlanRequest } from '../moments/make-sum-plan.ts'
import { makeSumPlan } from '../moments/make-sum-plan.ts'
import type { Moments } from '../moments/moments.ts'
import type { SumPlan } from '../moments/sum-plan.ts'
import { featuresUsed } from '../strategy/expr-names.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { propensityFeatures, withPropensities, withPropensityChecks } from './propensities.ts'

/** A history as it lies in the cache, or one already in memory. */
export type OpenHistory = { readonly imported: Imported } | { readonly columns: Columns; readonly facts: HistoryFacts }

export type SessionRequest = OpenHistory & {
  readonly dataset: Dataset
  /** All that will be evaluated: the features they read are loaded. */
  readonly strategies: readonly Strategy[]
  /** Names of outcomes; all when absent. */
  readonly outcomes?: readonly string[]
  /** What is looked at; the data set's segments when absent. They move no figure of the whole. */
  readonly segments?: readonly Segment[]
  /** Worker threads. The figures are the same for any number. */
  readonly workers: number
  readonly seed: number
  readonly memoryBudgetBytes?: number
  /** What to fetch apart from the sums; nothing when absent. */
  readonly examine?: ExamineRequest
} & Pick<SumPlanRequest, 'by' | 'folds' | 'clustered' | 'model'> &
  Pick<EvaluationInput, 'level' | 'limits'>

/** What is evaluated in one pass. */
export type SessionRun = { readonly strategies: readonly Strategy[]; readonly champion: string } & Pick<
  SumPlan,
  'wholeOnly'
> &
  /** Columns by their names in the plan. */
  { readonly hashBlocks?: { readonly count: number; readonly columns: readonly string[] } }

/** The evaluation, and what it was read off. */
export interface Evaluated {
  readonly evaluation: Evaluation
  readonly plan: SumPlan
  readonly moments: Moments
  readonly fitted: Fitted
}

export interface Session {
  readonly facts: HistoryFacts
  /** Months of the history, ascending. */
  readonly months: readonly string[]
  readonly run: (what: SessionRun) => Promise<Evaluated>
  readonly close: () => Promise<void>
}

/**
 * @throws {BacktestError} {StrategyError} {HistoryError} {EngineError} here or from `run`, each with the way out
 */
export async function openSession(request: SessionRequest): Promise<Session> {
  if (request.examine !== undefined) checkExamineRequest(request.examine)
  // They start while the columns are read.
  const starting = startWorkers(request.workers)
  starting.catch(() => undefined) // waited for below, unless the columns fail first
  try {
    const columns = 'imported' in request ? await load(request.imported, request) : request.columns
    return sessionOn(columns, await starting, request)
  } catch (error) {
    await starting.then(endWorkers, () => undefined)
    throw error
  }
}

function sessionOn(columns: Columns, workers: readonly Worker[], request: SessionRequest): Session {
  const { dataset } = request
  const facts = 'imported' in request ? request.imported.facts : request.facts
  const planOf = ({ strategies, champion, hashBlocks, ...sums }: SessionRun): SumPlan => {
    const plan = makeSumPlan({
      ...request,
      strategies,
      champion,
      strata: columns.strata.length,
      segments: columns.segments.length,
      months: columns.months.length,
      observedUntil: facts.observedUntil,
    })
    if (hashBlocks === undefined) return { ...plan, ...sums }
    const indices = hashBlocks.columns.map(name => plan.columns.findIndex(column => column.name === name))
    return { ...plan, ...sums, hashBlocks: { ...hashBlocks, columns: indices } }
  }
  // Models do not depend on what is evaluated.
  const { columns: ready, logit } = withPropensities(columns, dataset, planOf({ strategies: [], champion: 'logged' }))
  const pool = poolOf(workers, ready, request.memoryBudgetBytes)
  let models: Promise<{ readonly fitSums: FitSums; readonly fitted: Fitted }> | null = null
  const fitModels = async (plan: SumPlan) => {
    const fitSums = await pool.fit(plan)
    return { fitSums, fitted: fit(plan, fitSums, logit === null ? facts.propensity : 'logged') }
  }

  return {
    facts,
    months: columns.months,
    async run(what) {
      const plan = planOf(what)
      const { fitSums, fitted } = await (models ??= fitModels(plan))
      const moments = await pool.moments(plan, fitted)
      const evaluation = readEvaluation({
        ...request,
        plan,
        moments,
        fitted,
        fitSums,
        dataset,
        facts,
        months: columns.months,
      })
      const checked = withPropensityChecks(evaluation, plan, ready, dataset, fitted, logit)
      const examined =
        request.examine === undefined
          ? checked
          : { ...checked, examination: examine(plan, ready, fitted, dataset, request.examine, checked.settings) }
      return { evaluation: examined, plan, moments, fitted }
    },
    close: () => pool.close(),
  }
}

function load(imported: Imported, request: SessionRequest): Promise<Columns> {
  const { dataset, strategies, outcomes, segments, memoryBudgetBytes } = request
  return loadColumns(imported, dataset, {
    features: [
      ...new Set([
        ...featuresUsed(strategies.flatMap(({ rules }) => rules.map(rule => rule.if))),
        ...propensityFeatures(dataset),
        ...(request.examine?.ridge === true ? Object.keys(dataset.features) : []),
      ]),
    ],
    outcomes: outcomes ?? Object.keys(dataset.outcomes),
    ...(segments === undefined ? {} : { segments }),
    ...(memoryBudgetBytes === undefined ? {} : { memoryBudgetBytes }),
  })
}
