import type { Columns } from '../../history/columns.ts'
import type { Policy } from '../../moments/sum-plan.ts'
import { propensity } from '../../policy/explore.ts'
import { compileDecider } from '../../strategy/compile-js.ts'

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
  const { strategy } = policy,
    { rows, allowed } = columns,
    target = new Float64Array(rows)
  const decide = compileDecider(strategy, actions, columns.features, allowed)
  const rule = new Int16Array(BLOCK_ROWS),
    action = new Uint8Array(BLOCK_ROWS)
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS)
    decide(from, to, rule, action)
    for (let i = from; i < to; i++) {
      const logged = columns.action[i]!,
        set = allowed?.sets[allowed.set[i]!]
      // A logged action outside its own list has probability 0, as the engine has it.
      const may = set === undefined || set.includes(logged)
      target[i] = may ? propensity(action[i - from] === logged, strategy.exploration, set?.length ?? actions.length) : 0
    }
  }
  return target
}
