import { LogError } from './logged-arrays.ts'

/** Every action's probability under both policies, for people with their own arrays. */
export interface PolicyPair {
  /** Number of actions K ≥ 1. */
  readonly actions: number
  /** π₀(a|x_i) of the policy that made the log, n × K, row-major; each row adds up to 1. */
  readonly logged: ArrayLike<number>
  /** π(a|x_i) of the evaluated policy, n × K, row-major; each row adds up to 1. */
  readonly target: ArrayLike<number>
}

/** How far two policies lie apart, before any reward is looked at. Distances are means over decisions. */
export interface PolicyDistances {
  readonly decisions: number
  /** Pairs of decision and action that the evaluated policy may choose and the log never could. */
  readonly supportViolations: number
  /** Mean of Σ_a π(a|x)·1[π₀(a|x) = 0]: the share of the evaluated policy that no log of this kind can speak about. */
  readonly unsupportedShare: number
  /** Smallest probability the log gave to any action. */
  readonly minPropensity: number
  /** Σ_a (π − π₀)²/π₀, which is the variance of the weights; ∞ with a support violation. */
  readonly chiSquare: number
  /** Σ_a π log(π/π₀) in nats; ∞ with a support violation. */
  readonly kullbackLeibler: number
  /** ½ Σ_a |π − π₀|, from 0 to 1. */
  readonly totalVariation: number
}

/** By how much the probabilities of a decision may miss 1. */
const SUM_TOLERANCE = 1e-6

/**
 * Overlap and distances of two policies from their action probabilities.
 *
 * @param pair  n × K matrices, checked here
 * @throws {LogError} for matrices of another size, values that are no probabilities, or rows that do not add up to 1
 *
 * Cover & Thomas, "Elements of information theory", 2nd ed. 2006, chapter 2; Owen, "Monte Carlo theory, methods and
 * examples", 2013, chapter 9, on χ² and the spread of weights.
 */
export function policyDistances({ actions, logged, target }: PolicyPair): PolicyDistances {
  const n = rowsOf(actions, logged, target)
  let violations = 0,
    unsupported = 0,
    least = 1,
    chi = 0,
    kl = 0,
    tv = 0
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < actions; a++) {
      const p = logged[i * actions + a]!,
        t = target[i * actions + a]!
      least = Math.min(least, p)
      tv += Math.abs(t - p) / 2
      if (p > 0) {
        chi += (t - p) ** 2 / p
        if (t > 0) kl += t * Math.log(t / p)
      } else if (t > 0) {
        violations++
        unsupported += t
      }
    }
  }
  return {
    decisions: n,
    supportViolations: violations,
    unsupportedShare: unsupported / n,
    minPropensity: least,
    chiSquare: violations > 0 ? Infinity : chi / n,
    kullbackLeibler: violations > 0 ? Infinity : kl / n,
    totalVariation: tv / n,
  }
}

function rowsOf(actions: number, logged: ArrayLike<number>, target: ArrayLike<number>): number {
  for (const [name, values] of Object.entries({ logged, target })) {
    if (typeof (values as ArrayLike<number> | undefined)?.length !== 'number') {
      throw new LogError(`${name} is missing. Give n × K probabilities, decision by decision.`)
    }
  }
  const n = logged.length / actions
  if (!(Number.isInteger(actions) && actions >= 1 && Number.isInteger(n) && n >= 1)) {
    throw new LogError(
      `logged has ${logged.length} values, no whole number of decisions with ${actions} actions each. ` +
        'Give n × K probabilities, decision by decision.',
    )
  }
  if (target.length !== logged.length) {
    throw new LogError(`target has ${target.length} values and logged has ${logged.length}: give one per action each.`)
  }
  for (const [name, values] of [
    ['logged', logged],
    ['target', target],
  ] as const) {
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let a = 0; a < actions; a++) {
        const p = values[i * actions + a]!
        if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) {
          throw new LogError(`${name} of action ${a} in decision ${i} is ${p}; a probability lies from 0 to 1.`)
        }
        sum += p
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        throw new LogError(`${name} of decision ${i} adds up to ${sum}: give the probability of every action.`)
      }
    }
  }
  return n
}
