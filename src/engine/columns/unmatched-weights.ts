// What a row weighs that a policy does not match is ε·u, the same for all policies with one ε and one list of allowed
// actions: it is computed and counted once for all of them, and each policy's own loops visit only the rows it matches.

import { weightBins } from '../../moments/moments.ts'
import type { Block } from './block.ts'
import type { UnmatchedGroup } from './context.ts'
import type { BlockRows } from './groupings.ts'
import type { AllowedBlock } from './shared-totals.ts'

export interface UnmatchedWeights {
  /** ε·u by row of the block. */
  readonly w: Float64Array
  /** By row: which of `weightBins` that is. */
  readonly bin: Uint8Array
  /** How many rows of the block are in which, of those mature for maturity 0. */
  readonly bins: Int32Array
}

export function makeUnmatchedWeights(capacity: number): UnmatchedWeights {
  return { w: new Float64Array(capacity), bin: new Uint8Array(capacity), bins: new Int32Array(weightBins.length) }
}

/** @param firstClass  maturity class of maturity 0 */
export function weighUnmatched(
  { explored }: UnmatchedGroup,
  { propensity }: Block,
  { shareAt }: AllowedBlock,
  { rows, maturity }: BlockRows,
  firstClass: number,
  { w, bin, bins }: UnmatchedWeights,
): void {
  for (let k = 0; k < rows; k++) {
    w[k] = explored[shareAt[k]!]! / propensity[k]!
    bin[k] = weightBin(w[k]!)
  }
  bins.fill(0)
  if (maturity === null) for (let k = 0; k < rows; k++) bins[bin[k]!]!++
  else for (let k = 0; k < rows; k++) bins[bin[k]!]! += +(maturity[k]! <= firstClass)
}

/** Index of the first edge of `weightBins` (0, 1/64, 1/32 … 256, ∞) that is at least w, without searching. */
export function weightBin(w: number): number {
  if (w === 0) return 0
  // w ≤ 2^(b − 7) exactly when ceil(64 w) − 1 has at most b − 1 binary digits.
  return w > 256 ? 16 : 33 - Math.clz32(Math.ceil(w * 64) - 1)
}
