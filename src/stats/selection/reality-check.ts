import type { PeriodMatrix } from './period-matrix.ts'
import { variantsOf } from './period-matrix.ts'
import type { Resampling } from './resampling.ts'
import { resampledCounts } from './resampling.ts'

export interface RealityCheck {
  /** √n · largest mean. */
  readonly statistic: number
  /** Share of replicates whose statistic, centred on the null, exceeds the observed one. */
  readonly p: number
  /** The first variant with the largest mean. */
  readonly best: number
}

/**
 * Reality Check: whether the best of many variants beats the benchmark, given that it is the best of many.
 *
 *     T = √n max_k d̄_k        T* = √n max_k (d̄*_k − d̄_k)        p = share of replicates with T* > T
 *
 * Variants far below the benchmark weaken it, and so do noisy ones, since d̄ is not divided by its error;
 * `superiorPredictiveAbility` mends both.
 *
 * @param matrix  performance over the benchmark, larger is better: n periods or blocks × K variants, in any unit
 * @throws RangeError below 2 rows, for values that are not finite, or indices that do not fit
 *
 * White, "A reality check for data snooping", Econometrica 2000.
 */
export function realityCheck(matrix: PeriodMatrix, resampling: Resampling): RealityCheck {
  const { periods, columns } = variantsOf(matrix, 2)
  const counts = resampledCounts(periods, resampling)
  const means = columns.map(meanOf)
  const best = means.reduce((first, mean, k) => mean > means[first]! ? k : first, 0)
  const largest = new Float64Array(counts.length).fill(-Infinity)
  for (const [k, column] of columns.entries()) {
    for (const [b, count] of counts.entries()) {
      largest[b] = Math.max(largest[b]!, resampledMean(column, count) - means[k]!)
    }
  }
  const exceeding = largest.reduce((n, value) => n + Number(value > means[best]!), 0)
  return { statistic: Math.sqrt(periods) * means[best]!, p: exceeding / counts.length, best }
}

export function meanOf(column: Float64Array): number {
  let sum = 0
  for (let t = 0; t < column.length; t++) sum += column[t]!
  return sum / column.length
}

/** Mean over the rows of a replicate, each counted as often as it was drawn. */
export function resampledMean(column: Float64Array, counts: Float64Array): number {
  let sum = 0
  for (let t = 0; t < column.length; t++) sum += counts[t]! * column[t]!
  return sum / column.length
}
