import type { Columns } from '../../history/columns.ts'
import { featureMatrix } from '../../history/feature-matrix.ts'
import type { FeatureMatrix } from '../../history/feature-matrix.ts'
import type { Balance } from './checks.ts'

/** A standardised difference of means above this is flagged: Austin 2009; a convention, not a test. */
export const BALANCE_LIMIT = 0.1

const READ_ROWS = 512

/**
 * Balance table: weighted by 1/π̂₀, the decisions of an action must look like all decisions that could have had it, in
 * every feature. Those are the ones that allowed it, in strata where it was ever taken: elsewhere no weight could
 * make up for it, and support is refused there. One entry per action and feature: the value, level or missing share
 * that is furthest off after weighting,
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
  const x = featureMatrix(columns.features, columns.rows, 'every'),
    sums = addUp(columns, x, actions.length, propensity)
  const found: Balance[] = []
  for (const [a, action] of actions.entries()) {
    if (sums.taken[a] === 0) continue
    const worst = new Map<string, Balance>()
    for (const [t, { feature, kind, level }] of x.terms.entries()) {
      const at = a * x.terms.length + t,
        mean = sums.all[at]! / sums.allowed[a]!
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

/** Sums by action × term over the decisions that could have had it, those that took it, and those weighted. */
function addUp(columns: Columns, x: FeatureMatrix, actions: number, propensity: Float64Array) {
  const terms = x.columns,
    slots = () => new Float64Array(actions * terms),
    perAction = () => new Float64Array(actions)
  const sums = {
    all: slots(),
    squares: slots(),
    before: slots(),
    after: slots(),
    allowed: perAction(),
    taken: perAction(),
    weight: perAction(),
  }
  const groups = new Map<number, Group>(),
    block = new Float64Array(READ_ROWS * terms)
  for (let from = 0; from < columns.rows; from += READ_ROWS) {
    const to = Math.min(columns.rows, from + READ_ROWS)
    x.read(from, to, block)
    for (let i = from; i < to; i++) {
      const group = groupOf(groups, columns, i, actions, terms),
        a = columns.action[i]!,
        weight = 1 / propensity[i]!
      group.n++
      group.taken[a] = 1
      sums.taken[a]! += 1
      sums.weight[a]! += weight
      for (let t = 0; t < terms; t++) {
        const value = block[(i - from) * terms + t]!
        group.sum[t]! += value
        group.squares[t]! += value * value
        sums.before[a * terms + t]! += value
        sums.after[a * terms + t]! += weight * value
      }
    }
  }
  addGroups(columns, [...groups.values()], actions, sums)
  return sums
}

/** Decisions of one stratum with one list of allowed actions: added up once, not once for each action. */
interface Group {
  readonly stratum: number
  readonly set: number
  n: number
  readonly taken: Uint8Array
  readonly sum: Float64Array
  readonly squares: Float64Array
}

function groupOf(groups: Map<number, Group>, columns: Columns, i: number, actions: number, terms: number): Group {
  const stratum = columns.stratum[i]!,
    set = columns.allowed?.set[i] ?? 0,
    key = set * 65_536 + stratum
  const known = groups.get(key)
  if (known !== undefined) return known
  const taken = new Uint8Array(actions),
    sum = new Float64Array(terms),
    squares = new Float64Array(terms)
  const group = { stratum, set, n: 0, taken, sum, squares }
  groups.set(key, group)
  return group
}

function addGroups(
  columns: Columns,
  groups: readonly Group[],
  actions: number,
  { all, squares, allowed }: { all: Float64Array; squares: Float64Array; allowed: Float64Array },
): void {
  for (let a = 0; a < actions; a++) {
    const knows = new Set(groups.filter(group => group.taken[a] === 1).map(({ stratum }) => stratum))
    for (const group of groups) {
      const mayHave = columns.allowed === null || columns.allowed.sets[group.set]!.includes(a)
      if (!mayHave || !knows.has(group.stratum)) continue
      const terms = group.sum.length
      allowed[a]! += group.n
      for (let t = 0; t < terms; t++) {
        all[a * terms + t]! += group.sum[t]!
        squares[a * terms + t]! += group.squares[t]!
      }
    }
  }
}
