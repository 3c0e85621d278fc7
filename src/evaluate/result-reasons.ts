// Why one policy's figures on one outcome in one cell support no verdict, and what has to be said beside them.

import type { MeasuredEstimates } from '../estimate/estimates.ts'
import type { Measured } from '../estimate/measure.ts'
import type { Refusal, FigureName, Subject } from '../estimate/refusal.ts'
import {
  fewAmounts,
  fewEvents,
  fewInDenominator,
  isOneSided,
  tooSkewed,
  weightRefusals,
  noOverlap,
  noVariation,
  oneCustomer,
} from '../estimate/refusals.ts'
import type { CellSums } from '../moments/cell-sums.ts'
import { SKEWNESS_LIMIT } from '../stats/hall.ts'
import { diagnose } from './diagnose.ts'
import type { Cell } from './evaluation.ts'
import type { OutcomeSeries } from './outcome-series.ts'
import type { Reading } from './reading.ts'
import { thinSupport } from './thin-support.ts'

export function whoIs(sums: CellSums, policy: number, role: 'strategy' | 'champion' = 'strategy'): Subject {
  return sums.plan.policies[policy]!.kind === 'logged' ? 'logged' : role
}

/** Why this policy's own figures support no verdict. */
export function refusalsOf(
  reading: Reading,
  sums: CellSums,
  series: OutcomeSeries,
  policy: number,
  { cell, estimates, who }: { readonly cell: Cell; readonly estimates: MeasuredEstimates; readonly who: Subject },
): Refusal[] {
  const weights = diagnose(sums, policy, series.maturity, cell)
  if (weights === null) {
    const decisions = sums.maturity(0, 'N')
    return [
      decisions > 0
        ? { code: 'maturity', decisions, horizonDays: series.outcome.horizonDays }
        : { code: 'not-computable', reason: 'no-decisions' },
    ]
  }
  const { fitSums } = reading,
    refusals: (Refusal | null)[] = weightRefusals(weights, who, reading.limits)
  const events = effectiveEvents(sums, series, policy, reading.fitted.shift)
  if (weights.customers < 2) refusals.push(oneCustomer)
  else if (weights.maxWeight === 0) refusals.push(noOverlap(weights.decisions, who))
  else if (series.of.kind === 'ratio' && estimates.snips === null) {
    refusals.push({ code: 'not-computable', reason: 'empty-denominator', who })
  } else if (series.of.kind === 'ratio') {
    refusals.push(fewInDenominator(events.events, who))
    if (estimates.dr && estimates.dr.interval(reading.z) === null) {
      refusals.push({ code: 'denominator', reason: 'unbounded', who })
    }
  } else if (series.outcome.measure === 'rate') refusals.push(fewEvents(events.events, events.others, who))
  else if (isOneSided(-fitSums.negMin[series.of.column]!, fitSums.max[series.of.column]!)) {
    refusals.push(fewAmounts(events.events, who))
  }
  refusals.push(thinRefusal(reading, sums, series, policy, estimates.dr, who))
  if (!sums.plan.model && sums.plan.policies[policy]!.kind !== 'logged') {
    refusals.push({ code: 'not-computable', reason: 'no-model' })
  }
  return refusals.filter(refusal => refusal !== null)
}

function thinRefusal(
  { whole, fitSums }: Reading,
  sums: CellSums,
  series: OutcomeSeries,
  policy: number,
  dr: Measured | null,
  who: Subject,
): Refusal | null {
  if (dr === null || series.outcome.measure !== 'mean' || series.of.kind !== 'column') return null
  if (sums.plan.policies[policy]!.kind === 'logged') return null
  const thin = thinSupport(sums, whole, series.of.column, policy, dr, fitSums)
  return thin && { code: 'thin-support', who, ...thin, error: dr.standardError }
}

/**
 * Effective events (Σwr)²/Σw²r² and, of a rate, non-events (r → 1 − r): how many equally weighted ones would carry the
 * same information. Of a ratio, those of its denominator.
 */
function effectiveEvents(sums: CellSums, series: OutcomeSeries, policy: number, shift: Float64Array) {
  const column = series.of.kind === 'ratio' ? series.of.denominator : series.of.column
  const weight = sums.policy(series.maturity, policy, 'W')
  const weighted = sums.series(column, policy, 'R') + shift[column]! * weight
  const squared = sums.series(column, policy, 'w2r2')
  const otherSquared = sums.policy(series.maturity, policy, 'w2') - 2 * sums.series(column, policy, 'w2r') + squared
  return {
    events: squared > 0 ? weighted ** 2 / squared : 0,
    others: otherSquared > 0 ? (weight - weighted) ** 2 / otherSquared : 0,
  }
}

/** A figure without an interval, or null when it has one. */
export function withoutInterval(measured: Measured | null, z: number, of: FigureName): Refusal[] {
  if (measured === null || measured.interval(z) !== null) return []
  const k = measured.skewness
  if (k !== null && Math.abs(k) > SKEWNESS_LIMIT) return [tooSkewed(k, of)]
  return measured.standardError === 0 ? [noVariation(of)] : []
}

/** What stands against no verdict: a value without an interval of its own, a rate outside 0–1. */
export function notesOf(
  sums: CellSums,
  series: OutcomeSeries,
  policy: number,
  estimates: MeasuredEstimates,
  snips: Measured | null,
  z: number,
): Refusal[] {
  const who = whoIs(sums, policy)
  const isOutside = (of: Measured | null) =>
    series.outcome.measure === 'rate' && of !== null && (of.influence.value < 0 || of.influence.value > 1)
  return [
    ...withoutInterval(estimates.dr, z, { figure: 'value', estimator: 'dr', who }),
    ...withoutInterval(estimates.snips, z, { figure: 'value', estimator: 'snips', who }),
    ...withoutInterval(snips, z, { figure: 'difference', estimator: 'snips' }),
    ...(['dr', 'ips'] as const).flatMap((estimator): Refusal[] =>
      isOutside(estimates[estimator])
        ? [{ code: 'outside-range', estimator, value: estimates[estimator]!.influence.value }]
        : [],
    ),
  ]
}
