// The targeting operator characteristic and its two areas, as grf's rank_average_treatment_effect defines them.

import { type GroupSums, type Prefix, prefixAt, stepsOf } from './group-sums.ts'

/** In the unit of the outcome. */
export interface TargetingAreas {
  /** (1/n) Σᵢ TOC(i/n): heavy on the first few customers. */
  readonly autoc: number
  /** (1/n) Σᵢ (i/n)·TOC(i/n): weighs the whole ranking. */
  readonly qini: number
}

/**
 * TOC(q) = mean of Γ among the share q with the best scores − mean of Γ among all, with the doubly robust score
 *
 *     Γ = μ₁ − μ₀ + W(Y − μ₁)/e₁ − (1 − W)(Y − μ₀)/e₀
 *
 * whose outcome model is the mean of each arm. Without propensities e₁ and e₀ are the arms' shares. A constant added
 * to all outcomes changes nothing, and the mean of Γ is exactly the difference of the arms' means, so TOC(1) = 0.
 *
 * Yadlowsky, Fleming, Shah, Brunskill & Wager, "Evaluating treatment prioritization rules via rank-weighted average
 * treatment effects", 2021 (arXiv 2111.07966); grf 2, `rank_average_treatment_effect` with ties averaged.
 *
 * @param all  sums over all groups
 * @param pace  rows per step; 1 is the definition, more is coarser and faster
 */
export function targetingAreas(sums: GroupSums, all: Prefix, pace = 1): TargetingAreas {
  const { rows, treated, control, treatedOutcome, controlOutcome } = sums,
    surplus = surplusOf(all),
    n = all.rows
  let x = 0,
    t = 0,
    c = 0,
    ty = 0,
    cy = 0,
    before = 0,
    autoc = 0,
    qini = 0
  for (let g = 0; g < rows.length; g++) {
    const now = surplus((t += treated[g]!), (c += control[g]!), (ty += treatedOutcome[g]!), (cy += controlOutcome[g]!))
    const steps = stepsOf(rows[g]!, pace),
      h = rows[g]! / steps,
      slope = (now - before) / steps
    for (let s = 1; s <= steps; s++) {
      const gained = before + s * slope
      autoc += (h * gained) / (x + s * h)
      qini += h * gained
    }
    x += rows[g]!
    before = now
  }
  return { autoc: autoc / n, qini: qini / n / n }
}

/** TOC at shares in (0, 1], ascending; in the unit of the outcome. */
export function targetingCurve(sums: GroupSums, all: Prefix, shares: readonly number[]): readonly number[] {
  const surplus = surplusOf(all),
    places = shares.map(q => q * all.rows)
  return prefixAt(sums, 'rows', places).map(({ treated, control, treatedOutcome, controlOutcome }, i) =>
    shares[i] === 1 ? 0 : surplus(treated, control, treatedOutcome, controlOutcome) / places[i]!,
  )
}

/** Σ(Γ − mean Γ) over the rows up to some place: TOC is this over their number. */
function surplusOf(all: Prefix) {
  const mean1 = all.treatedOutcome / all.treated,
    mean0 = all.controlOutcome / all.control
  const scale1 = all.rows / all.treated,
    scale0 = all.rows / all.control
  return (treated: number, control: number, treatedOutcome: number, controlOutcome: number) =>
    (treatedOutcome - mean1 * treated) * scale1 - (controlOutcome - mean0 * control) * scale0
}
