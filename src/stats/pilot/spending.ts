// Alpha-spending functions of Lan and DeMets: how much of a one-sided α may be used up when a share t of the planned
// information is in. "Discrete sequential boundaries for clinical trials", 1983.
import { normalQuantile, survival } from '../normal.ts'

/** α spent, cumulatively, at information share t in (0, 1]; 0 at t = 0 and `alpha` at t = 1. `alpha` is one-sided. */
export type Spending = (t: number, alpha: number) => number

/** 2(1 − Φ(z_{α/2}/√t)): close to O'Brien and Fleming's bounds, nearly nothing early. */
export const obrienFlemingSpending: Spending = (t, alpha) => 2 * survival(-normalQuantile(alpha / 2) / Math.sqrt(t))

/** α ln(1 + (e − 1)t): close to Pocock's constant bounds. */
export const pocockSpending: Spending = (t, alpha) => alpha * Math.log1p((Math.E - 1) * t)

/** α t^ρ: Kim and DeMets' power family, 1987; ρ = 1 is near Pocock, ρ = 3 near O'Brien and Fleming. */
export function powerSpending(rho: number): Spending {
  if (!(rho > 0)) throw new RangeError(`The power of a spending function is above 0, not ${rho}.`)
  return (t, alpha) => alpha * t ** rho
}
