// A contextual bandit whose truth is known, in the shape of four published coverage experiments: rate, exploration,
// number of actions and of decisions. What its slopes and noise have to be for the same truth and effective sample was
// found by trial and is fixed here.

import type { LoggedArrays } from '../../src/estimate/rows/logged-arrays.ts'
import { normalDraws, rng, split } from '../../src/stats/rng.ts'

export interface Scenario {
  readonly name: string
  /** Rate of an action whose score is 0. */
  readonly rate: number
  /** ε of the logging policy. */
  readonly exploration: number
  readonly actions: number
  readonly decisions: number
  /** Standard deviation of an action's coefficients, log-odds per unit of context. */
  readonly slope: number
  /** How much worse than the target the logging policy sees: noise on its scores, in slopes. */
  readonly noise: number
  /** Draws the fixed coefficients. */
  readonly seed: number
  /** Value of the target policy and mean ESS/n of the experiment it is shaped after. */
  readonly published: { readonly truth: number; readonly essRatio: number }
}

const DIMENSIONS = 5
const INTERCEPT_SHARE = 0.3
const FOLDS = 5

/** Log-odds of an outcome: logit(rate) + α_a + θ_a·x, x ~ N(0, I₅). The target takes the action with the largest. */
export interface World {
  readonly scenario: Scenario
  readonly intercepts: Float64Array
  readonly slopes: Float64Array // action × dimension
}

export function makeWorld(scenario: Scenario): World {
  const { actions, slope } = scenario,
    normal = normalDraws(rng(split(scenario.seed, 'coefficients')))
  return {
    scenario,
    slopes: Float64Array.from({ length: actions * DIMENSIONS }, () => slope * normal()),
    intercepts: Float64Array.from({ length: actions }, () => INTERCEPT_SHARE * slope * normal()),
  }
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x))
const logit = (p: number) => Math.log(p / (1 - p))

function scoreContext({ scenario, intercepts, slopes }: World, x: Float64Array, into: Float64Array): number {
  let best = 0
  for (let a = 0; a < scenario.actions; a++) {
    let score = intercepts[a]!
    for (let d = 0; d < DIMENSIONS; d++) score += slopes[a * DIMENSIONS + d]! * x[d]!
    into[a] = score
    if (score > into[best]!) best = a
  }
  return best
}

/** Value of the target policy: the mean of its rate over fresh contexts. */
export function trueValue(world: World, contexts: number, seed: string): number {
  const normal = normalDraws(rng(seed)),
    base = logit(world.scenario.rate)
  const x = new Float64Array(DIMENSIONS),
    score = new Float64Array(world.scenario.actions)
  let sum = 0
  for (let i = 0; i < contexts; i++) {
    for (let d = 0; d < DIMENSIONS; d++) x[d] = normal()
    sum += logistic(base + score[scoreContext(world, x, score)]!)
  }
  return sum / contexts
}

/**
 * One history: the logging policy takes the best action of scores seen through noise, or with probability ε any. The
 * outcome model is each action's mean in the other folds of five.
 */
export function drawLog(world: World, seed: string): LoggedArrays {
  const { rate, exploration, actions, decisions: n, slope, noise } = world.scenario
  const uniform = rng(seed),
    normal = normalDraws(uniform),
    base = logit(rate)
  const reward = new Float64Array(n),
    propensity = new Float64Array(n),
    target = new Float64Array(n)
  const logged = new Uint8Array(n),
    chosen = new Uint8Array(n)
  const x = new Float64Array(DIMENSIONS),
    score = new Float64Array(actions)
  for (let i = 0; i < n; i++) {
    for (let d = 0; d < DIMENSIONS; d++) x[d] = normal()
    chosen[i] = scoreContext(world, x, score)
    let greedy = 0,
      seen = -Infinity
    for (let a = 0; a < actions; a++) {
      const through = score[a]! + noise * slope * normal()
      if (through > seen) [greedy, seen] = [a, through]
    }
    const action = uniform() < exploration ? Math.floor(actions * uniform()) : greedy
    logged[i] = action
    propensity[i] = exploration / actions + (action === greedy ? 1 - exploration : 0)
    target[i] = action === chosen[i] ? 1 : 0
    reward[i] = uniform() < logistic(base + score[action]!) ? 1 : 0
  }
  return { reward, propensity, target, ...actionMeans(reward, logged, chosen, actions) }
}

/** q̂ of the logged and of the target's action: the action's mean over the other folds, the overall one without any. */
function actionMeans(reward: Float64Array, logged: Uint8Array, chosen: Uint8Array, actions: number) {
  const n = reward.length,
    count = new Float64Array(FOLDS * actions),
    sum = new Float64Array(FOLDS * actions)
  for (let i = 0; i < n; i++) {
    const at = (i % FOLDS) * actions + logged[i]!
    count[at]! += 1
    sum[at]! += reward[i]!
  }
  const overall = reward.reduce((a, b) => a + b, 0) / n
  const mean = Float64Array.from({ length: FOLDS * actions }, (_, at) => {
    const fold = Math.floor(at / actions),
      action = at % actions
    let others = 0,
      rewards = 0
    for (let f = 0; f < FOLDS; f++) {
      if (f === fold) continue
      others += count[f * actions + action]!
      rewards += sum[f * actions + action]!
    }
    return others === 0 ? overall : rewards / others
  })
  const of = (action: Uint8Array) => Float64Array.from(action, (a, i) => mean[(i % FOLDS) * actions + a]!)
  return { qLogged: of(logged), qTarget: of(chosen) }
}
