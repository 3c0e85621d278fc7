// The effect as if every stratum held its share of both arms: strata known before the pilot take their variance out.

import { covariance, form, mergeArms } from './arm.ts'
import type { Arm } from './arm.ts'
import { armDifference, relativeArmDifference } from './effect.ts'
import type { Effect } from './effect.ts'
import { cupedMean, cupedRatio, meanMetric, ratioMetric } from './metric.ts'
import type { Metric } from './metric.ts'
import { NotEstimableError } from './not-estimable.ts'
import { adjustedStratum, plainStratum } from './stratum.ts'
import type { Stratum } from './stratum.ts'

/** The arms' units within one stratum; columns as the metric has them. */
export interface ArmsOfStratum {
  readonly control: Arm
  readonly treatment: Arm
}

/** What is compared, by the columns of the arms: see src/stats/pilot/metric.ts. */
export type StratifiedMetric = 'mean' | 'ratio' | 'cuped mean' | 'cuped ratio'

/**
 * @property standardErrorGivenShares  with the strata's shares held fixed; `standardError` lets them vary from sample
 *   to sample, which for a difference matters little and for a relative change more
 */
export interface StratifiedEffect extends Effect {
  readonly standardErrorGivenShares: number
}

/**
 * Post-stratified difference, absolute or relative to |control|. With ν_k = n_k/n the share of stratum k, α_k its
 * figures (control and effect per outcome column) and V_k their variance per unit,
 *
 *     ᾱ = Σ ν_k α_k      Var ᾱ = (α (diag ν − νν′) α′ + Σ ν_k V_k)/n
 *
 * and the figure and its error follow from ᾱ by the delta method. CUPED strata are adjusted by least squares within the
 * stratum. A stratum in which an arm does not vary, or too small to adjust, is merged into the largest one.
 *
 * @param kind  'absolute' or 'relative'
 * @throws NotEstimableError when an arm as a whole does not vary, or the control's figure is 0 (relative)
 *
 * Miratrix, Sekhon & Yu, "Adjusting treatment effect estimates by post-stratification in randomized experiments",
 * JRSS B 2013; Xie & Aurisset, "Improving the sensitivity of online controlled experiments", 2016.
 */
export function postStratified(
  strata: readonly ArmsOfStratum[],
  metric: StratifiedMetric,
  kind: 'absolute' | 'relative',
): StratifiedEffect {
  if (strata.length === 0) throw new RangeError('Post-stratification needs at least one stratum.')
  const all = strata.reduce((a, b) => ({
    control: mergeArms(a.control, b.control),
    treatment: mergeArms(a.treatment, b.treatment),
  }))
  const compare = kind === 'relative' ? relativeArmDifference : armDifference
  const overall = compare(metricOf(metric, all), asMeans(all.control), asMeans(all.treatment))
  const viable = mergeSmall(strata, metric)
  if (viable.length === 1) return { ...overall, standardErrorGivenShares: overall.standardError }
  const cells = viable.map(one => stratumOf(one, metric))
  const total = overall.n,
    shares = cells.map(cell => cell.n / total)
  const mean = cells[0]!.mean.map((_, i) => sum(cells, (cell, k) => shares[k]! * cell.mean[i]!))
  const [value, gradient] = kind === 'relative' ? relativeFigure(mean) : absoluteFigure(mean)
  const given = sum(cells, (cell, k) => shares[k]! * quadratic(gradient, cell.covariance)) / total
  // gᵀα(diag ν − νν′)α′g: the variance between strata of the linearised figure.
  const moved = cells.map(cell => dot(gradient, cell.mean)),
    centre = dot(gradient, mean)
  const between = sum(moved, (one, k) => shares[k]! * (one - centre) ** 2) / total
  return {
    ...overall,
    value,
    standardError: Math.sqrt(given + between),
    standardErrorGivenShares: Math.sqrt(given),
  }
}

/** Figure and gradient from (control, effect) or (control, effect of the numerator; of the denominator). */
function absoluteFigure(m: readonly number[]): [number, number[]] {
  if (m.length === 2) return [m[1]!, [0, 1]]
  const [x, dx, y, dy] = m as [number, number, number, number]
  const a = x / y,
    b = (x + dx) / (y + dy)
  return [b - a, [1 / (y + dy) - 1 / y, 1 / (y + dy), a / y - b / (y + dy), -b / (y + dy)]]
}

function relativeFigure(m: readonly number[]): [number, number[]] {
  const base = m.length === 2 ? m[0]! : m[0]! / m[2]!
  if (base === 0) throw new NotEstimableError('The control’s figure is 0, so no change is relative to it.')
  const [value, gradient] = absoluteFigure(m)
  const ofBase = m.length === 2 ? [1, 0] : [1 / m[2]!, 0, -base / m[2]!, 0]
  const size = Math.abs(base)
  return [value / size, gradient.map((g, i) => g / size - (value * ofBase[i]!) / (base * size))]
}

function stratumOf({ control, treatment }: ArmsOfStratum, metric: StratifiedMetric): Stratum {
  const ratio = metric.endsWith('ratio'),
    outcomes = ratio ? [0, 1] : [0]
  const before = metric === 'cuped ratio' ? [2, 3] : metric === 'cuped mean' ? [1] : []
  const varies = before.every(q => covariance(control, q, q) > 0 && covariance(treatment, q, q) > 0)
  const adjusted =
    before.length > 0 && varies ? adjustedStratum(control, treatment, outcomes, before, ratio ? 6 : 3) : null
  return adjusted ?? plainStratum(control, treatment, outcomes)
}

/** Largest first; what cannot stand alone joins the largest, whose columns are then means, as GrowthBook has it. */
function mergeSmall(strata: readonly ArmsOfStratum[], metric: StratifiedMetric): ArmsOfStratum[] {
  const bySize = strata.toSorted((a, b) => size(b) - size(a))
  const kept = bySize.slice(0, 1)
  for (const one of bySize.slice(1)) {
    const enough = metric !== 'cuped ratio' || size(one) > 6
    if (enough && varies(one.control, metric) && varies(one.treatment, metric)) kept.push(one)
    else {
      const [largest] = kept as [ArmsOfStratum]
      kept[0] = {
        control: asMeans(mergeArms(largest.control, one.control)),
        treatment: asMeans(mergeArms(largest.treatment, one.treatment)),
      }
    }
  }
  return kept
}

const size = ({ control, treatment }: ArmsOfStratum) => control.n + treatment.n

/** Whether the unadjusted figure of the arm has an error. */
function varies(arm: Arm, metric: StratifiedMetric): boolean {
  if (arm.n < 2) return false
  if (!metric.endsWith('ratio')) return arm.centred[0]![0]! > 0
  if (arm.mean[1] === 0) return false
  const g = ratioMetric.gradient(arm.mean)
  return form(arm, g, g) > 1e-13 * (g[0]! ** 2 * covariance(arm, 0, 0) + g[1]! ** 2 * covariance(arm, 1, 1))
}

function metricOf(metric: StratifiedMetric, { control, treatment }: ArmsOfStratum): Metric {
  if (metric === 'mean') return meanMetric
  if (metric === 'ratio') return ratioMetric
  return metric === 'cuped mean' ? cupedMean(control, treatment) : cupedRatio(control, treatment)
}

/** Rates of several strata together are treated as means, divisor n − 1. */
const asMeans = (arm: Arm): Arm => ({ ...arm, kinds: arm.kinds.map(() => 'mean') })

const sum = <T>(items: readonly T[], of: (item: T, k: number) => number) =>
  items.reduce((total, one, k) => total + of(one, k), 0)
const dot = (x: readonly number[], y: readonly number[]) => sum(x, (one, i) => one * y[i]!)
const quadratic = (g: readonly number[], m: readonly (readonly number[])[]) =>
  dot(
    g,
    m.map(row => dot(row, g)),
  )
