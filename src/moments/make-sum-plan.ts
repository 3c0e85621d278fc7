import type { Dataset, Outcome } from '../history/dataset.ts'
import { outcomeColumns } from '../history/dataset.ts'
import { maturityCut } from '../history/maturity.ts'
import { actionKey } from '../strategy/catalogue.ts'
import { strategyHash } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { BacktestError } from './backtest-error.ts'
import type { SumPlan, PlannedColumn, Policy } from './sum-plan.ts'

export interface SumPlanRequest {
  readonly dataset: Dataset
  /** Evaluated in this order after `logged`, which always comes first. */
  readonly strategies: readonly Strategy[]
  /** `logged`, or the id or version hash of one of the strategies; the hash tells variants of one id apart. */
  readonly champion: string
  /** Names of outcomes; all of the dataset's when absent. */
  readonly outcomes?: readonly string[]
  /** Lengths of Columns.strata, .segments and .months. As many strata as segments when absent. */
  readonly strata?: number
  readonly segments: number
  readonly months: number
  /** ISO instant until which outcomes were observed; null in a history without time, where nothing is unmatured. */
  readonly observedUntil: string | null
  readonly by?: { readonly segment: boolean; readonly month: boolean }
  /** K of the cross-fitting; 5 when absent. */
  readonly folds?: number
  readonly clustered?: boolean
  readonly model?: boolean
}

const DEFAULT_FOLDS = 5

/**
 * What an engine has to sum for this back-test.
 *
 * @throws {HistoryError} when observedUntil is no instant
 * @throws {BacktestError} for an unknown champion or outcome, no strategy rules to tell apart, or fewer than two folds
 */
export function makeSumPlan(request: SumPlanRequest): SumPlan {
  const { dataset, strategies, folds = DEFAULT_FOLDS } = request
  if (!(Number.isInteger(folds) && folds >= 2)) {
    throw new BacktestError(
      `Cross-fitting needs at least 2 folds, not ${folds}: a model is fitted without the customers it is used for.`,
    )
  }
  const outcomes = plannedOutcomes(dataset, request.outcomes)
  const cutOf = (outcome: Outcome) => maturityCut(request.observedUntil, outcome.horizonDays)
  // The most permissive first: null, then the latest.
  const maturities = [...new Set(outcomes.map(([, outcome]) => cutOf(outcome)))].sort(
    (a, b) => (b ?? Infinity) - (a ?? Infinity),
  )

  const columns: PlannedColumn[] = []
  const ratios: [number, number][] = []
  for (const [name, outcome] of outcomes) {
    const maturity = maturities.indexOf(cutOf(outcome))
    if (outcome.measure === 'ratio') ratios.push([columns.length, columns.length + 1])
    for (const column of outcomeColumns(name, outcome)) {
      columns.push({ name: column, measure: outcome.measure === 'ratio' ? 'part' : outcome.measure, maturity })
    }
  }
  const policies: Policy[] = [
    { kind: 'logged' },
    ...strategies.map(strategy => ({ kind: 'strategy' as const, strategy })),
  ]
  return {
    policies,
    champion: championIndex(strategies, request.champion),
    columns,
    ratios,
    maturities,
    actions: dataset.actions.map(actionKey),
    strata: request.strata ?? request.segments,
    segments: request.segments,
    months: request.months,
    by: request.by ?? { segment: request.segments > 1, month: request.months > 1 },
    folds,
    clustered: request.clustered ?? true,
    model: request.model ?? true,
  }
}

/** Names and definitions in the dataset's order. */
function plannedOutcomes(dataset: Dataset, wanted: readonly string[] | undefined): (readonly [string, Outcome])[] {
  for (const name of wanted ?? []) {
    if (!Object.hasOwn(dataset.outcomes, name)) {
      throw new BacktestError(
        `${dataset.name} has no outcome ${name}. It has ${Object.keys(dataset.outcomes).join(', ')}.`,
      )
    }
  }
  const outcomes = Object.entries(dataset.outcomes).filter(([name]) => wanted === undefined || wanted.includes(name))
  if (outcomes.length === 0) {
    const known = Object.keys(dataset.outcomes).join(', ')
    throw new BacktestError(`No outcome to evaluate was named; ${dataset.name} has ${known}.`)
  }
  return outcomes
}

function championIndex(strategies: readonly Strategy[], champion: string): number {
  if (champion === 'logged') return 0
  const isNamed = (strategy: Strategy) => [strategy.id, strategyHash(strategy)].includes(champion)
  const found = strategies.map((strategy, i) => (isNamed(strategy) ? i + 1 : 0)).filter(i => i > 0)
  const ids = ['logged', ...strategies.map(strategy => strategy.id)].join(', ')
  if (found.length === 0) {
    throw new BacktestError(`The champion ${champion} is not among the policies: ${ids}. Give its file too.`)
  }
  if (found.length > 1) {
    throw new BacktestError(`${found.length} strategies are called ${champion}; name the champion by its version hash.`)
  }
  return found[0]!
}
