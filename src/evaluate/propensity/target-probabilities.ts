import type { Columns } from '../../history/columns.ts'
import type { Policy } from '../../moments/sum-plan.ts'
import { allowedFor } from '../../moments/sum-plan.ts'
import { allowedSets } from '../../policy/allowed-sets.ts'
import { targetPolicy } from '../../policy/target-policy.ts'

/** Rows decided at a time. */
const BLOCK_ROWS = 8192

/**
 * π(a_i|x_i): the probability with which a policy would have taken each logged action, length rows. For `logged` it is
 * π₀ itself, so that weights are 1.
 *
 * @param propensities  π₀ of every logged action, length rows
 * @throws {StrategyError} when a strategy speaks of what the columns do not have
 */
export function targetProbabilities(
  policy: Policy,
  actions: readonly string[],
  columns: Columns,
  propensities: Float64Array,
): Float64Array {
  if (policy.kind === 'logged') return propensities.slice()
  const { rows } = columns,
    allowed = allowedFor(policy, columns),
    sets = allowedSets(allowed, actions.length),
    target = new Float64Array(rows)
  const rowsToDecide = { actions, features: columns.features, allowed }
  const { decide, explored, stay } = targetPolicy(policy.strategy, rowsToDecide, sets)
  const rule = new Int16Array(BLOCK_ROWS),
    action = new Uint8Array(BLOCK_ROWS)
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS)
    decide(from, to, rule, action)
    for (let i = from; i < to; i++) {
      const logged = columns.action[i]!,
        set = sets.setOf === null ? 0 : sets.setOf[i]!
      target[i] = explored[set * actions.length + logged]! + (action[i - from] === logged ? stay : 0)
    }
  }
  return target
}
