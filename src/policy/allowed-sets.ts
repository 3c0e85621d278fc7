import type { AllowedActions } from '../strategy/compile-js.ts'

/** Which actions are allowed on each row, dictionary-coded, `hold` always among them; A in π(a|x). */
export interface AllowedSets {
  /** Indices of actions. */
  readonly sets: readonly (readonly number[])[]
  /** Which set row i has; null when there is only one set. */
  readonly setOf: Uint16Array | null
  /** 1/|A| where the action is in A, else 0: set × action. */
  readonly share: Float64Array
}

/**
 * @param allowed  null when every action is allowed on every row
 * @param actions  number of actions of the data set
 */
export function allowedSets(allowed: AllowedActions | null, actions: number): AllowedSets {
  const sets = allowed?.sets ?? [Array.from({ length: actions }, (_, a) => a)]
  const share = new Float64Array(sets.length * actions)
  for (const [s, set] of sets.entries()) for (const a of set) share[s * actions + a] = 1 / set.length
  return { sets, setOf: sets.length > 1 ? allowed!.set : null, share }
}
