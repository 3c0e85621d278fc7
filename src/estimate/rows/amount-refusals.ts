// Reasons against means read off rows: too few amounts behind them, or no interval.

import { SKEWNESS_LIMIT } from '../../stats/hall.ts'
import type { Refusal, FigureName, Subject } from '../refusal.ts'
import { fewAmounts, isOneSided, noVariation, tooSkewed } from '../refusals.ts'
import type { RowEstimate } from './log-estimates.ts'

/** @param amounts  effective ones, (Σwr)²/Σw²r² */
export function fewOneSidedAmounts(reward: Float64Array, amounts: number, who: Subject): Refusal | null {
  let min = Infinity,
    max = -Infinity
  for (const r of reward) {
    if (r < min) min = r
    if (r > max) max = r
  }
  return isOneSided(min, max) ? fewAmounts(amounts, who) : null
}

/** Why an estimate has no interval; empty when it has one. */
export function rowsWithoutInterval(of: RowEstimate | null, z: number, what: FigureName): Refusal[] {
  if (of === null || of.interval(z) !== null) return []
  if (Math.abs(of.skewness) > SKEWNESS_LIMIT) return [tooSkewed(of.skewness, what)]
  return of.standardError === 0 ? [noVariation(what)] : []
}
