// Multinomial logit by Newton's method (for two classes: iteratively reweighted least squares) on typed arrays.

import { HuijianError } from '../huijian-error.ts'
import { cholesky, solveCholesky } from './cholesky.ts'
import { columnScales } from './design-matrix.ts'
import type { ColumnScales, DesignMatrix } from './design-matrix.ts'
import { derivatives } from './logit-derivatives.ts'
import type { LogitChoice, Derivatives } from './logit-derivatives.ts'

export interface LogitOptions {
  /** λ of the penalty λ/2 · Σ β² on all but the intercepts, in the units of the columns as given; 0 by default. */
  readonly ridge?: number
  /** Rows to fit on: not 0, length n; all when absent. */
  readonly include?: Uint8Array
  /** Which classes each row could have had; every class when absent. */
  readonly choice?: LogitChoice
  /** Coefficients to start from, as in `Logit`. The optimum is one and the same; from near it, it takes fewer steps. */
  readonly start?: Float64Array
}

/** P(class k | x) = exp(η_k) / Σ_j exp(η_j) with η_k = β_k0 + Σ_j β_kj x_j. */
export interface Logit {
  readonly classes: number
  readonly columns: number
  /**
   * classes × (1 + columns), the intercept first. All 0 for the first class that has rows (the reference); a class
   * without rows has the intercept −∞ and so probability 0.
   */
  readonly coefficients: Float64Array
  /** Σ log P(class of the row), without the penalty. */
  readonly logLikelihood: number
  readonly iterations: number
}

/** A logit that has no finite optimum, or whose columns depend on each other. */
export class LogitError extends HuijianError {
  override readonly name = 'LogitError'
  readonly code = 'logit'
}

const MAX_ITERATIONS = 100
/** Largest change of a coefficient, on standardised columns, at which Newton has arrived: the next is its square. */
const TOLERANCE = 1e-7

/**
 * Maximum (penalised) likelihood.
 *
 * @param x  n × columns
 * @param y  class of every row, 0 … classes − 1, length n
 * @throws {LogitError} when classes are separated or columns depend on each other; a ridge above 0 cures both
 * @throws RangeError for a class outside its range, a NaN in the matrix, or a negative ridge
 *
 * McCullagh & Nelder, "Generalized linear models", 2nd ed. 1989; le Cessie & van Houwelingen, "Ridge estimators in
 * logistic regression", 1992.
 */
export function fitLogit(x: DesignMatrix, y: Uint8Array, classes: number, options: LogitOptions = {}): Logit {
  const { ridge = 0, include, choice, start } = options
  if (!(ridge >= 0 && Number.isFinite(ridge))) throw new RangeError(`A ridge is 0 or more, not ${ridge}.`)
  const present = presentClasses(x.rows, y, classes, include)
  const width = x.columns + 1,
    free = present.length - 1
  if (free <= 0) return onlyClass(present[0], classes, x.columns)
  const scales = columnScales(x, include)
  // Columns are centred and scaled inside; the penalty keeps the units of the caller.
  const penalty = Float64Array.from({ length: width }, (_, j) => (j === 0 ? 0 : ridge / scales.deviation[j - 1]! ** 2))
  let beta = start === undefined ? new Float64Array(free * width) : standardised(start, present, scales)
  const at = (b: Float64Array) => derivatives({ x, y, scales, classes, present, penalty, include, choice }, b)

  let here = at(beta)
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
    const step = newtonStep(here)
    const { next, moved } = climb(at, beta, here, step)
    beta = next.beta
    here = next.values
    const size = beta.reduce((most, b) => Math.max(most, Math.abs(b)), 1)
    if (moved <= TOLERANCE * size) {
      const coefficients = asGiven(beta, present, classes, scales)
      return { classes, columns: x.columns, coefficients, logLikelihood: here.logLikelihood, iterations: iteration }
    }
  }
  throw separated()
}

/**
 * Probabilities of every class for one row, written into `out`.
 *
 * @param row  the columns the logit was fitted on, in their units
 * @param out  length `classes`; adds up to 1, or is all 0 where nothing is allowed
 * @param allowed  by class, not 0 where it may be; every class when absent. Throws nothing
 *
 * McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
 */
export function logitProbabilities(
  { classes, columns, coefficients }: Logit,
  row: Float64Array,
  out: Float64Array,
  allowed?: Uint8Array,
): void {
  let most = -Infinity
  for (let k = 0; k < classes; k++) {
    let eta = coefficients[k * (columns + 1)]!
    for (let j = 0; j < columns; j++) eta += coefficients[k * (columns + 1) + 1 + j]! * row[j]!
    if (allowed !== undefined && allowed[k] === 0) eta = -Infinity
    out[k] = eta
    if (eta > most) most = eta
  }
  let sum = 0
  for (let k = 0; k < classes; k++) sum += out[k] = most === -Infinity ? 0 : Math.exp(out[k]! - most)
  for (let k = 0; k < classes; k++) out[k] = sum === 0 ? 0 : out[k]! / sum
}

function newtonStep({ gradient, hessian }: Derivatives): Float64Array {
  const size = gradient.length,
    step = gradient.slice()
  if (!cholesky(hessian, size)) throw separated()
  solveCholesky(hessian, size, step)
  return step
}

/** The step, or the half, quarter, … of it that does not lose likelihood. */
function climb(at: (b: Float64Array) => Derivatives, beta: Float64Array, here: Derivatives, step: Float64Array) {
  const slack = 1e-12 * Math.abs(here.objective)
  for (let factor = 1; ; factor /= 2) {
    const next = beta.map((b, k) => b + factor * step[k]!),
      values = at(next)
    if (values.objective >= here.objective - slack || factor < 1e-6) {
      return { next: { beta: next, values }, moved: factor * step.reduce((most, s) => Math.max(most, Math.abs(s)), 0) }
    }
  }
}

function presentClasses(rows: number, y: Uint8Array, classes: number, include: Uint8Array | undefined): number[] {
  if (y.length !== rows) throw new RangeError(`There are ${y.length} classes for ${rows} rows; give one for each.`)
  const counts = new Float64Array(classes)
  for (let i = 0; i < rows; i++) {
    if (y[i]! >= classes) throw new RangeError(`Row ${i} has class ${y[i]}; there are ${classes}.`)
    if (include === undefined || include[i] !== 0) counts[y[i]!]! += 1
  }
  return [...counts.keys()].filter(k => counts[k]! > 0)
}

function onlyClass(only: number | undefined, classes: number, columns: number): Logit {
  if (only === undefined) throw new LogitError('There is no row to fit a logit on.')
  const coefficients = new Float64Array(classes * (columns + 1))
  for (let k = 0; k < classes; k++) if (k !== only) coefficients[k * (columns + 1)] = -Infinity
  return { classes, columns, coefficients, logLikelihood: 0, iterations: 0 }
}

/** Coefficients on the columns as given, from those on centred and scaled ones. */
function asGiven(beta: Float64Array, present: readonly number[], classes: number, scales: ColumnScales): Float64Array {
  const columns = scales.mean.length,
    width = columns + 1,
    given = new Float64Array(classes * width)
  for (let k = 0; k < classes; k++) {
    const place = present.indexOf(k) - 1
    if (place === -1) continue // the reference
    if (place === -2) {
      given[k * width] = -Infinity
      continue
    }
    let intercept = beta[place * width]!
    for (let j = 0; j < columns; j++) {
      const slope = beta[place * width + 1 + j]! / scales.deviation[j]!
      given[k * width + 1 + j] = slope
      intercept -= slope * scales.mean[j]!
    }
    given[k * width] = intercept
  }
  return given
}

/** The way back; a class the start did not know begins at 0. */
function standardised(start: Float64Array, present: readonly number[], scales: ColumnScales): Float64Array {
  const columns = scales.mean.length,
    width = columns + 1,
    beta = new Float64Array((present.length - 1) * width)
  const reference = present[0]! * width
  if (start[reference] === -Infinity) return beta
  for (const [place, k] of present.slice(1).entries()) {
    if (start[k * width] === -Infinity) continue
    let intercept = start[k * width]! - start[reference]!
    for (let j = 0; j < columns; j++) {
      const slope = start[k * width + 1 + j]! - start[reference + 1 + j]!
      beta[place * width + 1 + j] = slope * scales.deviation[j]!
      intercept += slope * scales.mean[j]!
    }
    beta[place * width] = intercept
  }
  return beta
}

const separated = () =>
  new LogitError(
    'The logit has no finite optimum: the columns tell some classes apart without error, or depend on each other. ' +
      'Use a ridge above 0, or leave a column out.',
  )
