// Why one policy's figures on one outcome in one cell support no verdict, and what has to be said beside them.

import type { MeasuredEstimates } from '../estimate/estimates.ts'
import type { Measured } from '../estimate/measure.ts'
import {
  emptyDenominator,
  noDecisions,
  noModel,
  noOverlap,
  noVariation,
  oneCustomer,
  outsideRange,
  unboundedRatio,
} from '../estimate/not-computable.ts'
import type { Refusal } from '../estimate/refusal.ts'
import {
  fewAmounts,
  fewEvents,
  fewInDenominator,
  isOneSided,
  subjects,
  tooSkewed,
  unmatured,
  weightRefusals,
} from '../estimate/refusals.ts'
import type { CellSums } from '../moments/cell-sums.ts'
import { SKEWNESS_LIMIT } from '../stats/hall.ts'
import type { Text } from '../strategy/text.ts'
import { diagnose } from './diagnose.ts'
import type { Cell } from './evaluation.ts'
import type { OutcomeSeries } from './outcome-series.ts'
import type { Reading } from './reading.ts'
import { thinSupport, tooThin } from './thin-support.ts'

export function whoIs(sums: CellSums, policy: number, role: 'strategy' | 'champion' = 'strategy'): Text {
  return subjects[sums.plan.policies[policy]!.kind === 'logged' ? 'logged' : role]
}

/** Why this policy's own figures support no verdict. */
export function refusalsOf(
  reading: Reading,
  sums: CellSums,
  series: OutcomeSeries,
  policy: number,
  cell: Cell,
  estimates: MeasuredEstimates,
  who: Text,
): Refusal[] {
  const weights = diagnose(sums, policy, series.maturity, cell)
  if (weights === null) {
    const decisions = sums.maturity(0, 'N')
    return [decisions > 0 ? unmatured(decisions, series.outcome.horizonDays) : noDecisions]
  }
  const { fitSums } = reading,
    refusals: (Refusal | null)[] = weightRefusals(weights, who, reading.limits)
  const events = effectiveEvents(sums, series, policy, reading.fitted.shift)
  if (weights.customers < 2) refusals.push(oneCustomer)
  else if (weights.maxWeight === 0) refusals.push(noOverlap(weights.decisions, who))
  else if (series.of.kind === 'ratio' && estimates.snips === null) refusals.push(emptyDenominator(who))
  else if (series.of.kind === 'ratio') {
    refusals.push(fewInDenominator(events.events, who))
    if (estimates.dr && estimates.dr.interval(reading.z) === null) refusals.push(unboundedRatio(who))
  } else if (series.outcome.measure === 'rate') refusals.push(fewEvents(events.events, events.others, who))
  else if (isOneSided(-fitSums.negMin[series.of.column]!, fitSums.max[series.of.column]!)) {
    refusals.push(fewAmounts(events.events, who))
  }
  refusals.push(thinRefusal(reading, sums, series, policy, estimates.dr, who))
  if (!sums.plan.model && sums.plan.policies[policy]!.kind !== 'logged') refusals.push(noModel)
  return refusals.filter(refusal => refusal !== null)
}

function thinRefusal(
  { whole, fitSums }: Reading,
  sums: CellSums,
  series: OutcomeSeries,
  policy: number,
  dr: Measured | null,
  who: Text,
): Refusal | null {
  if (dr === null || series.outcome.measure !== 'mean' || series.of.kind !== 'column') return null
  if (sums.plan.policies[policy]!.kind === 'logged') return null
  const thin = thinSupport(sums, whole, series.of.column, policy, dr, fitSums)
  return thin && tooThin(thin, dr.standardError, who)
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
export function withoutInterval(measured: Measured | null, z: number, what: Text): Refusal[] {
  if (measured === null || measured.interval(z) !== null) return []
  const k = measured.skewness
  if (k !== null && Math.abs(k) > SKEWNESS_LIMIT) return [tooSkewed(k, what)]
  return measured.standardError === 0 ? [noVariation(what)] : []
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
    ...withoutInterval(estimates.dr, z, { en: `the DR value of ${who.en}`, zh: `${who.zh}的 DR 估计` }),
    ...withoutInterval(estimates.snips, z, { en: `the SNIPS value of ${who.en}`, zh: `${who.zh}的 SNIPS 估计` }),
    ...withoutInterval(snips, z, { en: 'the SNIPS difference from the champion', zh: '与对照策略的 SNIPS 差值' }),
    ...(isOutside(estimates.dr) ? [outsideRange('DR', estimates.dr!.influence.value)] : []),
    ...(isOutside(estimates.ips) ? [outsideRange('IPS', estimates.ips!.influence.value)] : []),
  ]
}
