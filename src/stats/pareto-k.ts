// How heavy the tail of importance weights is: the shape k of a generalised Pareto distribution fitted to it.

/** With k at or above this the weights' variance is so unstable that no central limit theorem helps in practice. */
export const PARETO_K_LIMIT = 0.7

/** A tail of fewer weights says nothing of its shape. */
const LEAST_TAIL = 5
/** The fit's grid: this many points and the root of the sample size more. */
const GRID_POINTS = 30
/** Zhang & Stephens' prior for where the grid lies. */
const GRID_PRIOR = 3
/** Weakly informative prior on k: as if this many weights more had shown a shape of one half. */
const PRIOR_WEIGHTS = 10
const PRIOR_K = 0.5

/**
 * Pareto-k of n weights: k of a generalised Pareto distribution fitted to what the largest ⌈min(n/5, 3√n)⌉ weights
 * exceed the next smaller one by. Moments of the weights above 1/k do not exist.
 *
 * @param sorted  weights ≥ 0, ascending, in any unit: k does not depend on it
 * @returns null when fewer than 5 weights are the tail, or when they are tied: fewer than half of them are different
 *   numbers, or a quarter of them are the weight the tail begins after. A continuous distribution says nothing of such
 *   weights. Policies that divide a few probabilities by a few others have them, and then the largest is known anyway.
 * @throws RangeError for weights that do not ascend
 *
 * Zhang & Stephens, "A new and efficient estimation method for the generalized Pareto distribution", Technometrics
 * 2009; Vehtari, Simpson, Gelman, Yao & Gabry, "Pareto smoothed importance sampling", JMLR 2024, whose prior it has.
 */
export function paretoK(sorted: Float64Array): number | null {
  const n = sorted.length
  for (let i = 1; i < n; i++) {
    if (!(sorted[i]! >= sorted[i - 1]!)) {
      throw new RangeError(`Weight ${i} is ${sorted[i]} after ${sorted[i - 1]}: sort the weights, smallest first.`)
    }
  }
  const size = Math.ceil(Math.min(n / 5, 3 * Math.sqrt(n)))
  if (size < LEAST_TAIL) return null
  const start = sorted[n - size - 1]!,
    largest = sorted[n - 1]!
  if (distinct(sorted.subarray(n - size)) < size / 2) return null
  // In units of the largest weight, so that no square or product leaves the range of a double.
  const excess = sorted.slice(n - size).map(weight => (weight - start) / largest)
  return excess[quartileOf(size)] === 0 ? null : shape(excess)
}

const distinct = (ascending: Float64Array): number =>
  ascending.reduce((count, x, i) => count + (i === 0 || x !== ascending[i - 1] ? 1 : 0), 0)

const quartileOf = (size: number) => Math.floor(size / 4 + 0.5) - 1

/** @param excess  over the threshold, ascending, the first quartile above 0 */
function shape(excess: Float64Array): number {
  const n = excess.length,
    points = GRID_POINTS + Math.floor(Math.sqrt(n))
  const quartile = excess[quartileOf(n)]!
  const theta = Float64Array.from(
    { length: points },
    (_, j) => 1 / excess[n - 1]! + (1 - Math.sqrt(points / (j + 0.5))) / GRID_PRIOR / quartile,
  )
  const likelihood = theta.map(b => {
    const k = meanLog(excess, b)
    // At θ = 0 the distribution is exponential: θ/k → −1/mean.
    const ratio = b === 0 ? 1 / mean(excess) : -b / k
    return n * (Math.log(ratio) - k - 1)
  })
  const highest = likelihood.reduce((a, b) => Math.max(a, b), -Infinity)
  let sum = 0,
    weighted = 0
  for (const [j, l] of likelihood.entries()) {
    const weight = Math.exp(l - highest)
    sum += weight
    weighted += weight * theta[j]!
  }
  const k = meanLog(excess, weighted / sum)
  return (n * k + PRIOR_WEIGHTS * PRIOR_K) / (n + PRIOR_WEIGHTS)
}

function meanLog(excess: Float64Array, theta: number): number {
  let sum = 0
  for (const x of excess) sum += Math.log1p(-theta * x)
  return sum / excess.length
}

const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length
