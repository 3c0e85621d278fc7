// Areas as causalml defines them: a mean over all rows rather than trapezoids between distinct scores.

import { type GroupSums, type Prefix, stepsOf } from './group-sums.ts'

/** Means in the unit of the outcome × rows (gain, qini) or of the outcome (AUTOC, QINI). */
export interface CausalmlAreas {
  /** `auuc_score`, not normalised: Σᵢ gain(i)/(n + 1), gain(i) = (Y_T/N_T − Y_C/N_C)·i among the i best rows. */
  readonly gain: number
  /** gain(n). */
  readonly gainEnd: number
  /** Σᵢ qini(i)/(n + 1), qini(i) = Y_T − Y_C·N_T/N_C. `qini_score` is this less half of qini(n). */
  readonly qini: number
  readonly qiniEnd: number
  /** `rate_score`: mean of TOC weighted by 1/q. */
  readonly autoc: number
  /** `rate_score`: mean of TOC weighted by q. */
  readonly qiniRate: number
}

/**
 * causalml's `auuc_score`, `qini_score` and `rate_score`, with equal scores averaged where that program takes them as
 * they come.
 *
 * Before both arms have a row there is no difference: its cumulative lift and its Qini curve are then drawn straight
 * from 0 to their first value, and TOC is 0. TOC is averaged over the middles of the steps between rows, with weights
 * made to add up to 1: so its RATE is not grf's.
 *
 * @param total  sums over all groups
 * @param pace  rows per step; 1 is the definition, more is coarser and faster
 */
export function causalmlAreas(sums: GroupSums, total: Prefix, pace = 1): CausalmlAreas {
  const { rows, treated, control, treatedOutcome, controlOutcome } = sums
  const n = total.rows,
    effect = total.treatedOutcome / total.treated - total.controlOutcome / total.control
  let x = 0,
    T = 0,
    C = 0,
    TY = 0,
    CY = 0
  let gain = 0,
    qini = 0,
    toc = 0,
    autoc = 0,
    qiniRate = 0,
    sumInverse = 0,
    sumShare = 0
  let waiting = 0,
    waitingSquares = 0,
    lifted = false,
    qiniKnown = false
  for (let g = 0; g < rows.length; g++) {
    const steps = stepsOf(rows[g]!, pace),
      h = rows[g]! / steps,
      dT = treated[g]! / steps,
      dC = control[g]! / steps
    const dTY = treatedOutcome[g]! / steps,
      dCY = controlOutcome[g]! / steps
    for (let s = 1; s <= steps; s++) {
      const at = x + s * h,
        t = T + s * dT,
        c = C + s * dC,
        ty = TY + s * dTY,
        cy = CY + s * dCY
      const known = t > 0 && c > 0,
        lift = known ? ty / t - cy / c : 0
      if (c > 0) {
        const height = ty - (cy * t) / c
        if (!qiniKnown) qini += (height / at) * waiting
        qiniKnown = true
        qini += height * h
      } else waiting += at * h
      if (known) {
        if (!lifted) gain += (lift / at) * waitingSquares
        lifted = true
        gain += lift * at * h
      } else waitingSquares += at * at * h
      const now = known ? lift - effect : 0,
        share = (at - h / 2) / n
      autoc += (h * (toc + now)) / 2 / share
      qiniRate += ((h * (toc + now)) / 2) * share
      sumInverse += h / share
      sumShare += h * share
      toc = now
    }
    x += rows[g]!
    T += treated[g]!
    C += control[g]!
    TY += treatedOutcome[g]!
    CY += controlOutcome[g]!
  }
  return {
    gain: gain / (n + 1),
    gainEnd: effect * n,
    qini: qini / (n + 1),
    qiniEnd: TY - (CY * T) / C,
    autoc: autoc / sumInverse,
    qiniRate: qiniRate / sumShare,
  }
}
