import { normalCdf, survival } from '../normal.ts'

/**
 * P(T > x) of Student's t shifted by `shift`: T = (Z + shift)/S with S² = χ²/df, integrated over S. Ten digits for
 * df ≥ 1 and |shift| up to about 50.
 *
 * @param df  degrees of freedom, ≥ 1
 */
export const noncentralTSurvival = (x: number, df: number, shift: number): number =>
  overScale(df, s => survival(x * s - shift))

/** P(T ≤ x) of the same distribution, computed as such. */
export const noncentralTCdf = (x: number, df: number, shift: number): number =>
  overScale(df, s => normalCdf(x * s - shift))

/** E f(S) for S = √(χ²/df): trapezoids over u = log S, whose density s^df e^(−df s²/2) dies off on both sides. */
function overScale(df: number, f: (s: number) => number): number {
  if (!(df >= 1)) throw new RangeError(`No t distribution with ${df} degrees of freedom.`)
  // Outside [−c − √c, √c] the density is below e^−40 of its maximum at u = 0.
  const c = 40 / df,
    low = -c - Math.sqrt(c),
    points = 1000,
    step = (Math.sqrt(c) - low) / points
  let total = 0,
    mass = 0
  for (let i = 0; i <= points; i++) {
    const u = low + i * step
    // u + (1 − e^2u)/2 without the digits that cancel near 0
    const density = Math.exp(df * (u - Math.expm1(2 * u) / 2))
    total += density * f(Math.exp(u))
    mass += density
  }
  return total / mass
}
