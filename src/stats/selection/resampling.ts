// Resampled rows for the Reality Check and the SPA test.

import { rng } from '../rng.ts'

/**
 * Which rows each bootstrap replicate consists of: given as they are, or drawn from a seed by the stationary bootstrap.
 * `meanBlock` is the expected length of a run of consecutive rows, in rows; 1 for rows that are exchangeable (blocks of
 * customers), more for periods that depend on the ones before.
 */
export type Resampling = { readonly meanBlock: number } & (
  | { readonly indices: readonly ArrayLike<number>[] }
  | { readonly seed: number | string; readonly replicates?: number }
)

/** Replicates when none are named: a p of 0.05 then has a Monte Carlo error of 0.005. */
const DEFAULT_REPLICATES = 2000

/**
 * How often each row occurs in each replicate.
 *
 * @throws RangeError for a mean block below 1 row, no replicate, or indices that do not fit the rows
 */
export function resampledCounts(rows: number, resampling: Resampling): readonly Float64Array[] {
  if (!(resampling.meanBlock >= 1 && Number.isFinite(resampling.meanBlock))) {
    throw new RangeError(`A resampled block is at least 1 row long on average, not ${resampling.meanBlock}.`)
  }
  const indices =
    'indices' in resampling
      ? resampling.indices
      : stationaryIndices(rows, resampling.replicates ?? DEFAULT_REPLICATES, resampling.meanBlock, resampling.seed)
  if (indices.length === 0) throw new RangeError('A p-value needs at least one bootstrap replicate.')
  return indices.map((replicate, b) => {
    if (replicate.length !== rows) {
      throw new RangeError(
        `Replicate ${b} has ${replicate.length} rows and the matrix ${rows}: each replicate is as long as the data.`,
      )
    }
    const counts = new Float64Array(rows)
    for (let i = 0; i < rows; i++) {
      const row = replicate[i]!
      if (!(Number.isInteger(row) && row >= 0 && row < rows)) {
        throw new RangeError(`Replicate ${b} takes row ${row} of a matrix with rows 0 to ${rows - 1}.`)
      }
      counts[row]!++
    }
    return counts
  })
}

/**
 * Rows drawn by the stationary bootstrap: runs of consecutive rows (the last is followed by the first) that begin
 * anywhere and end with probability 1/meanBlock after each row.
 *
 * @param rows  n ≥ 1
 * @param replicates  B ≥ 1
 * @param meanBlock  expected length of a run, ≥ 1 row; 1 draws rows independently
 * @returns B replicates of n row numbers, the same for the same seed
 * @throws RangeError for numbers below 1
 *
 * Politis & Romano, "The stationary bootstrap", JASA 1994.
 */
export function stationaryIndices(
  rows: number,
  replicates: number,
  meanBlock: number,
  seed: number | string,
): Int32Array[] {
  if (!(Number.isInteger(rows) && rows >= 1 && Number.isInteger(replicates) && replicates >= 1 && meanBlock >= 1)) {
    throw new RangeError(`${replicates} replicates of ${rows} rows in blocks of ${meanBlock}: all are at least 1.`)
  }
  const uniform = rng(seed),
    end = 1 / meanBlock
  return Array.from({ length: replicates }, () => {
    const indices = new Int32Array(rows)
    for (let i = 0; i < rows; i++) {
      const begins = i === 0 || end === 1 || uniform() < end
      indices[i] = begins ? Math.floor(uniform() * rows) : (indices[i - 1]! + 1) % rows
    }
    return indices
  })
}
