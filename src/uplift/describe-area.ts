// One area as it is shown: raw, against chance, normalised where that means something, with errors or reasons.

import { type AreaName, dividesByEffect, type RawArea, variants } from './areas.ts'
import { around } from './around.ts'
import type { AverageEffect } from './effect.ts'
import type { UpliftReason } from './reasons.ts'
import type { UpliftArea } from './uplift-result.ts'

/**
 * @param errors  of the excess and of the normalised value
 * @param binary  whether all outcomes are 0 or 1
 * @param z  normal quantile of the level
 */
export function describeArea(
  name: AreaName,
  { area, chord, perfect, over, divisor }: RawArea,
  errors: readonly (number | null)[],
  effect: AverageEffect,
  binary: boolean,
  z: number,
): UpliftArea {
  const excess = area - chord,
    reason = whyNotNormalised(name, divisor, effect, binary)
  const normalised = reason === null ? over / divisor : null
  const [standardError, ofNormalised] = hasError(name) ? [errors[0]!, errors[1]!] : [null, null]
  const normalisedError = normalised === null ? null : ofNormalised
  return {
    variant: variants[name],
    area,
    chord,
    perfect: Number.isNaN(perfect) ? null : perfect,
    excess,
    standardError,
    interval: around(excess, standardError, z),
    normalised,
    normalisedError,
    normalisedInterval: around(normalised, normalisedError, z),
    reason,
    noInterval: hasError(name) ? null : { code: 'too-fine' },
  }
}

/**
 * causalml's AUTOC puts half of its weight on the first √n rows. Half-samples read the ranking at 512 places, which
 * is too coarse for it; grf's AUTOC weighs all places alike.
 */
const hasError = (name: AreaName) => name !== 'causalmlAutoc'

/** An effect within one standard error of 0 is no yardstick: the quotient could be any number of either sign. */
function whyNotNormalised(
  name: AreaName,
  divisor: number,
  { value, standardError }: AverageEffect,
  binary: boolean,
): UpliftReason | null {
  if (!binary && name.startsWith('scikit')) return { code: 'no-perfect-ranking' }
  if (dividesByEffect(name) && !(standardError !== null && Math.abs(value) > standardError))
    return { code: 'effect-near-zero' }
  if (divisor > 0) return null
  return name === 'scikitQiniNoNegative' ? { code: 'gain-not-positive' } : { code: 'no-room' }
}
