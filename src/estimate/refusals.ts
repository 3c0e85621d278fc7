// When a figure supports no verdict: the limits, and what is held against them.

import { SKEWNESS_LIMIT } from '../stats/hall.ts'
import { PARETO_K_LIMIT } from '../stats/pareto-k.ts'
import type { FigureName, Refusal, Subject } from './refusal.ts'

export interface Limits {
  /** Largest share of decisions without history, 0.05 unless told. */
  readonly supportLimit: number
  /** Smallest ESS over customers, 100 unless told. */
  readonly essFloor: number
}

export const defaultLimits: Limits = { supportLimit: 0.05, essFloor: 100 }

/**
 * Fewer effective events than this carry no `better` or `worse`: intervals of rarer ones missed their nominal level.
 */
export const EVENT_FLOOR = 30
/** No customer may hold more than this share of the weight. */
export const CONCENTRATION_LIMIT = 0.05
/** A mean weight this many errors off, and off by more than the second number, is a propensity fault. */
export const MEAN_WEIGHT_Z = 4
const MEAN_WEIGHT_OFF = 0.01

/** What of a policy's weights is judged. */
export interface WeightFacts {
  readonly unsupportedShare: number
  readonly effectiveSampleSize: number
  readonly maxCustomerShare: number
  readonly meanWeight: number
  readonly meanWeightZ: number
}

/** Reasons that lie in the weights, whatever the outcome. */
export function weightRefusals(of: WeightFacts, who: Subject, limits: Limits): Refusal[] {
  const refusals: Refusal[] = []
  if (of.unsupportedShare > limits.supportLimit) {
    refusals.push({ code: 'support', who, share: of.unsupportedShare, limit: limits.supportLimit })
  }
  if (of.effectiveSampleSize < limits.essFloor) {
    refusals.push({ code: 'effective-sample', who, customers: of.effectiveSampleSize, floor: limits.essFloor })
  }
  if (of.maxCustomerShare > CONCENTRATION_LIMIT) {
    refusals.push({ code: 'concentration', who, share: of.maxCustomerShare, limit: CONCENTRATION_LIMIT })
  }
  const expected = 1 - of.unsupportedShare
  if (Math.abs(of.meanWeightZ) > MEAN_WEIGHT_Z && Math.abs(of.meanWeight - expected) > MEAN_WEIGHT_OFF) {
    refusals.push({ code: 'mean-weight', who, mean: of.meanWeight, expected, z: of.meanWeightZ })
  }
  return refusals
}

/** @param events, others  effective events and effective non-events of a rate */
export function fewEvents(events: number, others: number, who: Subject): Refusal | null {
  if (events >= EVENT_FLOOR && others >= EVENT_FLOOR) return null
  const of = events <= others ? 'events' : 'non-events'
  return { code: 'few-events', who, of, found: Math.min(events, others), floor: EVENT_FLOOR }
}

/**
 * Of a mean of amounts that are all of one sign (isOneSided). In 1,000 demo worlds means of 3 to 16 effective amounts
 * covered 70 to 90 %. Signs that cancel say nothing about how many amounts there are; there skewness alone refuses.
 *
 * @param amounts  effective events, an amount other than 0 being one
 */
export function fewAmounts(amounts: number, who: Subject): Refusal | null {
  return amounts >= EVENT_FLOOR ? null : { code: 'few-amounts', who, found: amounts, floor: EVENT_FLOOR }
}

/**
 * Whether amounts lie on one side of 0: none on the other is more than 1 % of the largest. All 0 is no side.
 *
 * @param min, max  the smallest and the largest
 */
export function isOneSided(min: number, max: number): boolean {
  const [less, more] = [-min, max].map(x => Math.max(0, x)).toSorted((a, b) => a - b) as [number, number]
  return more > 0 && less <= 0.01 * more
}

/** @param events  effective events under the ratio */
export function fewInDenominator(events: number, who: Subject): Refusal | null {
  if (events >= EVENT_FLOOR) return null
  return { code: 'denominator', reason: 'few-events', who, found: events, floor: EVENT_FLOOR }
}

export const tooSkewed = (skewness: number, of: FigureName): Refusal => ({
  code: 'skewness',
  of,
  skewness,
  limit: SKEWNESS_LIMIT,
})

/** A remark, no reason against a verdict: the estimates' errors may be too small. */
export const heavyTail = (paretoK: number, who: Subject): Refusal => ({
  code: 'heavy-tail',
  who,
  paretoK,
  limit: PARETO_K_LIMIT,
})

export const noVariation = (of: FigureName): Refusal => ({ code: 'not-computable', reason: 'no-variation', of })

export const noOverlap = (decisions: number, who: Subject): Refusal => ({
  code: 'not-computable',
  reason: 'no-overlap',
  who,
  decisions,
})

export const oneCustomer: Refusal = { code: 'not-computable', reason: 'one-customer' }
