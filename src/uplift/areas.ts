// Every area of a ranking under its own name, from the same sums.

import { causalmlAreas } from './causalml.ts'
import type { GroupSums, Prefix } from './group-sums.ts'
import {
  areaUnder,
  type CurveArea,
  perfectQini,
  perfectUplift,
  perfectWithoutNegative,
  qiniHeight,
  upliftHeight,
} from './scikit-uplift.ts'
import { targetingAreas } from './targeting-curve.ts'

/** Whose definition a figure follows. Figures of different variants are not to be compared. */
export const variants = {
  scikitQini: 'scikit-uplift qini',
  scikitQiniNoNegative: 'scikit-uplift qini, no negative effects',
  scikitAuuc: 'scikit-uplift auuc',
  causalmlQini: 'causalml qini',
  causalmlAuuc: 'causalml auuc',
  causalmlAutoc: 'causalml AUTOC',
  causalmlQiniRate: 'causalml QINI',
  grfAutoc: 'grf AUTOC',
  grfQini: 'grf QINI',
} as const
export type AreaName = keyof typeof variants
export const areaNames = Object.keys(variants) as AreaName[]

export interface RawArea {
  readonly area: number
  /** Area under the straight line to the curve's end: what a ranking at random would give. */
  readonly chord: number
  /** Area of the best ranking the variant knows of; NaN where there is none. */
  readonly perfect: number
  /** Numerator of the normalised value: the excess, or the area where the variant takes nothing off. */
  readonly over: number
  /** NaN where there is none. */
  readonly divisor: number
}

/**
 * @param all  sums over all groups
 * @param yardstick  whether all outcomes are 0 or 1, so that there is a perfect ranking to compare with
 * @param pace  rows per step of the areas that are means over rows; 1 is their definition
 */
export function rawAreas(
  sums: GroupSums,
  all: Prefix,
  yardstick: boolean,
  pace: number,
): Readonly<Record<AreaName, RawArea>> {
  const n = all.rows
  const qini = areaUnder(sums, qiniHeight),
    uplift = areaUnder(sums, upliftHeight)
  const causalml = causalmlAreas(sums, all, pace),
    toc = targetingAreas(sums, all, pace)
  const effect = Math.abs(all.treatedOutcome / all.treated - all.controlOutcome / all.control)
  const scikit = ({ area, end }: CurveArea, perfect: number): RawArea => {
    const chord = (n * end) / 2
    const best = yardstick ? perfect : NaN
    return { area, chord, perfect: best, over: area - chord, divisor: best - chord }
  }
  const rate = (area: number): RawArea => ({ area, chord: 0, perfect: NaN, over: area, divisor: effect })
  return {
    scikitQini: scikit(qini, areaUnder(perfectQini(all), qiniHeight).area),
    scikitQiniNoNegative: scikit(qini, perfectWithoutNegative(n, qini.end) ?? NaN),
    scikitAuuc: scikit(uplift, areaUnder(perfectUplift(all), upliftHeight).area),
    causalmlQini: mean(causalml.qini, causalml.qiniEnd, causalml.qini - causalml.qiniEnd / 2),
    causalmlAuuc: mean(causalml.gain, causalml.gainEnd, causalml.gain),
    causalmlAutoc: rate(causalml.autoc),
    causalmlQiniRate: rate(causalml.qiniRate),
    grfAutoc: rate(toc.autoc),
    grfQini: rate(toc.qini),
  }
}

/** Of an area that is a mean over rows of a curve, divided by the curve's end. */
const mean = (area: number, end: number, over: number): RawArea => ({
  area,
  chord: end / 2,
  perfect: NaN,
  over,
  divisor: Math.abs(end),
})

/** Areas whose normalised value divides by the average effect, or by a curve's end, which is a multiple of it. */
export const dividesByEffect = (name: AreaName): boolean => name !== 'scikitQini' && name !== 'scikitAuuc'
