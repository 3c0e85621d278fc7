// What one policy does on the rows of a block: what it chooses, the weights that gives, and where it agrees with the log.

import { weightBins } from '../../moments/moments.ts'
import type { TargetPolicy } from '../../policy/target-policy.ts'
import type { Block } from './block.ts'
import type { ReadyPolicy } from './context.ts'
import type { BlockRows } from './groupings.ts'
import { outOfLine } from './loops.ts'
import type { AllowedBlock } from './shared-totals.ts'
import { weightBin, type UnmatchedWeights } from './unmatched-weights.ts'
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

/** What a policy needs of a block besides its own rules; null for what the log did. */
export interface WeighInput {
  readonly policy: ReadyPolicy
  readonly block: Block
  readonly shared: { readonly allowed: AllowedBlock; readonly unmatched: UnmatchedWeights } | null
  /** Maturity class that diagnostics over maturity 0 count. */
  readonly firstClass: number
  /** Where the policy's rules begin. */
  readonly rulesAt: number
}

export function weighPolicy(
  { policy, block, shared, firstClass, rulesAt }: WeighInput,
  rows: BlockRows,
  into: PolicyBlock,
  counts: PolicyCounts,
): void {
  const firstBin = policy.index * weightBins.length
  if (policy.target === null || shared === null) {
    into.chosen.set(block.logged.subarray(0, rows.rows))
    into.w.fill(1, 0, rows.rows)
    counts.bins[firstBin + weightBin(1)]! += matureRows(rows, firstClass)
    return
  }
  policy.target.decide(rows.from, rows.from + rows.rows, into.rule, into.chosen)
  outOfLine(countRules, rows.rows, into.rule, rulesAt, counts.rules)
  outOfLine(findMatches, block, rows.rows, into)
  into.w.set(shared.unmatched.w.subarray(0, rows.rows))
  outOfLine(weighMatches, policy.target, block, shared.allowed, into)
  for (const [b, count] of shared.unmatched.bins.entries()) counts.bins[firstBin + b]! += count
  if (rows.maturity === null) outOfLine(moveMatches, into, shared.unmatched, firstBin, counts.bins)
  else
    outOfLine(moveMatureMatches, into, shared.unmatched, firstBin, counts.bins, { maturity: rows.maturity, firstClass })
  outOfLine(findGains, into, block, shared.allowed, policy.target)
}

function matureRows({ rows, maturity }: BlockRows, firstClass: number): number {
  if (maturity === null) return rows
  let mature = 0
  for (let k = 0; k < rows; k++) mature += +(maturity[k]! <= firstClass)
  return mature
}

// Loops that not every policy or history enters stand in functions of their own: a compiled function that comes to code
// it has not seen falls back to being interpreted, every time.

function countRules(rows: number, rule: Int16Array, rulesAt: number, rules: Int32Array): void {
  for (let k = 0; k < rows; k++) rules[rulesAt + rule[k]!]!++
}

function findMatches({ logged, modelAt }: Block, rows: number, { chosen, matches, chosenAt }: PolicyBlock): void {
  const { list } = matches
  let found = 0
  for (let k = 0; k < rows; k++) {
    const action = chosen[k]!
    chosenAt[k] = modelAt[k]! + action
    list[found] = k
    found += +(action === logged[k])
  }
  matches.count = found
}

function weighMatches(
  { explored, stay }: TargetPolicy,
  { propensity }: Block,
  { shareAt }: AllowedBlock,
  { matches: { list, count }, w }: PolicyBlock,
): void {
  for (let x = 0; x < count; x++) {
    const k = list[x]!
    w[k] = (explored[shareAt[k]!]! + stay) / propensity[k]!
  }
}

/** Matches were counted with the weight they would have had without. */
function moveMatches(
  { matches: { list, count }, w }: PolicyBlock,
  { bin }: UnmatchedWeights,
  firstBin: number,
  bins: Int32Array,
): void {
  for (let x = 0; x < count; x++) {
    const k = list[x]!
    bins[firstBin + bin[k]!]!--
    bins[firstBin + weightBin(w[k]!)]!++
  }
}

function moveMatureMatches(
  { matches: { list, count }, w }: PolicyBlock,
  { bin }: UnmatchedWeights,
  firstBin: number,
  bins: Int32Array,
  { maturity, firstClass }: { readonly maturity: Uint8Array; readonly firstClass: number },
): void {
  for (let x = 0; x < count; x++) {
    const k = list[x]!
    if (maturity[k]! > firstClass) continue
    bins[firstBin + bin[k]!]!--
    bins[firstBin + weightBin(w[k]!)]!++
  }
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
