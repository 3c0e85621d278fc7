// Tests of 2 × 2 tables: two independent arms (chi-square, Fisher) and the same units twice (McNemar).

import { binomialCdf } from '../beta.ts'
import { chiSquareSurvival } from '../chi-square.ts'
import { NotEstimableError } from './not-estimable.ts'
import { checkProportion } from './proportion.ts'
import type { Proportion } from './proportion.ts'

/** A chi-square statistic with its degrees of freedom and the probability of a larger one. */
export interface ChiSquareTest {
  readonly chiSquare: number
  readonly degreesOfFreedom: number
  readonly p: number
}

/**
 * Pearson's chi-square of two arms, without continuity correction: the square of the pooled z.
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n
 * @throws NotEstimableError when every unit of both arms ended alike; RangeError for counts that are no proportions
 *
 * Pearson, "On the criterion that a given system of deviations …", Philosophical Magazine 1900.
 */
export const chiSquareOfArms = (control: Proportion, treatment: Proportion): ChiSquareTest =>
  pearson(control, treatment, 0)

/**
 * Pearson's chi-square of two arms with Yates' correction: each |observed − expected| less ½, but not below 0.
 *
 * @param control, treatment  counts of units, 0 ≤ count ≤ n
 * @throws NotEstimableError when every unit of both arms ended alike; RangeError for counts that are no proportions
 *
 * Yates, "Contingency tables involving small numbers and the χ² test", 1934.
 */
export const yatesChiSquare = (control: Proportion, treatment: Proportion): ChiSquareTest =>
  pearson(control, treatment, 0.5)

/**
 * Fisher's exact two-sided p: the probability, given all margins, of every table no likelier than the one observed.
 *
 * Tables whose probability equals the observed one but for rounding (1e-7 relative, as in R and scipy) count as equal.
 *
 * @param control, treatment  whole counts of units, 0 ≤ count ≤ n
 * @throws RangeError for counts that are no proportions, or not whole
 *
 * Fisher, "The logic of inductive inference", JRSS 1935.
 */
export function fisherExact(control: Proportion, treatment: Proportion): number {
  checkProportion(control)
  checkProportion(treatment)
  const counts = [control.count, control.n, treatment.count, treatment.n]
  if (!counts.every(Number.isInteger)) {
    throw new RangeError(`Fisher’s test counts whole units, not ${counts.join(' ')}.`)
  }
  const events = control.count + treatment.count
  const low = Math.max(0, events - treatment.n),
    high = Math.min(events, control.n)
  // Probabilities relative to the likeliest table, by the ratio of neighbours: no logarithm, no overflow.
  const ratio = (k: number) => ((control.n - k) * (events - k)) / ((k + 1) * (treatment.n - events + k + 1))
  const mode = Math.min(
    high,
    Math.max(low, Math.floor(((events + 1) * (control.n + 1)) / (control.n + treatment.n + 2))),
  )
  const weight = new Float64Array(high - low + 1)
  weight[mode - low] = 1
  for (let k = mode; k < high; k++) weight[k + 1 - low] = weight[k - low]! * ratio(k)
  for (let k = mode; k > low; k--) weight[k - 1 - low] = weight[k - low]! / ratio(k - 1)
  const limit = weight[control.count - low]! * (1 + 1e-7)
  let all = 0,
    unlikelier = 0
  for (const one of weight) {
    all += one
    if (one <= limit) unlikelier += one
  }
  return Math.min(1, unlikelier / all)
}

/** Units measured twice: how many said yes both times, only first, only then, never. */
export interface PairedTable {
  readonly both: number
  readonly onlyBefore: number
  readonly onlyAfter: number
  readonly neither: number
}

/**
 * McNemar's test that a yes is as frequent before as after: only the units that changed speak.
 *
 * @param table  units by what they said before and after; b said yes only before, c only after
 * @returns the exact two-sided p (2 × the smaller binomial tail at ½, at most 1), the chi-square (b−c)²/(b+c), and
 *   Edwards' corrected (|b−c|−1)²/(b+c), 0 where b = c as in R (statsmodels has 1/(b+c)); each has one degree of
 * freedom
 * @throws NotEstimableError when no unit changed; RangeError for counts that are none
 *
 * McNemar, "Note on the sampling error of the difference between correlated proportions or percentages", 1947.
 */
export function mcNemar(table: PairedTable): { exactP: number; chiSquare: ChiSquareTest; corrected: ChiSquareTest } {
  const { onlyBefore: b, onlyAfter: c } = table
  for (const count of [b, c, table.both, table.neither]) {
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`A paired table counts units, not ${count}.`)
  }
  if (b + c === 0) throw new NotEstimableError('No unit changed between the two times, so there is nothing to test.')
  return {
    exactP: Math.min(1, 2 * binomialCdf(Math.min(b, c), b + c, 0.5)),
    chiSquare: oneDegree((b - c) ** 2 / (b + c)),
    corrected: oneDegree(Math.max(0, Math.abs(b - c) - 1) ** 2 / (b + c)),
  }
}

function pearson(control: Proportion, treatment: Proportion, correction: number): ChiSquareTest {
  checkProportion(control)
  checkProportion(treatment)
  const total = control.n + treatment.n,
    rate = (control.count + treatment.count) / total
  if (rate === 0 || rate === 1) {
    throw new NotEstimableError('Every unit of both arms ended alike, so there is nothing to test.')
  }
  // All four cells are off their expectation by the same number of units.
  const off = Math.abs(treatment.count - rate * treatment.n)
  const spread = total / (rate * (1 - rate) * control.n * treatment.n)
  const chiSquare = Math.max(0, off - Math.min(correction, off)) ** 2 * spread
  return oneDegree(chiSquare)
}

function oneDegree(chiSquare: number): ChiSquareTest {
  return { chiSquare, degreesOfFreedom: 1, p: chiSquareSurvival(chiSquare, 1) }
}
