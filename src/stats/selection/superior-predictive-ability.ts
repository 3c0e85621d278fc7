import type { PeriodMatrix } from './period-matrix.ts'
import { variantsOf } from './period-matrix.ts'
import { meanOf, resampledMeans } from './reality-check.ts'
import type { Resampling } from './resampling.ts'
import { resampledCounts } from './resampling.ts'

export interface SuperiorPredictiveAbility {
  /** max(0, max_k √n d̄_k/ω_k) */
  readonly statistic: number
  /**
   * Shares of replicates with T* > T. `consistent` is the test's p-value; `lower` and `upper` bound it: they take the
   * poor variants as known to be poor, and as good as the benchmark. All three are 1 when no variant has a mean above
   * 0: the definition alone would then give 0 as soon as no replicate has one either.
   */
  readonly p: { readonly lower: number; readonly consistent: number; readonly upper: number }
  /**
   * By variant: share of replicates whose T* (consistent) exceeds the variant's own √n d̄/ω, its p-value given that all
   * of them were tried. The best one's is the test's; 1 where d̄ ≤ 0.
   */
  readonly adjusted: Float64Array
  /** The first variant with the largest √n d̄/ω; null when none varies. */
  readonly best: number | null
  /** ω_k: standard deviation of √n d̄_k; 0 for variants that are the benchmark itself, which are left out. */
  readonly omega: Float64Array
}

/** How a replicate is judged. */
export interface SpaOptions {
  /**
   * What a replicate's deviation is divided by: `sample` (when absent), ω_k of the whole as Hansen has it;
   * `replicate`, the replicate's own ω*_k, for rows that are exchangeable (meanBlock 1). With skewed rows a low error
   * goes with a low or with a high mean, which only the latter repeats: docs/null-check.md has what passes a gate at 5
   * % with either.
   */
  readonly errors?: 'sample' | 'replicate'
}

/**
 * Hansen's test of superior predictive ability: whether the best of many variants beats the benchmark, given that it is
 * the best of many.
 *
 *     T = max(0, max_k √n d̄_k/ω_k)        T* = max(0, max_k √n (d̄*_k − g_k)/ω_k)        p = share with T* > T
 *
 * ω_k² is the variance of √n d̄_k under the stationary bootstrap, γ₀ + 2 Σ κ_i γ_i with κ_i = (1 − i/n)(1 − q)^i +
 * (i/n)(1 − q)^(n−i), q = 1/meanBlock. g_k centres a variant on the null: g = max(d̄, 0) (lower), g = d̄ where d̄ ≥
 * −ω√(2 ln ln n / n) and 0 else (consistent), g = d̄ (upper). With `errors: 'replicate'` ω_k is replaced in T* by the
 * standard deviation of the replicate's own rows (the bootstrap-t).
 *
 * @param matrix  performance over the benchmark, larger is better: n ≥ 3 periods or blocks × K variants, in any unit
 * @throws RangeError below 3 rows, for values that are not finite, indices that do not fit, or a variant that differs
 * from the benchmark by the same amount in every row: its error cannot be told; for errors by replicate of rows that
 * are not exchangeable
 *
 * Hansen, "A test for superior predictive ability", Journal of Business & Economic Statistics 2005; Hall, "The
 * Bootstrap and Edgeworth Expansion", 1992, for the bootstrap-t.
 */
export function superiorPredictiveAbility(
  matrix: PeriodMatrix,
  resampling: Resampling,
  { errors = 'sample' }: SpaOptions = {},
): SuperiorPredictiveAbility {
  if (errors === 'replicate' && resampling.meanBlock !== 1) {
    throw new RangeError(`Errors by replicate need exchangeable rows (meanBlock 1), not ${resampling.meanBlock}.`)
  }
  const { periods, columns } = variantsOf(matrix, 3)
  const counts = resampledCounts(periods, resampling)
  const root = Math.sqrt(periods),
    means = columns.map(meanOf)
  const omega = Float64Array.from(columns, (column, k) => deviation(column, means[k]!, resampling.meanBlock, k))
  const compared = [...columns.keys()].filter(k => omega[k]! > 0)
  const t = (k: number) => (root * means[k]!) / omega[k]!
  const best = compared.reduce<number | null>((first, k) => (first === null || t(k) > t(first) ? k : first), null)
  const statistic = best === null ? 0 : Math.max(0, t(best))
  const adjusted = new Float64Array(columns.length).fill(1)
  if (statistic === 0) return { statistic, p: { lower: 1, consistent: 1, upper: 1 }, adjusted, best, omega }

  const tooPoor = Math.sqrt(2 * Math.log(Math.log(periods))) / root
  const centred = [
    (k: number) => Math.max(means[k]!, 0),
    (k: number) => (means[k]! >= -omega[k]! * tooPoor ? means[k]! : 0),
    (k: number) => means[k]!,
  ]
  const largest = centred.map(() => new Float64Array(counts.length))
  const scales =
    errors === 'sample'
      ? null
      : ownScales(
          compared.map(k => columns[k]!),
          counts,
        )
  for (const [i, resampled] of resampledMeans(
    compared.map(k => columns[k]!),
    counts,
  ).entries()) {
    const k = compared[i]!,
      scale = root / omega[k]!,
      own = scales?.[i]
    for (const [v, centre] of centred.entries()) {
      const g = centre(k),
        most = largest[v]!
      for (let b = 0; b < most.length; b++) {
        const off = resampled[b]! - g
        // All rows of the replicate alike: a mean above g is then infinitely many errors off.
        if (off > LEAST_VARIANCE * omega[k]!) most[b] = Math.max(most[b]!, (own?.[b] ?? scale) * off)
      }
    }
  }
  const shareAbove = (values: Float64Array, limit: number) =>
    values.reduce((n, value) => n + Number(value > limit), 0) / counts.length
  const [lower, consistent, upper] = largest.map(values => shareAbove(values, statistic))
  for (const k of compared) if (means[k]! > 0) adjusted[k] = shareAbove(largest[1]!, t(k))
  return { statistic, p: { lower: lower!, consistent: consistent!, upper: upper! }, adjusted, best, omega }
}

/** √n/ω* of each replicate, by column; ∞ where a replicate's rows are all the same. */
function ownScales(columns: readonly Float64Array[], counts: readonly Float64Array[]): readonly Float64Array[] {
  const centred = columns.map(column => {
    const mean = meanOf(column)
    return column.map(value => value - mean)
  })
  const means = resampledMeans(centred, counts),
    squares = resampledMeans(
      centred.map(x => x.map(d => d * d)),
      counts,
    )
  return squares.map((own, i) =>
    own.map((square, b) => {
      const variance = square - means[i]![b]! ** 2
      return variance > LEAST_VARIANCE * square ? Math.sqrt(columns[i]!.length / variance) : Infinity
    }),
  )
}

/** A variance below this share of the mean square is rounding, and so is a mean below this share of ω. */
const LEAST_VARIANCE = 1e-12

/** ω, or 0 for a column of zeros. */
function deviation(column: Float64Array, mean: number, meanBlock: number, k: number): number {
  const n = column.length,
    stay = 1 - 1 / meanBlock
  const autocovariance = (lag: number) => {
    let sum = 0
    for (let t = 0; t + lag < n; t++) sum += (column[t]! - mean) * (column[t + lag]! - mean)
    return sum / n
  }
  let variance = autocovariance(0)
  if (column.every(value => value === column[0])) {
    if (column[0] === 0) return 0
    throw new RangeError(
      `Variant ${k} differs from the benchmark by ${column[0]} in every row, so its error cannot be told.`,
    )
  }
  if (stay > 0) {
    for (let lag = 1; lag < n; lag++) {
      const weight = (1 - lag / n) * stay ** lag + (lag / n) * stay ** (n - lag)
      variance += 2 * weight * autocovariance(lag)
    }
  }
  return Math.sqrt(Math.max(0, variance))
}
