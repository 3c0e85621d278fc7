// One stratum of a pilot: per outcome column the control's figure and the treatment's effect, with their covariance.

import { covariance, mergeArms } from './arm.ts'
import type { Arm } from './arm.ts'

/**
 * @property n  units of both arms
 * @property mean  2R numbers: for each of R outcome columns the control's mean and the effect
 * @property covariance  2R × 2R, times n: how far those vary in strata of this kind per unit
 */
export interface Stratum {
  readonly n: number
  readonly mean: readonly number[]
  readonly covariance: readonly (readonly number[])[]
}

/** Without adjustment: the arms' means of the outcome columns, each arm with its own covariance. */
export function plainStratum(control: Arm, treatment: Arm, outcomes: readonly number[]): Stratum {
  const n = control.n + treatment.n
  const mean = outcomes.flatMap(r => [control.mean[r]!, treatment.mean[r]! - control.mean[r]!])
  return assemble(n, mean, (r, s) => {
    const a = covariance(control, outcomes[r]!, outcomes[s]!) / control.n
    const b = covariance(treatment, outcomes[r]!, outcomes[s]!) / treatment.n
    return [
      [a, -a],
      [-a, a + b],
    ]
  })
}

/**
 * Adjusted for the columns before the pilot by least squares with one slope for both arms, y ~ 1 + treatment + x: the
 * control's mean is taken at the stratum's mean of x, whose own sampling is added to its variance.
 *
 * @param outcomes, before  column numbers; R outcomes and Q columns before the pilot, Q = 1 or 2
 * @param lost  degrees of freedom the residual variance loses: 3 for one outcome, 6 for numerator and denominator
 * @returns null where the columns before the pilot do not vary, or vary together
 */
export function adjustedStratum(
  control: Arm,
  treatment: Arm,
  outcomes: readonly number[],
  before: readonly number[],
  lost: number,
): Stratum | null {
  const n = control.n + treatment.n
  if (n <= lost) return null
  const both = mergeArms(control, treatment)
  const within = (r: number, s: number) => control.centred[r]![s]! + treatment.centred[r]![s]!
  const inverse = inverseOf(before.map(q => before.map(p => within(q, p))))
  if (inverse === null) return null
  const slopes = outcomes.map(y =>
    inverse.map(row =>
      dot(
        row,
        before.map(q => within(q, y)),
      ),
    ),
  )
  const residual = (r: number, s: number) =>
    (within(outcomes[r]!, outcomes[s]!) -
      dot(
        slopes[r]!,
        before.map(q => within(q, outcomes[s]!)),
      )) /
    (n - lost)
  // x̄ − x̄ of the control, and treatment − control: by how much each figure leans on the slopes.
  const toMean = before.map(q => both.mean[q]! - control.mean[q]!)
  const apart = before.map(q => treatment.mean[q]! - control.mean[q]!)
  const lean = (u: readonly number[], v: readonly number[]) =>
    dot(
      u,
      inverse.map(row => dot(row, v)),
    )
  const sampled = before.map(q => before.map(p => both.centred[q]![p]! / (n - 1) / n)) // covariance of x̄
  const loose = dot(
    inverse.map((row, q) =>
      dot(
        row,
        sampled.map(one => one[q]!),
      ),
    ),
    before.map(() => 1),
  )
  const mean = outcomes.flatMap((y, r) => [
    control.mean[y]! + dot(slopes[r]!, toMean),
    treatment.mean[y]! - control.mean[y]! - dot(slopes[r]!, apart),
  ])
  return assemble(n, mean, (r, s) => {
    const noise = residual(r, s),
      cross = noise * (-1 / control.n - lean(toMean, apart))
    const ofMean =
      dot(
        slopes[r]!,
        sampled.map(row => dot(row, slopes[s]!)),
      ) +
      noise * loose
    return [
      [noise * (1 / control.n + lean(toMean, toMean)) + ofMean, cross],
      [cross, noise * (1 / control.n + 1 / treatment.n + lean(apart, apart))],
    ]
  })
}

function assemble(n: number, mean: readonly number[], block: (r: number, s: number) => number[][]): Stratum {
  const outcomes = mean.length / 2
  const blocks = Array.from({ length: outcomes }, (_, r) => Array.from({ length: outcomes }, (_, s) => block(r, s)))
  return {
    n,
    mean,
    covariance: mean.map((_, i) => mean.map((_, j) => n * blocks[i >> 1]![j >> 1]![i & 1]![j & 1]!)),
  }
}

/** Inverse of a symmetric 1 × 1 or 2 × 2 matrix; null where it has none but for rounding. */
function inverseOf(m: readonly (readonly number[])[]): number[][] | null {
  if (m.length === 1) return m[0]![0]! > 0 ? [[1 / m[0]![0]!]] : null
  const [[a, b], [c, d]] = m as readonly [readonly [number, number], readonly [number, number]]
  const determinant = a * d - b * c
  if (!(determinant > 1e-12 * a * d)) return null
  return [
    [d / determinant, -b / determinant],
    [-c / determinant, a / determinant],
  ]
}

const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, one, i) => sum + one * y[i]!, 0)
