// How likely a Sharpe ratio (mean over standard deviation, per period) is real, given how long it was watched, how its
// periods are distributed, and how many were tried before this one was chosen.

import { normalCdf, normalQuantile } from '../normal.ts'
import { expectedMaximumApproximation } from './expected-maximum.ts'
import type { PeriodMatrix } from './period-matrix.ts'
import { variantsOf } from './period-matrix.ts'

/** A Sharpe ratio per period and what its error depends on. */
export interface SharpeRecord {
  readonly sharpe: number
  /** T, periods it was observed over, ≥ 2. */
  readonly observations: number
  /** Skewness and kurtosis of the periods; 0 and 3 for a normal distribution. */
  readonly skew: number
  readonly kurtosis: number
}

/**
 * Probability that the true Sharpe ratio exceeds `target`, given the observed one:
 *
 *     Φ((SR − SR*) √(T − 1) / √(1 − γ₃ SR + (γ₄ − 1)/4 · SR²))
 *
 * @throws RangeError below 2 periods, for numbers that are not finite, or when the variance in the root is not
 * positive (no distribution has these moments)
 *
 * Bailey & López de Prado, "The Sharpe ratio efficient frontier", Journal of Risk 2012.
 */
export function probabilisticSharpe(record: SharpeRecord, target: number): number {
  if (!(record.observations >= 2)) {
    throw new RangeError(`A Sharpe ratio of ${record.observations} periods has no error.`)
  }
  if (!Number.isFinite(target)) throw new RangeError(`A target of ${target} for a Sharpe ratio.`)
  return normalCdf(((record.sharpe - target) * Math.sqrt(record.observations - 1)) / Math.sqrt(sharpeVariance(record)))
}

export interface DeflatedSharpe {
  /** SR₀, what the best of so many worthless trials is expected to show. */
  readonly threshold: number
  /** Probability that the true Sharpe ratio exceeds SR₀. */
  readonly probability: number
}

/**
 * The probabilistic Sharpe ratio against SR₀ = s · E[max of N], the best of N worthless trials whose Sharpe ratios have
 * standard deviation s.
 *
 * @param sharpeDeviation  s, of the Sharpe ratios of all trials, ≥ 0
 * @param trials  N, every trial ever made, the failures too: a whole number ≥ 1
 * @throws RangeError as `probabilisticSharpe`, and for a negative deviation or a fractional N
 *
 * Bailey & López de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 2014.
 */
export function deflatedSharpe(
  record: SharpeRecord & { readonly sharpeDeviation: number; readonly trials: number },
): DeflatedSharpe {
  const { sharpeDeviation, trials } = record
  if (!(sharpeDeviation >= 0)) {
    throw new RangeError(`Sharpe ratios cannot have a standard deviation of ${sharpeDeviation}.`)
  }
  const threshold = sharpeDeviation * expectedMaximumApproximation(trials)
  return { threshold, probability: probabilisticSharpe(record, threshold) }
}

/**
 * The deflated Sharpe ratio of the best variant of a matrix: N and s are those of its columns.
 *
 * @param matrix  at least 3 periods × 2 variants; standard deviations with T − 1, skewness and kurtosis as the plain
 * moment ratios m₃/m₂^1.5 and m₄/m₂²
 * @returns `best`, the first variant with the largest Sharpe ratio, and its record
 * @throws RangeError for a matrix of another shape, a value that is not finite, or a variant that never varies
 *
 * Bailey & López de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 2014.
 */
export function deflatedSharpeOfBest(matrix: PeriodMatrix): DeflatedSharpe & SharpeRecord & { readonly best: number } {
  const { periods, columns } = variantsOf(matrix, 3)
  if (columns.length < 2) throw new RangeError('One variant was not chosen among others: there is nothing to deflate.')
  const records = columns.map(sharpeRecord)
  const best = records.reduce((first, { sharpe }, k) => (sharpe > records[first]!.sharpe ? k : first), 0)
  const mean = records.reduce((sum, { sharpe }) => sum + sharpe, 0) / records.length
  const squares = records.reduce((sum, { sharpe }) => sum + (sharpe - mean) ** 2, 0)
  const record = { ...records[best]!, observations: periods }
  const sharpeDeviation = Math.sqrt(squares / (records.length - 1))
  return { ...record, ...deflatedSharpe({ ...record, sharpeDeviation, trials: records.length }), best }
}

/**
 * Sharpe ratio, skewness and kurtosis of a series.
 *
 * @param series  T ≥ 2 values in any unit, e.g. lift by month
 * @returns without units: mean over deviation (ddof 1), m₃/m₂^1.5, m₄/m₂²
 * @throws RangeError for fewer than 2 values, a value that is not finite, or values that are all the same
 *
 * Sharpe, "The Sharpe ratio", Journal of Portfolio Management 1994.
 */
export function sharpeRecord(series: ArrayLike<number>): SharpeRecord {
  const n = series.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += series[i]!
  const mean = sum / n
  let m2 = 0,
    m3 = 0,
    m4 = 0
  for (let i = 0; i < n; i++) {
    const d = series[i]! - mean
    m2 += d * d
    m3 += d * d * d
    m4 += d * d * d * d
  }
  if (!(n >= 2 && m2 > 0 && Number.isFinite(m4))) {
    throw new RangeError(
      `No Sharpe ratio of ${n} values with mean ${mean} and squared deviations ${m2}: they must vary and be finite.`,
    )
  }
  return {
    sharpe: mean / Math.sqrt(m2 / (n - 1)),
    observations: n,
    skew: m3 / n / (m2 / n) ** 1.5,
    kurtosis: m4 / n / (m2 / n) ** 2,
  }
}

/**
 * Minimum track record length: periods after which a Sharpe ratio is told from `target` with probability `level`,
 * 1 + (1 − γ₃ SR + (γ₄ − 1)/4 · SR²) (z/(SR − SR*))².
 *
 * @param level  in (0.5, 1)
 * @returns periods, not rounded; Infinity when the ratio does not exceed the target
 * @throws RangeError for another level, or moments no distribution has
 *
 * Bailey & López de Prado, "The Sharpe ratio efficient frontier", Journal of Risk 2012.
 */
export function minimumTrackRecord(record: Omit<SharpeRecord, 'observations'>, target: number, level: number): number {
  if (!(level > 0.5 && level < 1)) {
    throw new RangeError(`A track record is asked for with a level between 0.5 and 1, not ${level}.`)
  }
  const variance = sharpeVariance(record)
  if (!(record.sharpe > target)) return Infinity
  return 1 + variance * (normalQuantile(1 - level) / (record.sharpe - target)) ** 2
}

/**
 * Minimum back-test length: years after which the best of N worthless trials is no longer expected to show the yearly
 * Sharpe ratio `sharpe`, (E[max of N]/SR)², and its upper bound 2 ln N/SR².
 *
 * @param trials  N, a whole number ≥ 1
 * @param sharpe  yearly, > 0
 * @throws RangeError for other numbers
 *
 * Bailey, Borwein, López de Prado & Zhu, "Pseudo-mathematics and financial charlatanism", Notices of the AMS 2014.
 */
export function minimumBacktestLength(
  trials: number,
  sharpe: number,
): { readonly years: number; readonly bound: number } {
  if (!(sharpe > 0)) throw new RangeError(`A back-test length for a Sharpe ratio of ${sharpe}: it has to be above 0.`)
  return { years: (expectedMaximumApproximation(trials) / sharpe) ** 2, bound: (2 * Math.log(trials)) / sharpe ** 2 }
}

/** T − 1 times the variance of an estimated Sharpe ratio. */
function sharpeVariance({ sharpe, skew, kurtosis }: Omit<SharpeRecord, 'observations'>): number {
  const variance = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe
  if (!(variance > 0 && Number.isFinite(variance))) {
    throw new RangeError(
      `No Sharpe ratio ${sharpe} has skewness ${skew} and kurtosis ${kurtosis}: its variance would be ${variance}.`,
    )
  }
  return variance
}
