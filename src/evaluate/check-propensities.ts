import type { Columns } from '../history/columns.ts'
import type { Dataset } from '../history/dataset.ts'
import { matureRows } from '../history/maturity.ts'
import type { SumPlan } from '../moments/sum-plan.ts'
import type { OutcomeSeries } from './outcome-series.ts'
import { outcomeSeries } from './outcome-series.ts'
import { BALANCE_LIMIT, balanceTable } from './propensity/balance.ts'
import type { Placebo, PropensityChecks, Sensitivity } from './propensity/checks.ts'
import type { ModelledPropensities } from './propensity/modelled.ts'
import type { PlaceboOutcome } from './propensity/placebo.ts'
import { featurePlacebo, judgePlacebos, outcomeBefore, placeboTest } from './propensity/placebo.ts'
import { turningOdds, turningOddsBetween } from './propensity/sensitivity.ts'
import type { WeightedRewards } from './propensity/sensitivity.ts'
import { targetProbabilities } from './propensity/target-probabilities.ts'

/**
 * Everything an evaluation says of modelled propensities beside its estimates. One pass per policy and outcome; ratios
 * have no sensitivity figure.
 *
 * @throws {StrategyError} when a strategy speaks of what the columns do not have
 */
export function checkPropensities(
  plan: SumPlan,
  columns: Columns,
  dataset: Dataset,
  modelled: ModelledPropensities,
): PropensityChecks {
  const { propensity } = modelled
  const targets = plan.policies.map(policy => targetProbabilities(policy, plan.actions, columns, propensity))
  const series = outcomeSeries(plan, dataset.outcomes)
  return {
    model: modelled.model,
    fittedOn: modelled.fittedOn,
    calibration: modelled.calibration,
    balanceLimit: BALANCE_LIMIT,
    balance: balanceTable(columns, plan.actions, propensity),
    sensitivity: series.flatMap(of => sensitivityOf(plan, columns, propensity, targets, of)),
    placebos: placebosOf(plan, columns, dataset, propensity, targets, series),
  }
}

function sensitivityOf(
  plan: SumPlan,
  columns: Columns,
  propensity: Float64Array,
  targets: readonly Float64Array[],
  series: OutcomeSeries,
): Sensitivity[] {
  if (series.of.kind === 'ratio') return []
  const rewards = columns.outcomes[plan.columns[series.of.column]!.name]!
  const mature =
    matureRows(columns, plan.maturities[series.maturity]!) ?? Int32Array.from({ length: columns.rows }, (_, i) => i)
  if (mature.length === 0) return []
  const reward = Float64Array.from(mature, i => rewards[i]!)
  const odds = Float64Array.from(mature, i => 1 / propensity[i]! - 1)
  const of = (policy: number): WeightedRewards => ({
    reward,
    odds,
    target: Float64Array.from(mature, i => targets[policy]![i]!),
  })
  const onPolicy = reward.reduce((sum, r) => sum + r, 0) / reward.length
  const champion = of(plan.champion),
    isLogged = (policy: number) => plan.policies[policy]!.kind === 'logged'
  return plan.policies.flatMap((_, policy): Sensitivity[] => {
    const own = of(policy)
    if (policy === plan.champion || !hasWeight(own) || !hasWeight(champion)) return []
    const lambda = isLogged(plan.champion)
      ? turningOdds(own, onPolicy)
      : isLogged(policy)
        ? turningOdds(champion, onPolicy)
        : turningOddsBetween(own, champion)
    return [{ policy, outcome: series.name, lambda }]
  })
}

const hasWeight = ({ target }: WeightedRewards) => target.some(p => p > 0)

function placebosOf(
  plan: SumPlan,
  columns: Columns,
  dataset: Dataset,
  propensity: Float64Array,
  targets: readonly Float64Array[],
  series: readonly OutcomeSeries[],
): Placebo[] {
  const named = dataset.propensity.source === 'modelled' ? (dataset.propensity.placebo ?? []) : []
  const outcomes: PlaceboOutcome[] = [
    ...named.flatMap(name => featurePlacebo(columns, name) ?? []),
    ...series.flatMap(({ of, outcome }) =>
      of.kind === 'ratio' ? [] : [outcomeBefore(columns, plan.columns[of.column]!, outcome.horizonDays)],
    ),
  ]
  return judgePlacebos(
    plan.policies.flatMap((policy, p) => {
      if (policy.kind === 'logged') return []
      const weight = targets[p]!.map((probability, i) => probability / propensity[i]!)
      return outcomes.flatMap(outcome => placeboTest(columns, p, outcome, weight) ?? [])
    }),
  )
}
