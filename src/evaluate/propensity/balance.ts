import type { Columns } from '../../history/columns.ts'
import { featureMatrix } from '../../history/feature-matrix.ts'
import type { FeatureMatrix } from '../../history/feature-matrix.ts'
import type { Balance } from './checks.ts'

/** A standardised difference of means above this is flagged: Austin 2009; a convention, not a test. */
export const BALANCE_LIMIT = 0.1

const READ_ROWS = 512

/**
 * Balance table: weighted by 1/π̂₀, the decisions of an action must look like all decisions that allowed it, in every
 * feature. One entry per action and feature: the value, level or missing share that is furthest off after weighting,
 *
 *     before = (mean over the action's decisions − mean over all)/s      after = the same with weights 1/π̂₀
 *
 * with s the standard deviation over all, so that both have one scale. Actions never logged have none.
 *
 * @param propensity  π̂₀ of every decision's logged action, length rows
 *
 * Austin, "Balance diagnostics for comparing the distribution of baseline covariates between treatment groups in
 * propensity-score matched samples", Statistics in Medicine 2009.
 */
export function balanceTable(columns: Columns, actions: readonly string[], propensity: Float64Array): Balance[] {
  const x = featureMatrix(columns.features, columns.rows, 'every'), sums = addUp(columns, x, actions.length, propensity)
  const found: Balance[] = []
  for (const [a, action] of actions.entries()) {
    if (sums.taken[a] === 0) continue
    const worst = new Map<string, Balance>()
    for (const [t, { feature, kind, level }] of x.terms.entries()) {
      const at = a * x.terms.length + t, mean = sums.all[at]! / sums.allowed[a]!
      const deviation = Math.sqrt(Math.max(0, sums.squares[at]! / sums.allowed[a]! - mean ** 2))
      // What is the same for everyone who could have the action cannot be out of balance.
      if (deviation <= 1e-9) continue
      const before = (sums.before[at]! / sums.taken[a]! - mean) / deviation
      const after = (sums.after[at]! / sums.weight[a]! - mean) / deviation
      const known = worst.get(feature)
      if (known !== undefined && Math.abs(known.after) >= Math.abs(after)) continue
      worst.set(feature, { feature, action, level, missing: kind === 'missing', before, after })
    }
    found.push(...worst.values())
  }
  return found
}

/** Sums by action × term over the decisions that allowed it, those that took it, and those weighted. */
function addUp(columns: Columns, x: FeatureMatrix, actions: number, propensity: Float64Array) {
  const terms = x.columns, slots = () => new Float64Array(actions * terms), perAction = () => new Float64Array(actions)
  const sums = {
    all: slots(), squares: slots(), before: slots(), after: slots(),
    allowed: perAction(), taken: perAction(), weight: perAction(),
  }
  // Decisions with the same allowed list are added up once, not once for each action.
  const sets = columns.allowed?.sets ?? [Array.from({ length: actions }, (_, a) => a)]
  const ofSet = { n: new Float64Array(sets.length), sum: new Float64Array(sets.length * terms) }
  const squares = new Float64Array(sets.length * terms), block = new Float64Array(READ_ROWS * terms)
  for (let from = 0; from < columns.rows; from += READ_ROWS) {
    const to = Math.min(columns.rows, from + READ_ROWS)
    x.read(from, to, block)
    for (let i = from; i < to; i++) {
      const set = columns.allowed?.set[i] ?? 0, a = columns.action[i]!, weight = 1 / propensity[i]!
      ofSet.n[set]! += 1
      sums.taken[a]! += 1
      sums.weight[a]! += weight
      for (let t = 0; t < terms; t++) {
        const value = block[(i - from) * terms + t]!
        ofSet.sum[set * terms + t]! += value
        squares[set * terms + t]! += value * value
        sums.before[a * terms + t]! += value
        sums.after[a * terms + t]! += weight * value
      }
    }
  }
  sets.forEach((set, s) => {
    for (const a of set) {
      sums.allowed[a]! += ofSet.n[s]!
      for (let t = 0; t < terms; t++) {
        sums.all[a * terms + t]! += ofSet.sum[s * terms + t]!
        sums.squares[a * terms + t]! += squares[s * terms + t]!
      }
    }
  })
  return sums
}
