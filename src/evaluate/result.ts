// One policy × outcome × cell: its figures, its difference from the champion, and every reason against a verdict.
import { SKEWNESS_LIMIT } from '../stats/hall.ts'
import type { Interval } from '../stats/wilson.ts'
import { zeroEventsLimit } from '../stats/wilson.ts'
import type { Text } from '../strategy/text.ts'
import type { CellSums } from './cell-sums.ts'
import { diagnose, effectiveSizes } from './diagnose.ts'
import type { MeasuredEstimates, Series } from './estimates.ts'
import { measureEstimates } from './estimates.ts'
import type { Estimate } from './estimate.ts'
import type { Cell, Refusal, Result } from './evaluation.ts'
import type { Fitted, FitSums } from './fit.ts'
import type { Measured } from './measure.ts'
import { measureDifference, toEstimate } from './measure.ts'
import {
  emptyDenominator, noDecisions, noModel, noOverlap, noVariation, oneCustomer, outsideRange, unboundedRatio,
} from './not-computable.ts'
import type { Limits } from './refusals.ts'
import {
  fewAmounts, fewEvents, fewInDenominator, isOneSided, subjects, tooSkewed, unmatured, weightRefusals,
} from './refusals.ts'
import { supportBounds } from './support-bounds.ts'
import { thinSupport, tooThin } from './thin-support.ts'
import type { Evidence } from './verdict.ts'

/** What every result of a back-test is read from. */
export interface Reading {
  readonly fitted: Fitted
  readonly fitSums: FitSums
  /** Sums of the whole history. */
  readonly whole: CellSums
  readonly limits: Limits
  readonly level: number
  readonly z: number
}

/** A result whose verdict is still open: parts of the whole wait for Holm. */
export interface Draft {
  readonly result: Omit<Result, 'verdict'>
  readonly evidence: Evidence
}

/** @param theirs  the champion's estimates in the same cell */
export function draftResult(
  reading: Reading, sums: CellSums, series: Series, policy: number, cell: Cell, theirs: MeasuredEstimates,
): Draft {
  const { plan } = sums, { z, fitted, fitSums } = reading, { outcome } = series
  const n = sums.maturity(series.maturity, 'N')
  const isChampion = policy === plan.champion
  const estimates = isChampion ? theirs : measureEstimates(sums, series, policy, fitted.shift)
  const own = refusalsOf(reading, sums, series, policy, cell, estimates, whoIs(sums, policy))
  const champion = isChampion ? null : theirs
  const difference = (name: 'dr' | 'snips') => {
    const a = estimates[name], b = champion?.[name] ?? null
    return a && b && measureDifference(a, b, sums.sumOf(series.of, policy), outcome.measure)
  }
  const dr = difference('dr'), snips = difference('snips')
  const refusals = [...own]
  if (champion !== null) {
    const who = whoIs(sums, plan.champion, 'champion')
    refusals.push(...refusalsOf(reading, sums, series, plan.champion, cell, champion, who)
      .filter(refusal => !own.some(said => said.message.en === refusal.message.en)))
    if (refusals.every(refusal => refusal.code !== 'not-computable' && refusal.code !== 'maturity')) {
      refusals.push(...withoutInterval(dr, z, { en: 'the difference from the champion', zh: '与对照策略的差值' }))
    }
  }
  const bounds = (p: number, of: Measured | null) =>
    n === 0 || of === null ? [0, 0] as const : supportBounds(sums, series, p, of.influence.value, fitSums, fitted.shift)
  const ownBounds = bounds(policy, estimates.dr), championBounds = bounds(plan.champion, champion?.dr ?? null)
  const upperLimit = upperLimitOf(reading, sums, series, policy)
  return {
    result: {
      policy, outcome: series.name, cell, decisions: n, customers: sums.maturity(series.maturity, 'G'),
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
      direction: outcome.direction, refusals, dr, snips,
      bounds: [ownBounds[0] - championBounds[1], ownBounds[1] - championBounds[0]],
      unsupportedShare: Math.max(
        ...[policy, plan.champion].map(p => sums.policy(series.maturity, p, 'unsupported') / n)),
      ceiling: ceilingOf(series, estimates, upperLimit, ownBounds[1], z),
    },
  }
}

/** Result.bounds, or nothing to add. */
function within(
  own: Interval, champion: Interval, value: Measured | null, difference: Measured | null,
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

const about = (of: Measured, [low, high]: Interval): Interval =>
  [of.influence.value + low, of.influence.value + high]

/** DM's spread knows nothing of the model's own error, so no interval is made of it. */
const withoutModelError = (dm: Measured | null): Estimate | null =>
  dm && { value: dm.influence.value, standardError: dm.standardError, interval: null }

function whoIs(sums: CellSums, policy: number, role: 'strategy' | 'champion' = 'strategy'): Text {
  return subjects[sums.plan.policies[policy]!.kind === 'logged' ? 'logged' : role]
}

/** Why this policy's own figures support no verdict. */
function refusalsOf(
  reading: Reading, sums: CellSums, series: Series, policy: number, cell: Cell, estimates: MeasuredEstimates, who: Text,
): Refusal[] {
  const weights = diagnose(sums, policy, series.maturity, cell)
  if (weights === null) {
    const decisions = sums.maturity(0, 'N')
    return [decisions > 0 ? unmatured(decisions, series.outcome.horizonDays) : noDecisions]
  }
  const { fitSums } = reading, refusals: (Refusal | null)[] = weightRefusals(weights, who, reading.limits)
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
  { whole, fitSums }: Reading, sums: CellSums, series: Series, policy: number, dr: Measured | null, who: Text,
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
function effectiveEvents(sums: CellSums, series: Series, policy: number, shift: Float64Array) {
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
function withoutInterval(measured: Measured | null, z: number, what: Text): Refusal[] {
  if (measured === null || measured.interval(z) !== null) return []
  const k = measured.skewness
  if (k !== null && Math.abs(k) > SKEWNESS_LIMIT) return [tooSkewed(k, what)]
  return measured.standardError === 0 ? [noVariation(what)] : []
}

/** What stands against no verdict: a value without an interval of its own, a rate outside 0–1. */
function notesOf(
  sums: CellSums, series: Series, policy: number, estimates: MeasuredEstimates, snips: Measured | null, z: number,
): Refusal[] {
  const who = whoIs(sums, policy)
  const isOutside = (of: Measured | null) => series.outcome.measure === 'rate' && of !== null &&
    (of.influence.value < 0 || of.influence.value > 1)
  return [
    ...withoutInterval(estimates.dr, z, { en: `the DR value of ${who.en}`, zh: `${who.zh}的 DR 估计` }),
    ...withoutInterval(estimates.snips, z, { en: `the SNIPS value of ${who.en}`, zh: `${who.zh}的 SNIPS 估计` }),
    ...withoutInterval(snips, z, { en: 'the SNIPS difference from the champion', zh: '与对照策略的 SNIPS 差值' }),
    ...isOutside(estimates.dr) ? [outsideRange('DR', estimates.dr!.influence.value)] : [],
    ...isOutside(estimates.ips) ? [outsideRange('IPS', estimates.ips!.influence.value)] : [],
  ]
}

/** One-sided limit of a rate none of whose usable decisions met an event; null otherwise. */
function upperLimitOf(reading: Reading, sums: CellSums, series: Series, policy: number): number | null {
  if (series.outcome.measure !== 'rate' || series.of.kind !== 'column') return null
  const { customers } = effectiveSizes(sums, policy, series.maturity)
  if (customers === 0 || sums.series(series.of.column, policy, 'R') > 0) return null
  return zeroEventsLimit(customers, reading.level)
}

/**
 * The upper limit a ceiling is held against: DR's and SNIPS's, the one-sided one without events, and support's worst.
 */
function ceilingOf(
  series: Series, estimates: MeasuredEstimates, upperLimit: number | null, unsupported: number, z: number,
): Evidence['ceiling'] {
  const { ceiling, direction } = series.outcome
  if (ceiling === undefined || direction !== 'lower') return null
  const uppers = [estimates.dr, estimates.snips].map(of => of?.interval(z)?.[1] ?? Infinity)
  return { upper: (upperLimit ?? Math.max(...uppers)) + Math.max(0, unsupported), limit: ceiling }
}
