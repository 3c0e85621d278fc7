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
  const best = means.reduce((first, mean, k) => (mean > means[first]! ? k : first), 0)
  const largest = new Float64Array(counts.length).fill(-Infinity)
  for (const [k, resampled] of resampledMeans(columns, counts).entries()) {
    for (let b = 0; b < largest.length; b++) largest[b] = Math.max(largest[b]!, resampled[b]! - means[k]!)
  }
  const exceeding = largest.reduce((n, value) => n + Number(value > means[best]!), 0)
  return { statistic: Math.sqrt(periods) * means[best]!, p: exceeding / counts.length, best }
}

export function meanOf(column: Float64Array): number {
  let sum = 0
  for (let t = 0; t < column.length; t++) sum += column[t]!
  return sum / column.length
}

/**
 * By column, the mean over the rows of each replicate, each row counted as often as it was drawn. Four columns are
 * summed side by side, because one sum spends its time waiting for its last addition; each keeps its own order.
 */
export function resampledMeans(
  columns: readonly Float64Array[],
  replicates: readonly Float64Array[],
): readonly Float64Array[] {
  const means = columns.map(() => new Float64Array(replicates.length))
  for (let k = 0; k < columns.length; k += 4) {
    const last = columns.length - 1
    const a = columns[k]!,
      b = columns[Math.min(k + 1, last)]!,
      c = columns[Math.min(k + 2, last)]!
    const d = columns[Math.min(k + 3, last)]!
    for (const [r, counts] of replicates.entries()) {
      let sumA = 0,
        sumB = 0,
        sumC = 0,
        sumD = 0
      for (let t = 0; t < counts.length; t++) {
        const count = counts[t]!
        sumA += count * a[t]!
        sumB += count * b[t]!
        sumC += count * c[t]!
        sumD += count * d[t]!
      }
      means[k]![r] = sumA / counts.length
      if (k + 1 <= last) means[k + 1]![r] = sumB / counts.length
      if (k + 2 <= last) means[k + 2]![r] = sumC / counts.length
      if (k + 3 <= last) means[k + 3]![r] = sumD / counts.length
    }
  }
  return means
}
