import { tSurvival } from '../student-t.ts'
import type { PeriodMatrix, Variants } from './period-matrix.ts'
import { variantsOf } from './period-matrix.ts'

export interface PboOptions {
  /** What a variant is chosen by: the mean of its periods or (the default, as in the paper) mean over deviation. */
  readonly metric?: 'sharpe' | 'mean'
  /** An out-of-sample performance below this is a loss; 0 when absent. */
  readonly lossBelow?: number
}

export interface Pbo {
  /** Share of the splits in which the variant chosen in one half is at or below the median of the other half. */
  readonly pbo: number
  /** Per split, in lexicographic order of the blocks chosen on: ln(ω/(1 − ω)), ω = rank of the chosen /(N + 1). */
  readonly logits: Float64Array
  /** Per split: the variant chosen, the first of those that are best. */
  readonly chosen: Int32Array
  /** Share of the splits in which the chosen variant's performance in the other half is a loss. */
  readonly probabilityOfLoss: number
  /** Least squares of the performance in the other half on that in the half chosen on; null when it never varies. */
  readonly degradation: {
    readonly slope: number
    readonly intercept: number
    readonly r2: number
    /** Two-sided p of slope = 0 (Student's t); null for two splits or a perfect line. */
    readonly p: number | null
  } | null
}

/** C(20, 10) = 184,756 splits; beyond that nothing is learned and the time doubles with every block. */
const MOST_BLOCKS = 20

/**
 * Probability of back-test overfitting by combinatorially symmetric cross-validation: the periods are cut into S blocks
 * of equal length, and for each of the C(S, S/2) ways to take half of them the best variant there is looked up in the
 * other half. With skill it stays above the median of the variants; with luck alone it is anywhere.
 *
 * Ranks count 1 = worst, ties share their average rank. Periods that do not fill S blocks are dropped from the start.
 *
 * @param matrix  T periods × N ≥ 2 variants, larger is better
 * @param blocks  S, even, from 2 to 20; each block needs a period, and with `sharpe` each half two
 * @throws RangeError for another shape, values that are not finite, or, with `sharpe`, a variant that does not vary in
 * one of the halves: its ratio is not defined; use the mean then
 *
 * Bailey, Borwein, López de Prado & Zhu, "The probability of backtest overfitting", J. Computational Finance 2017.
 */
export function pbo(matrix: PeriodMatrix, blocks: number, { metric = 'sharpe', lossBelow = 0 }: PboOptions = {}): Pbo {
  if (!(Number.isInteger(blocks) && blocks % 2 === 0 && blocks >= 2 && blocks <= MOST_BLOCKS)) {
    throw new RangeError(`Periods are cut into an even number of blocks from 2 to ${MOST_BLOCKS}, not ${blocks}.`)
  }
  const variants = variantsOf(matrix, metric === 'sharpe' ? Math.max(4, blocks) : blocks)
  if (variants.columns.length < 2) {
    throw new RangeError('One variant is not chosen among others: nothing can be overfitted.')
  }
  const splits = halves(blocks)
  const logits = new Float64Array(splits.length),
    chosen = new Int32Array(splits.length)
  const inside = new Float64Array(splits.length),
    outside = new Float64Array(splits.length)
  for (const [i, half] of splits.entries()) {
    const here = performance(variants, blocks, half, metric)
    const there = performance(variants, blocks, complement(half, blocks), metric)
    const best = here.indexOf(here.reduce((most, value) => Math.max(most, value)))
    const rank = averageRank(there, best)
    chosen[i] = best
    inside[i] = here[best]!
    outside[i] = there[best]!
    // Not ω/(1 − ω): at the median the logit is then exactly 0.
    logits[i] = Math.log(rank / (there.length + 1 - rank))
  }
  const share = (holds: (i: number) => boolean) => splits.reduce((n, _, i) => n + Number(holds(i)), 0) / splits.length
  return {
    pbo: share(i => logits[i]! <= 0),
    logits,
    chosen,
    probabilityOfLoss: share(i => outside[i]! < lossBelow),
    degradation: regression(inside, outside),
  }
}

/** All ways to take half of the blocks, in lexicographic order. */
function halves(blocks: number): number[][] {
  const found: number[][] = []
  const extend = (taken: readonly number[], from: number) => {
    if (taken.length === blocks / 2) found.push([...taken])
    else for (let block = from; block < blocks; block++) extend([...taken, block], block + 1)
  }
  extend([], 0)
  return found
}

const complement = (half: readonly number[], blocks: number) =>
  Array.from({ length: blocks }, (_, block) => block).filter(block => !half.includes(block))

/** Of every variant over the periods of some blocks. */
function performance(
  { periods, columns }: Variants,
  blocks: number,
  taken: readonly number[],
  metric: 'sharpe' | 'mean',
): Float64Array {
  const length = Math.floor(periods / blocks),
    dropped = periods - length * blocks,
    n = length * taken.length
  const sumOver = (column: Float64Array, term: (x: number) => number) => {
    let sum = 0
    for (const block of taken) {
      const from = dropped + block * length
      for (let t = from; t < from + length; t++) sum += term(column[t]!)
    }
    return sum
  }
  return Float64Array.from(columns, (column, k) => {
    const mean = sumOver(column, x => x) / n
    if (metric === 'mean') return mean
    const squares = sumOver(column, x => (x - mean) ** 2)
    if (!(squares > 0)) {
      throw new RangeError(
        `Variant ${k} is ${mean} in all of ${n} periods, so its mean over deviation is not defined. Use the ` +
          `metric mean.`,
      )
    }
    return mean / Math.sqrt(squares / (n - 1))
  })
}

/** 1 = worst. */
function averageRank(values: Float64Array, k: number): number {
  let below = 0,
    equal = 0
  for (const value of values) {
    if (value < values[k]!) below++
    else if (value === values[k]!) equal++
  }
  return below + (equal + 1) / 2
}

function regression(x: Float64Array, y: Float64Array): Pbo['degradation'] {
  const n = x.length
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / n
  const [mx, my] = [mean(x), mean(y)]
  let xx = 0,
    xy = 0,
    yy = 0
  for (let i = 0; i < n; i++) {
    xx += (x[i]! - mx) ** 2
    xy += (x[i]! - mx) * (y[i]! - my)
    yy += (y[i]! - my) ** 2
  }
  if (xx === 0) return null
  const slope = xy / xx,
    r2 = yy === 0 ? 0 : Math.min(1, (xy * xy) / (xx * yy))
  const t = Math.sqrt((r2 * (n - 2)) / (1 - r2))
  return { slope, intercept: my - slope * mx, r2, p: n < 3 || r2 === 1 ? null : 2 * tSurvival(t, n - 2) }
}
