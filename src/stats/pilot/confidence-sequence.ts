// Intervals that hold at all looks at once: for watching harm while a pilot runs.

import type { Interval } from '../wilson.ts'
import type { Effect } from './effect.ts'
import type { Alternative, Inference } from './inference.ts'

/** GrowthBook's default for `tightestAt`. */
const DEFAULT_TIGHTEST_AT = 5000

/**
 * Asymptotic confidence sequence of an effect: with probability `level` every look's interval holds the true effect.
 * With ρ chosen so that it is narrowest at n = `tightestAt`, and SE the effect's error at this look,
 *
 *     two-sided  SE √(2 (nρ²+1)/(nρ²) · ln(√(nρ²+1)/α))
 *     one-sided  SE √(2 (nρ²+1)/(nρ²) · ln(1 + √(nρ²+1)/(2α)))      with ρ for 2α
 *
 * The p-value is anytime-valid too: the smallest α, with ρ as it is, whose interval leaves 0 out; 1 where none does.
 * (GrowthBook searches the one-sided p up to an absolute tolerance of its half-width, and writes 0.4999 instead of 1.)
 *
 * @param effect  from `armDifference` and the like, with its error above 0
 * @param level  e.g. 0.95 (α = 0.05)
 * @param tightestAt  number of units of both arms where the sequence is to be narrowest; fixed before the first look
 * @throws RangeError for an effect without an error, or a level or number of units that is none
 *
 * Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic confidence
 * sequences", 2021 (arXiv 2103.06476).
 */
export function confidenceSequence(
  effect: Effect,
  level: number,
  alternative: Alternative,
  tightestAt = DEFAULT_TIGHTEST_AT,
): Inference {
  const { value, standardError, n } = effect
  if (!(standardError > 0)) throw new RangeError(`No sequence of effect ${value} with error ${standardError}.`)
  const alpha = 1 - level,
    two = alternative === 'two-sided'
  const rho = sequenceRho(level, two ? 'two-sided' : 'one-sided', tightestAt)
  const half = standardError * sequenceCriticalZ(n, rho, alpha, two ? 'two-sided' : 'one-sided')
  const statistic = value / standardError
  const spread = n * rho * rho + 1
  const exponent = ((spread - 1) * statistic * statistic) / (2 * spread)
  const interval: Interval = [
    alternative === 'less' ? -Infinity : value - half,
    alternative === 'greater' ? Infinity : value + half,
  ]
  const towards = alternative === 'less' ? -statistic : statistic
  const p = two
    ? Math.sqrt(spread) * Math.exp(-exponent)
    : towards > 0
      ? Math.sqrt(spread) / (2 * Math.expm1(exponent))
      : 1
  return { value, standardError, interval, statistic, p: Math.min(1, p) }
}

/**
 * ρ that makes the sequence narrowest at `tightestAt` units: √((−2 ln a + ln(1 − 2 ln a))/tightestAt), a = α or 2α.
 *
 * @param level  1 − α, in (0, 1); above 0.5 for one side
 * @param tightestAt  units of both arms, > 0
 * @throws RangeError for other numbers
 *
 * Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, 2021 (arXiv 2103.06476).
 */
export function sequenceRho(level: number, sides: 'two-sided' | 'one-sided', tightestAt: number): number {
  const alpha = sides === 'two-sided' ? 1 - level : 2 * (1 - level)
  if (!(alpha > 0 && alpha < 1 && tightestAt > 0)) {
    throw new RangeError(`No confidence sequence of level ${level}, narrowest at ${tightestAt}: say 0.95 and 5000.`)
  }
  const l = -2 * Math.log(alpha)
  return Math.sqrt((l + Math.log1p(l)) / tightestAt)
}

/**
 * Half-width of the sequence in standard errors after n units.
 *
 * @param n  units of both arms, > 0
 * @param rho  from `sequenceRho`
 * @param alpha  in (0, 1)
 * @throws RangeError for other numbers
 *
 * As `confidenceSequence`: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, 2021.
 */
export function sequenceCriticalZ(n: number, rho: number, alpha: number, sides: 'two-sided' | 'one-sided'): number {
  if (!(n > 0 && rho > 0 && alpha > 0 && alpha < 1)) {
    throw new RangeError(`No critical value after ${n} units with ρ = ${rho} and α = ${alpha}.`)
  }
  const spread = n * rho * rho + 1
  const ratio = Math.sqrt(spread) / alpha
  const logarithm = sides === 'two-sided' ? Math.log(ratio) : Math.log1p(ratio / 2)
  return Math.sqrt(((2 * spread) / (spread - 1)) * logarithm)
}
