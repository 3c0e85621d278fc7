import {
  actionSums,
  keptSums,
  maturitySums,
  pairSums,
  policyPairSums,
  policySums,
  ratioPairSums,
  ratioSums,
  seriesSums,
} from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { factorsOf, linearSums, decisionSums } from './products.ts'

/** What the row loops have to produce for the sums a plan keeps. */
export interface Needs {
  /** Every sum is linear in the decisions, so customers need not be told apart. */
  readonly linear: boolean
  readonly weights: boolean // Σw by slot
  readonly outcomes: boolean // Σwr by slot
  readonly model: boolean // Σv̂ and D by slot
  readonly squares: boolean
  readonly matches: boolean
  /** Rule's actions counted by cell, and those the log agrees with. */
  readonly actions: boolean
  readonly unsupported: boolean
  readonly squaredOutcomes: boolean
  readonly unsupportedModel: boolean
  /** Maxima, weight histogram, proposed actions and rule counts. */
  readonly description: boolean
}

export function needsOf(plan: SumPlan): Needs {
  const groups: (readonly string[])[] = [maturitySums, policySums, policyPairSums]
  for (const { measure } of plan.columns) groups.push(seriesSums[measure], pairSums[measure])
  if (plan.ratios.length > 0) groups.push(ratioSums, ratioPairSums)
  const actions = keptSums(plan, actionSums).length > 0
  const names = new Set(groups.flatMap(group => keptSums(plan, group)))
  const products = [...names].filter(name => !decisionSums.has(name))
  const factors = new Set(products.flatMap(factorsOf).map(factor => factor[0]!.toUpperCase()))
  return {
    linear: [...names].every(name => linearSums.has(name)),
    weights: factors.has('W'),
    outcomes: factors.has('R') || factors.has('V') || factors.has('D'),
    model: plan.model && (factors.has('V') || factors.has('D')),
    squares: names.has('w2'),
    matches: names.has('match') || actions,
    actions,
    unsupported: names.has('unsupported'),
    squaredOutcomes: names.has('w2r') || names.has('w2r2'),
    unsupportedModel: plan.model && names.has('u'),
    description: plan.only === undefined,
  }
}
