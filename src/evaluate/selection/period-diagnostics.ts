import { pbo } from '../../stats/selection/pbo.ts'
import { superiorPredictiveAbility } from '../../stats/selection/superior-predictive-ability.ts'
import type { BlockTable } from './block-lifts.ts'
import { liftOver, matureMonths } from './block-lifts.ts'
import type { Selection } from './selection.ts'

/** Below so many months neither figure is worth showing: blocks of fewer than four months rank variants at random. */
export const PERIOD_FLOOR = 48
/** Blocks of months that are combined, 924 ways to take half of them. */
const PBO_BLOCKS = 12

/**
 * Diagnostics by month: probability of back-test overfitting by combinatorially symmetric cross-validation on mean
 * lifts, and Hansen's test with months resampled in blocks of n^(1/3) on average.
 *
 * @param variants  indices into table.variants of those that differ from the champion
 * @returns null below 48 months with mature decisions or two variants
 */
export function periodDiagnostics(
  table: BlockTable,
  variants: readonly number[],
  seed: number,
  replicates: number,
): Selection['periods'] {
  const months = matureMonths(table)
  if (months.length < PERIOD_FLOOR || variants.length < 2) return null
  // A ratio may have no denominator in some month; then nothing is said.
  const lifts = months.map(month => variants.map(k => liftOver(table, k, [month])?.value ?? NaN))
  if (lifts.some(row => row.some(Number.isNaN))) return null
  const overfitting = pbo(lifts, PBO_BLOCKS, { metric: 'mean' })
  const meanBlock = Math.cbrt(months.length)
  const spa = superiorPredictiveAbility(lifts, { seed: `${seed}/months`, replicates, meanBlock })
  return {
    months: months.length,
    blocks: PBO_BLOCKS,
    pbo: overfitting.pbo,
    probabilityOfLoss: overfitting.probabilityOfLoss,
    meanBlock,
    spaP: spa.p.consistent,
  }
}
