// π(a|x): what a strategy with exploration does, as probabilities. The draw itself is given its random number.

import type { StrategyWorld } from '../strategy/catalogue.ts'
import { actionKey } from '../strategy/catalogue.ts'
import { compileOne, type Customer } from '../strategy/compile-one.ts'
import type { Strategy } from '../strategy/strategy.ts'

const HOLD = 'hold'

/**
 * π(a|x) of an ε-greedy policy: the rule's action, or with probability `exploration` any of the `allowed` actions with
 * equal chance. This number is logged with the decision; without it the contact teaches us nothing.
 *
 *     π(a|x) = (1 − ε)·1[a is the rule's action] + ε/|A|
 *
 * @param exploration  ε in [0, 1]
 * @param allowed      |A| ≥ 1, `hold` counted; 0 is returned for an action outside A by the caller, not here
 */
export function propensity(isRulesAction: boolean, exploration: number, allowed: number): number {
  return exploration / allowed + (isRulesAction ? 1 - exploration : 0)
}

/**
 * π(a|x) for every allowed action, in the order given; `hold` is added when it is not among them.
 * `chosen` is always one of them, because a rule whose action is not allowed is passed over.
 */
export function actionProbabilities(
  chosen: string,
  exploration: number,
  allowed: readonly string[],
): ReadonlyMap<string, number> {
  const actions = new Set(allowed.includes(HOLD) ? allowed : [...allowed, HOLD])
  if (!actions.has(chosen)) {
    throw new RangeError(`the chosen action ${chosen} is not among the allowed: ${[...actions].join(', ')}`)
  }
  return new Map([...actions].map(action => [action, propensity(action === chosen, exploration, actions.size)]))
}

export interface Decision {
  /** Key of the rule's action; what is done may differ where exploration draws another. */
  readonly action: string
  /** Index of the deciding rule, `rules.length` when none held. */
  readonly rule: number
  /** π(a|x) by action key, over the allowed actions. */
  readonly probabilities: ReadonlyMap<string, number>
}

/** Compiles once and decides for one customer after another. Errors are those of `compileOne`. */
export function decider(
  strategy: Strategy,
  world: StrategyWorld,
): (customer: Customer, allowed?: readonly string[]) => Decision {
  const one = compileOne(strategy, world)
  const every = world.actions.map(actionKey)
  return (customer, allowed) => {
    const { action, rule } = one(customer, allowed)
    return { action, rule, probabilities: actionProbabilities(action, strategy.exploration, allowed ?? every) }
  }
}

/** One decision. For many, keep the `decider`: compiling costs a thousand times what deciding does. */
export function decide(
  strategy: Strategy,
  world: StrategyWorld,
  customer: Customer,
  allowed?: readonly string[],
): Decision {
  return decider(strategy, world)(customer, allowed)
}

/** What is done, with its probability. Both are logged before the customer is reached. */
export interface Drawn {
  readonly action: string
  readonly propensity: number
}

/** The action a uniform draw in [0, 1) lands on. */
export function drawAction(probabilities: ReadonlyMap<string, number>, uniform: number): Drawn {
  let below = 0,
    last: [string, number] | null = null
  for (const [action, probability] of probabilities) {
    if (probability === 0) continue
    last = [action, probability]
    below += probability
    if (uniform < below) break
  }
  if (last === null) throw new RangeError('no action has a probability above 0')
  return { action: last[0], propensity: last[1] } // the last one also takes what rounding leaves below 1
}
