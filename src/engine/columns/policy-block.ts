// What one policy does on the rows of a block: what it chooses, the weights that gives, and where it agrees with the log.

import { weightBins } from '../../moments/moments.ts'
import type { TargetPolicy } from '../../policy/target-policy.ts'
import type { Block } from './block.ts'
import type { ReadyPolicy } from './context.ts'
import type { BlockRows } from './groupings.ts'
import type { AllowedBlock } from './shared-totals.ts'
import type { Listed } from './wide-loops.ts'

/** Arrays by row, used again for one policy after the other. */
export interface PolicyBlock {
  readonly rule: Int16Array
  readonly chosen: Uint8Array
  readonly w: Float64Array
  /** (fold × stratum) × actions + chosen action. */
  readonly chosenAt: Int32Array
  /** Rows where the chosen action was logged, and by place in this list what that adds to w and to w². */
  readonly matches: Listed
  readonly gain: Float64Array
  readonly squareGain: Float64Array
}

export function makePolicyBlock(capacity: number): PolicyBlock {
  const doubles = () => new Float64Array(capacity)
  return {
    rule: new Int16Array(capacity),
    chosen: new Uint8Array(capacity),
    w: doubles(),
    chosenAt: new Int32Array(capacity),
    matches: { list: new Int32Array(capacity), count: 0 },
    gain: doubles(),
    squareGain: doubles(),
  }
}

export interface WeighInput {
  readonly policy: ReadyPolicy
  readonly block: Block
  /** Of the policy's group; null for what the log did. */
  readonly allowed: AllowedBlock | null
  /** Maturity class that diagnostics over maturity 0 count. */
  readonly firstClass: number
  /** Where the policy's rules begin. */
  readonly rulesAt: number
}

export function weighPolicy(
  input: WeighInput,
  rows: BlockRows,
  into: PolicyBlock,
  { bins, rules }: PolicyCounts,
): void {
  const { policy, block, allowed, firstClass, rulesAt } = input
  if (policy.target === null || allowed === null) {
    into.chosen.set(block.logged.subarray(0, rows.rows))
    into.w.fill(1, 0, rows.rows)
  } else {
    policy.target.decide(rows.from, rows.from + rows.rows, into.rule, into.chosen)
    weigh(policy.target, block, allowed, rows.rows, into)
    countRules(rows.rows, into.rule, rulesAt, rules)
    findGains(into, block, allowed, policy.target)
  }
  const firstBin = policy.index * weightBins.length
  if (rows.maturity === null) countWeights(rows.rows, into.w, firstBin, bins)
  else countMature(rows.rows, into.w, firstBin, bins, { maturity: rows.maturity, firstClass })
}

// Loops that not every policy or history enters stand in functions of their own: a compiled function that comes to code
// it has not seen falls back to being interpreted, every time.

function weigh(
  { explored, stay }: TargetPolicy,
  { logged, propensity, modelAt }: Block,
  { shareAt }: AllowedBlock,
  rows: number,
  { chosen, w, matches, chosenAt }: PolicyBlock,
): void {
  let found = 0
  for (let k = 0; k < rows; k++) {
    const action = chosen[k]!,
      agrees = action === logged[k]
    w[k] = (explored[shareAt[k]!]! + (agrees ? stay : 0)) / propensity[k]!
    chosenAt[k] = modelAt[k]! + action
    matches.list[found] = k
    found += agrees ? 1 : 0
  }
  matches.count = found
}

function countRules(rows: number, rule: Int16Array, rulesAt: number, rules: Int32Array): void {
  for (let k = 0; k < rows; k++) rules[rulesAt + rule[k]!]!++
}

function countWeights(rows: number, w: Float64Array, firstBin: number, bins: Int32Array): void {
  for (let k = 0; k < rows; k++) bins[firstBin + weightBin(w[k]!)]!++
}

function countMature(
  rows: number,
  w: Float64Array,
  firstBin: number,
  bins: Int32Array,
  { maturity, firstClass }: { readonly maturity: Uint8Array; readonly firstClass: number },
): void {
  for (let k = 0; k < rows; k++) if (maturity[k]! <= firstClass) bins[firstBin + weightBin(w[k]!)]!++
}

/** What a match adds to w = ε·u + (1 − ε)/π₀, and to w². */
function findGains(
  { matches: { list, count }, gain, squareGain }: PolicyBlock,
  { inverse }: Block,
  { uniform }: AllowedBlock,
  { stay, exploration }: TargetPolicy,
): void {
  for (let x = 0; x < count; x++) {
    const k = list[x]!,
      more = stay * inverse[k]!
    gain[x] = more
    squareGain[x] = more * (more + 2 * exploration * uniform[k]!)
  }
}

/** Counts over the rows of a chunk: weights by bin, policy × bin, and rules as in `Moments.rules`. */
export interface PolicyCounts {
  readonly bins: Int32Array
  readonly rules: Int32Array
}

/** Index of the first edge of `weightBins` (0, 1/64, 1/32 … 256, ∞) that is at least w, without searching. */
export function weightBin(w: number): number {
  if (w === 0) return 0
  // w ≤ 2^(b − 7) exactly when ceil(64 w) − 1 has at most b − 1 binary digits.
  return w > 256 ? 16 : 33 - Math.clz32(Math.ceil(w * 64) - 1)
}
