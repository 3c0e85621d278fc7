// Alpha-spending functions of Lan and DeMets: how much of a one-sided α may be used up when a share t of the planned
// information is in. "Discrete sequential boundaries for clinical trials", 1983.

import { normalQuantile, survival } from '../normal.ts'

/** α spent, cumulatively, at information share t in (0, 1]; 0 at t = 0 and `alpha` at t = 1. `alpha` is one-sided. */
export type Spending = (t: number, alpha: number) => number

/**
 * 2(1 − Φ(z_{α/2}/√t)): close to O'Brien and Fleming's bounds, nearly nothing early.
 *
 * @param t  information share in (0, 1]; @param alpha  one-sided, in (0, 1)
 * @throws RangeError for another alpha
 *
 * Lan & DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 1983.
 */
export const obrienFlemingSpending: Spending = (t, alpha) => {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`α is ${alpha}; it lies between 0 and 1, usually 0.025.`)
  return 2 * survival(-normalQuantile(alpha / 2) / Math.sqrt(t))
}

/**
 * α ln(1 + (e − 1)t): close to Pocock's constant bounds.
 *
 * @param t  information share in (0, 1]; @param alpha  one-sided. Throws nothing
 *
 * Lan & DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 1983.
 */
export const pocockSpending: Spending = (t, alpha) => alpha * Math.log1p((Math.E - 1) * t)

/**
 * α t^ρ: the power family; ρ = 1 is near Pocock, ρ = 3 near O'Brien and Fleming.
 *
 * @param rho  > 0
 * @throws RangeError for another power
 *
 * Kim & DeMets, "Design and analysis of group sequential tests based on the type I error spending rate function", 1987.
 */
export function powerSpending(rho: number): Spending {
  if (!(rho > 0)) throw new RangeError(`The power of a spending function is above 0, not ${rho}.`)
  return (t, alpha) => alpha * t ** rho
}
