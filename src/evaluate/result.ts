// One policy × outcome × cell: its figures, its difference from the champion, and every reason against a verdict.

import { effectiveSizes } from '../estimate/effective-sizes.ts'
import type { Estimate } from '../estimate/estimate.ts'
import type { MeasuredEstimates } from '../estimate/estimates.ts'
import { measureEstimates } from '../estimate/estimates.ts'
import type { Measured } from '../estimate/measure.ts'
import { measureDifference, toEstimate } from '../estimate/measure.ts'
import { isSameRefusal } from '../estimate/refusal.ts'
import type { CellSums } from '../moments/cell-sums.ts'
import type { Interval } from '../stats/wilson.ts'
import { zeroEventsLimit } from '../stats/wilson.ts'
import type { Cell, Result } from './evaluation.ts'
import type { OutcomeSeries } from './outcome-series.ts'
import type { Reading } from './reading.ts'
import { notesOf, refusalsOf, whoIs, withoutInterval } from './result-reasons.ts'
import { supportBounds } from './support-bounds.ts'
import type { Evidence } from './verdict.ts'

/** A result whose verdict is still open: parts of the whole wait for Holm. */
export interface OpenResult {
  readonly result: Omit<Result, 'verdict'>
  readonly evidence: Evidence
}

/** @param theirs  the champion's estimates in the same cell */
export function openResult(
  reading: Reading,
  sums: CellSums,
  series: OutcomeSeries,
  policy: number,
  cell: Cell,
  theirs: MeasuredEstimates,
): OpenResult {
  const { plan } = sums,
    { z, fitted, fitSums } = reading,
    { outcome } = series
  const n = sums.maturity(series.maturity, 'N')
  const isChampion = policy === plan.champion
  const estimates = isChampion ? theirs : measureEstimates(sums, series, policy, fitted.shift)
  const own = refusalsOf(reading, sums, series, policy, { cell, estimates, who: whoIs(sums, policy) })
  const champion = isChampion ? null : theirs
  const difference = (name: 'dr' | 'snips') => {
    const a = estimates[name],
      b = champion?.[name] ?? null
    return a && b && measureDifference(a, b, sums.sumOf(series.of, policy), outcome.measure)
  }
  const dr = difference('dr'),
    snips = difference('snips')
  const refusals = [...own]
  if (champion !== null) {
    const who = whoIs(sums, plan.champion, 'champion')
    refusals.push(
      ...refusalsOf(reading, sums, series, plan.champion, { cell, estimates: champion, who }).filter(
        refusal => !own.some(said => isSameRefusal(said, refusal)),
      ),
    )
    if (refusals.every(refusal => refusal.code !== 'not-computable' && refusal.code !== 'maturity')) {
      refusals.push(...withoutInterval(dr, z, { figure: 'difference', estimator: 'dr' }))
    }
  }
  const bounds = (p: number, of: Measured | null) =>
    n === 0 || of === null
      ? ([0, 0] as const)
      : supportBounds(sums, series, p, of.influence.value, fitSums, fitted.shift)
  const ownBounds = bounds(policy, estimates.dr),
    championBounds = bounds(plan.champion, champion?.dr ?? null)
  const upperLimit = upperLimitOf(reading, sums, series, policy)
  return {
    result: {
      policy,
      outcome: series.name,
      cell,
      decisions: n,
      customers: sums.maturity(series.maturity, 'G'),
      estimates: {
        dr: toEstimate(estimates.dr, z),
        snips: toEstimate(estimates.snips, z),
        ips: toEstimate(estimates.ips, z),
        dm: withoutModelError(estimates.dm),
      },
      difference: isChampion ? null : { dr: toEstimate(dr, z), snips: toEstimate(snips, z) },
      refusals,
      notes: notesOf(sums, series, policy, estimates, snips, z),
      upperLimit,
      ...within(ownBounds, championBounds, estimates.dr, dr),
    },
    evidence: {
      direction: outcome.direction,
      refusals,
      dr,
      snips,
      bounds: [ownBounds[0] - championBounds[1], ownBounds[1] - championBounds[0]],
      unsupportedShare: Math.max(
        ...[policy, plan.champion].map(p => sums.policy(series.maturity, p, 'unsupported') / n),
      ),
      ceiling: ceilingOf(series, estimates, upperLimit, ownBounds[1], z),
    },
  }
}

/** Result.bounds, or nothing to add. */
function within(
  own: Interval,
  champion: Interval,
  value: Measured | null,
  difference: Measured | null,
): Pick<Result, 'bounds'> {
  const isBounded = [...own, ...champion].every(Number.isFinite)
  if (value === null || !isBounded || [...own, ...champion].every(by => by === 0)) return {}
  return {
    bounds: {
      value: about(value, own),
      difference: difference && about(difference, [own[0] - champion[1], own[1] - champion[0]]),
    },
  }
}

const about = (of: Measured, [low, high]: Interval): Interval => [of.influence.value + low, of.influence.value + high]

/** DM's spread knows nothing of the model's own error, so no interval is made of it. */
const withoutModelError = (dm: Measured | null): Estimate | null =>
  dm && { value: dm.influence.value, standardError: dm.standardError, interval: null }

/** One-sided limit of a rate none of whose usable decisions met an event; null otherwise. */
function upperLimitOf(reading: Reading, sums: CellSums, series: OutcomeSeries, policy: number): number | null {
  if (series.outcome.measure !== 'rate' || series.of.kind !== 'column') return null
  const { customers } = effectiveSizes(sums, policy, series.maturity)
  if (customers === 0 || sums.series(series.of.column, policy, 'R') > 0) return null
  return zeroEventsLimit(customers, reading.level)
}

/**
 * The upper limit a ceiling is held against: DR's and SNIPS's, the one-sided one without events, and support's worst.
 */
function ceilingOf(
  series: OutcomeSeries,
  estimates: MeasuredEstimates,
  upperLimit: number | null,
  unsupported: number,
  z: number,
): Evidence['ceiling'] {
  const { ceiling, direction } = series.outcome
  if (ceiling === undefined || direction !== 'lower') return null
  const uppers = [estimates.dr, estimates.snips].map(of => of?.interval(z)?.[1] ?? Infinity)
  return { upper: (upperLimit ?? Math.max(...uppers)) + Math.max(0, unsupported), limit: ceiling }
}
