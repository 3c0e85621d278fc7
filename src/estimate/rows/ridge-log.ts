import { denseMatrix } from '../../stats/design-matrix.ts'
import { fitRidge, RIDGE_DECISIONS } from '../ridge-model.ts'
import { LogError } from './logged-arrays.ts'

/** n logged decisions with their features, for people with their own arrays. */
export interface FeaturedLog {
  /** n × d, row-major, in any units; no missing values. */
  readonly features: Float64Array
  readonly reward: ArrayLike<number>
  /** Logged action, 0 … actions − 1. */
  readonly action: ArrayLike<number>
  readonly actions: number
  /** π(a|x_i) of the evaluated policy, n × actions, row-major. */
  readonly targets: ArrayLike<number>
  /** Whole numbers, the same for the decisions of one customer. */
  readonly customer?: ArrayLike<number>
}

/**
 * An outcome model for `evaluateLog`: ridge regressions per action from one pass, cross-fitted in folds by customer (by
 * place where there are none), so that no decision's reward is in its own prediction.
 *
 * @param options  `folds`, 5 when absent; `penalty` in decisions that show no slope, 20 when absent
 * @returns q̂(x_i, a_i) and v̂_i in the unit of the reward, each of length n
 * @throws {LogError} for arrays that do not belong together
 *
 * Hoerl & Kennard, "Ridge regression: biased estimation for nonorthogonal problems", Technometrics 1970; cross-fitting
 * as Chernozhukov et al., "Double/debiased machine learning", The Econometrics Journal 2018.
 */
export function ridgePredictions(
  log: FeaturedLog,
  options: { readonly folds?: number; readonly penalty?: number } = {},
): { readonly qLogged: Float64Array; readonly qTarget: Float64Array } {
  const { features, reward, action, actions, targets, customer } = log,
    n = reward.length
  const { folds = 5, penalty = RIDGE_DECISIONS } = options
  const check = (name: string, length: number, expected: number) => {
    if (length !== expected) throw new LogError(`${name} has ${length} values; ${expected} belong to ${n} decisions.`)
  }
  check('action', action.length, n)
  check('targets', targets.length, n * actions)
  if (customer !== undefined) check('customer', customer.length, n)
  if (n === 0 || features.length % n !== 0) {
    throw new LogError(`features has ${features.length} values, no whole number for each of ${n} decisions.`)
  }
  if (!(Number.isInteger(folds) && folds >= 2)) {
    throw new LogError(`Cross-fitting needs at least 2 folds, not ${folds}.`)
  }
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(reward[i]!)) throw new LogError(`reward[${i}] is ${reward[i]}; it has to be a finite number.`)
    if (!(Number.isInteger(action[i]!) && action[i]! >= 0 && action[i]! < actions)) {
      throw new LogError(`action[${i}] is ${action[i]}; actions are numbered from 0 to ${actions - 1}.`)
    }
  }
  const known = new Map<number, number>()
  const fold = Uint16Array.from({ length: n }, (_, i) => {
    const code = customer === undefined ? i : customer[i]!
    if (!known.has(code)) known.set(code, known.size)
    return known.get(code)! % folds
  })
  const x = denseMatrix(features, features.length / n, n)
  const qLogged = new Float64Array(n),
    qTarget = new Float64Array(n)
  fitRidge({ x, action, actions, fold, folds, outcomes: [reward] }, penalty).forEach((i, q) => {
    qLogged[i] = q[action[i]!]!
    for (let a = 0; a < actions; a++) qTarget[i]! += targets[i * actions + a]! * q[a]!
  })
  return { qLogged, qTarget }
}
