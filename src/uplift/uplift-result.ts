// What the metrics of one score look like: plain data, every figure under the name of its variant.

import type { Interval } from '../stats/wilson.ts'
import type { AreaName } from './areas.ts'
import type { AverageEffect } from './effect.ts'
import type { PercentileUplift, RankedBy } from './percentiles.ts'
import type { UpliftReason } from './reasons.ts'

export interface UpliftOptions {
  /** Two-sided confidence of the intervals; 0.95 by default. */
  readonly level?: number
  /** Half-samples behind each error; 200 by default, 0 for none. */
  readonly replicates?: number
  /** Whole number that decides which half-samples are drawn; 1 by default. */
  readonly seed?: number
  /** Parts of the ranking for uplift@k: shares in (0, 1) or whole numbers of rows. 0.1, 0.2, 0.3 and 0.5 by default. */
  readonly k?: readonly number[]
  /** Slices of uplift by percentile; 10 by default. */
  readonly bins?: number
}

export interface UpliftArea {
  /** Whose definition this is; figures of different variants are not to be compared. */
  readonly variant: string
  /** In the variant's unit: outcome × rows² (scikit-uplift), outcome × rows (causalml), outcome (AUTOC and QINI). */
  readonly area: number
  /** What a ranking at random would give. */
  readonly chord: number
  /** Area of the best ranking there could be: scikit-uplift's variants of 0/1 outcomes have one, others null. */
  readonly perfect: number | null
  /** area − chord: positive when the ranking beats chance. */
  readonly excess: number
  /** Of the excess. */
  readonly standardError: number | null
  readonly interval: Interval | null
  /** As the variant normalises it; null, with the reason, where that would divide by nothing. */
  readonly normalised: number | null
  readonly normalisedError: number | null
  readonly normalisedInterval: Interval | null
  readonly reason: UpliftReason | null
  /** Why this area has no interval where others have one. */
  readonly noInterval: UpliftReason | null
}

export interface TopUplift {
  readonly variant: 'scikit-uplift uplift@k'
  readonly k: number
  readonly strategy: RankedBy
  /** Difference of the arms' means among the best k, in the unit of the outcome. */
  readonly value: number | null
  readonly standardError: number | null
  readonly interval: Interval | null
  readonly reason: UpliftReason | null
}

/** A curve over shares of the customers, best first. */
export interface CurvePoint {
  readonly share: number
  readonly value: number
  /** Limits of this point alone, not of the whole curve; null without intervals. */
  readonly low: number | null
  readonly high: number | null
  /** Height of a ranking at random. */
  readonly chord: number
}

export interface UpliftMetrics {
  readonly rows: number
  readonly treated: number
  readonly control: number
  /** Groups of equal score; as many as `rows` where no two are equal. */
  readonly distinctScores: number
  readonly effect: AverageEffect & { readonly interval: Interval | null }
  readonly areas: Readonly<Record<AreaName, UpliftArea>>
  /** For each k, overall and by group. */
  readonly topUplift: readonly TopUplift[]
  /** scikit-uplift `uplift_by_percentile`. */
  readonly percentiles: Readonly<Record<RankedBy, readonly PercentileUplift[]>>
  /** scikit-uplift `weighted_average_uplift`; null where a percentile lacks an arm. */
  readonly weightedAverage: Readonly<Record<RankedBy, number | null>>
  readonly curves: {
    /** scikit-uplift's Qini curve: outcomes gained in the treated arm beyond the controls' rate. */
    readonly qini: readonly CurvePoint[]
    /** scikit-uplift's uplift curve: outcomes gained if the whole share were treated. */
    readonly uplift: readonly CurvePoint[]
    /** grf's TOC in the unit of the outcome; its chord is 0. */
    readonly toc: readonly CurvePoint[]
  }
  /** Why there are no intervals; null when there are. */
  readonly noIntervals: UpliftReason | null
  readonly settings: Required<UpliftOptions>
}
