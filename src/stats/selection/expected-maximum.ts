import { normalQuantile, survival } from '../normal.ts'

/** Euler and Mascheroni's constant γ. */
const EULER_GAMMA = 0.577_215_664_901_532_9

/**
 * E[max of N independent standard normal numbers], by the trapezoidal rule on the density of the maximum,
 * N φ(x) Φ(x)^(N−1); for so smooth a function the rule is exact to rounding.
 *
 * @param trials  N, a whole number ≥ 1; 1 gives 0
 * @returns in standard deviations
 * @throws RangeError otherwise
 *
 * Tippett, "On the extreme individuals and the range of samples taken from a normal population", Biometrika 1925.
 */
export function expectedMaximum(trials: number): number {
  checkTrials(trials)
  if (trials === 1) return 0
  const step = 1 / 64
  let sum = 0
  for (let x = -38; x <= 38; x += step) {
    // Φ^(N−1) by log1p, so that it keeps its digits where Φ is 1 − 1e-15 and N is large.
    const tail = survival(x)
    if (tail === 1) continue
    const logDensity = Math.log(trials) - (x * x) / 2 + (trials - 1) * Math.log1p(-tail)
    sum += x * Math.exp(logDensity)
  }
  return (sum * step) / Math.sqrt(2 * Math.PI)
}

/**
 * The approximation of E[max of N] the deflated Sharpe ratio is defined with,
 *
 *     (1 − γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N e))
 *
 * which exceeds the exact value by some 2.5 % at N = 5 and 0.4 % at N = 1,000.
 *
 * @param trials  N, a whole number ≥ 1; 1 gives 0, as nothing was chosen
 * @throws RangeError otherwise
 *
 * Bailey & López de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 2014, equation 1.
 */
export function expectedMaximumApproximation(trials: number): number {
  checkTrials(trials)
  if (trials === 1) return 0
  return -(1 - EULER_GAMMA) * normalQuantile(1 / trials) - EULER_GAMMA * normalQuantile(1 / (trials * Math.E))
}

function checkTrials(trials: number): void {
  if (!(Number.isInteger(trials) && trials >= 1)) {
    throw new RangeError(
      `The largest of ${trials} trials is not defined: the number of trials is whole and at least 1.`,
    )
  }
}
