// π(a|x) of a strategy, laid out for loops over rows. Engines, examinations and propensity checks take it from here.

import { actionKey } from '../strategy/catalogue.ts'
import type { AllowedActions, Decider } from '../strategy/compile-js.ts'
import { compileDecider } from '../strategy/compile-js.ts'
import type { FeatureColumn } from '../strategy/feature-column.ts'
import type { Strategy } from '../strategy/strategy.ts'
import type { AllowedSets } from './allowed-sets.ts'

/**
 * With A the actions allowed on a row and ε the strategy's exploration
 *
 *     π(a|x) = (1 − ε)·1[a is the rule's action] + ε·1[a ∈ A]/|A|
 *
 * and so the mean of any f(a) under π is (1 − ε)·f(rule's action) + ε·(mean of f over A).
 */
export interface TargetPolicy {
  readonly decide: Decider
  /** ε and 1 − ε. */
  readonly exploration: number
  readonly stay: number
  /** ε/|A| where the action is in A, else 0: set × action. */
  readonly explored: Float64Array
  /** Index of each rule's action, and last of `hold`, which no rule leaves. */
  readonly actionOfRule: readonly number[]
}

export interface RowsToDecide {
  /** Keys of the data set's actions, in its order. */
  readonly actions: readonly string[]
  readonly features: Readonly<Record<string, FeatureColumn>>
  /** What is allowed for this strategy on each row; null when everything is. */
  readonly allowed: AllowedActions | null
}

/**
 * @param sets  of `rows.allowed`
 * @throws {StrategyError} when the strategy speaks of what the columns do not have
 */
export function targetPolicy(
  strategy: Strategy,
  { actions, features, allowed }: RowsToDecide,
  sets: AllowedSets,
): TargetPolicy {
  const { exploration } = strategy
  return {
    decide: compileDecider(strategy, actions, features, allowed),
    exploration,
    stay: 1 - exploration,
    explored: sets.share.map((share, k) =>
      share === 0 ? 0 : exploration / sets.sets[Math.floor(k / actions.length)]!.length,
    ),
    actionOfRule: [...strategy.rules.map(rule => actionKey(rule.then)), 'hold'].map(key => actions.indexOf(key)),
  }
}
