import type { Measured } from '../estimate/measure.ts'
import type { Refusal } from '../estimate/refusal.ts'
import { survival } from '../stats/normal.ts'
import type { Interval } from '../stats/wilson.ts'
import type { Verdict } from './evaluation.ts'

/** All a verdict is reached from. */
export interface Evidence {
  readonly direction: 'higher' | 'lower'
  readonly refusals: readonly Refusal[]
  readonly dr: Measured | null // paired differences
  readonly snips: Measured | null
  /** How far the DR difference could be off through unsupported actions, [low, high]. */
  readonly bounds: Interval
  /** The larger share of the two policies' decisions that have no history. */
  readonly unsupportedShare: number
  /** Highest value the policy's outcome may have, and the ceiling it is held against; null without a ceiling. */
  readonly ceiling: { readonly upper: number; readonly limit: number } | null
}

/**
 * better / worse: the DR difference is significant in (or against) the outcome's direction, SNIPS has the same sign,
 * and the support bounds do not undo it. within limit: otherwise, when an adverse outcome's upper limit is below its
 * ceiling; possible with few events too. no verdict: any other refusal.
 *
 * @param significant  whether the difference's interval excludes 0 — at the level for the whole, after Holm for parts
 */
export function verdict(evidence: Evidence, significant: boolean, z: number): Verdict {
  const isWithinLimit = evidence.ceiling !== null && evidence.ceiling.upper < evidence.ceiling.limit
  if (evidence.refusals.length > 0) {
    const isOnlyRare = evidence.refusals.every(refusal => refusal.code === 'few-events')
    return isWithinLimit && isOnlyRare ? 'within limit' : 'no verdict'
  }
  if (significant && evidence.dr !== null && agrees(evidence) && survivesBounds(evidence, z)) {
    return evidence.dr.influence.value > 0 === (evidence.direction === 'higher') ? 'better' : 'worse'
  }
  return isWithinLimit ? 'within limit' : 'unclear'
}

export const excludesZero = (interval: Interval | null): boolean =>
  interval !== null && (interval[0] > 0 || interval[1] < 0)

/** Whether the difference still excludes 0 when every unsupported action had ended at its worst. */
export function survivesBounds({ dr, bounds }: Evidence, z: number): boolean {
  const interval = dr?.interval(z) ?? null
  return interval !== null && (interval[0] > 0 ? interval[0] + bounds[0] > 0 : interval[1] + bounds[1] < 0)
}

/** Whether DR and SNIPS point the same way; a difference of 0 points nowhere. */
const agrees = ({ dr, snips }: Evidence): boolean =>
  dr !== null && snips !== null && dr.influence.value * snips.influence.value > 0

/**
 * Two-sided p-value of a difference by inverting its interval: the largest z whose interval still excludes 0. So the
 * test and the interval shown beside it can never disagree, whichever interval it is.
 */
export function pValue(difference: Measured): number {
  if (!excludesZero(difference.interval(SMALLEST_Z))) return 1
  let low = SMALLEST_Z,
    high = LARGEST_Z
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (excludesZero(difference.interval(middle))) low = middle
    else high = middle
  }
  return 2 * survival(low)
}

const SMALLEST_Z = 1e-6
const LARGEST_Z = 38 // beyond it the tail is 0 in double precision
