// How well a score ranks customers by what treating them changes: every usual metric, under its own name.

import { twoSidedZ } from '../stats/normal.ts'
import { type AreaName, areaNames, type RawArea, rawAreas } from './areas.ts'
import { around } from './around.ts'
import { describeArea } from './describe-area.ts'
import { averageEffect } from './effect.ts'
import { type GroupSums, groupSums, type Prefix, totals } from './group-sums.ts'
import { blocksOf, blockSums, halfSampleErrors, LEAST_BLOCKS, PLACES } from './half-samples.ts'
import { upliftByPercentile, weightedAverage } from './percentiles.ts'
import { rank, type Ranking, type UpliftRows } from './ranking.ts'
import type { UpliftReason } from './reasons.ts'
import { heightsAt, qiniHeight, upliftHeight } from './scikit-uplift.ts'
import { targetingCurve } from './targeting-curve.ts'
import { type Arms, strategies, topUplift } from './top-uplift.ts'
import { UpliftError } from './uplift-error.ts'
import type { CurvePoint, TopUplift, UpliftArea, UpliftMetrics, UpliftOptions } from './uplift-result.ts'

const shares = Array.from({ length: 100 }, (_, i) => (i + 1) / 100)

/**
 * Qini, AUUC, uplift@k, uplift by percentile, TOC with AUTOC and QINI of one score on randomised or weighted rows. The
 * definitions stand in scikit-uplift.ts, causalml.ts, targeting-curve.ts, top-uplift.ts and percentiles.ts.
 *
 * Customers of equal score are averaged over, never taken as they come: the result is the same, to the last bit,
 * however the rows are ordered. With propensities every row counts 1/p, scaled to a mean of 1 in its arm.
 *
 * Intervals are value ± z·error, the error from half-samples of the customers (half-samples.ts); they depend on nothing
 * but the rows and the seed. Ten million rows take a few seconds and about a gigabyte.
 *
 * @param rows  columns of n rows each, checked here
 * @returns in the unit of the outcome unless a figure's variant says otherwise; absent figures are null with a reason
 * @throws {UpliftError} when a column is missing, a score is NaN or another value impossible, columns differ in length,
 *   or an arm is empty
 */
export function upliftMetrics(rows: UpliftRows, options: UpliftOptions = {}): UpliftMetrics {
  const settings = checked(options)
  const ranking = rank(rows, settings.replicates === 0 ? null : settings.seed),
    sums = groupSums(ranking)
  checkParts(settings.k, ranking.rows)
  const all = totals(sums),
    arms = armSizes(ranking)
  const binary = ranking.outcome.every(y => y === 0 || y === 1),
    effect = averageEffect(ranking, all, rows)
  const whole = figures(sums, all, binary, arms, settings.k, 1),
    z = twoSidedZ(settings.level)
  const pace = ranking.rows / PLACES
  const { errors, absent } = errorsOf(ranking, settings, half =>
    flat(figures(half, totals(half), binary, arms, settings.k, pace)),
  )

  let at = 0
  const error = () => (errors === null ? null : errors[at++]!) // asked for in the order of `flat`
  const areas = areaNames.map(
    name => [name, describeArea(name, whole.areas[name], [error(), error()], effect, binary, z)] as const,
  )
  const top = whole.tops.map((value, i): TopUplift => {
    const spread = error(),
      standardError = value === null ? null : spread
    const noInterval = standardError === null ? (absent ?? ({ code: 'sometimes-absent' } as const)) : null
    return {
      variant: 'scikit-uplift uplift@k',
      k: settings.k[i >> 1]!,
      strategy: strategies[i & 1]!,
      value,
      standardError,
      interval: around(value, standardError, z),
      reason: value === null ? { code: 'empty-slice' } : noInterval,
    }
  })
  const curve = (values: readonly number[], end: number) =>
    values.map((value, i): CurvePoint => {
      const share = shares[i]!,
        [low, high] = around(value, error(), z) ?? [null, null]
      return { share, value, low, high, chord: share * end }
    })
  const { qini, uplift, toc } = whole,
    overall = upliftByPercentile(ranking, 'overall', settings.bins, z)
  const byGroup = upliftByPercentile(ranking, 'by_group', settings.bins, z)
  return {
    rows: ranking.rows,
    ...arms,
    distinctScores: ranking.groupEnd.length,
    effect: { ...effect, interval: around(effect.value, effect.standardError, z) },
    areas: Object.fromEntries(areas) as Record<AreaName, UpliftArea>,
    topUplift: top,
    percentiles: { overall, by_group: byGroup },
    weightedAverage: { overall: weightedAverage(overall), by_group: weightedAverage(byGroup) },
    curves: { qini: curve(qini, qini.at(-1)!), uplift: curve(uplift, uplift.at(-1)!), toc: curve(toc, 0) },
    noIntervals: absent,
    settings,
  }
}

/** All that has an error, of the whole history or of a half-sample. */
interface UpliftFigures {
  readonly areas: Readonly<Record<AreaName, RawArea>>
  /** uplift@k: for each k, overall and by group. */
  readonly tops: readonly (number | null)[]
  readonly qini: readonly number[]
  readonly uplift: readonly number[]
  readonly toc: readonly number[]
}

function figures(
  sums: GroupSums,
  all: Prefix,
  binary: boolean,
  arms: Arms,
  ks: readonly number[],
  pace: number,
): UpliftFigures {
  const places = shares.map(q => q * (arms.treated + arms.control))
  return {
    areas: rawAreas(sums, all, binary, pace),
    tops: topUplift(sums, all, ks, arms),
    qini: heightsAt(sums, qiniHeight, places),
    uplift: heightsAt(sums, upliftHeight, places),
    toc: targetingCurve(sums, all, shares),
  }
}

const flat = ({ areas, tops, qini, uplift, toc }: UpliftFigures): readonly number[] => [
  ...areaNames.flatMap(name => [areas[name].area - areas[name].chord, areas[name].over / areas[name].divisor]),
  ...tops.map(top => top ?? NaN),
  ...qini,
  ...uplift,
  ...toc,
]

interface Errors {
  readonly errors: readonly (number | null)[] | null
  readonly absent: UpliftReason | null
}

function errorsOf(
  ranking: Ranking,
  { replicates, seed }: Required<UpliftOptions>,
  of: (half: GroupSums) => readonly number[],
): Errors {
  if (replicates === 0) return { errors: null, absent: { code: 'not-asked' } }
  const blocks = blockSums(ranking)
  if (blocksOf(blocks).length < LEAST_BLOCKS)
    return { errors: null, absent: { code: 'few-customers', floor: LEAST_BLOCKS } }
  return { errors: halfSampleErrors(blocks, replicates, seed, of), absent: null }
}

function armSizes({ treatment, rows }: Ranking): Arms {
  let treated = 0
  for (let i = 0; i < rows; i++) treated += treatment[i]!
  return { treated, control: rows - treated }
}

function checked(options: UpliftOptions): Required<UpliftOptions> {
  const { level = 0.95, replicates = 200, seed = 1, k = [0.1, 0.2, 0.3, 0.5], bins = 10 } = options
  if (replicates !== 0) requireWhole('replicates', replicates, 2)
  requireWhole('seed', seed, 0)
  requireWhole('bins', bins, 1)
  if (!(level > 0 && level < 1)) throw new UpliftError(`The level is ${level}; it lies between 0 and 1, usually 0.95.`)
  return { level, replicates, seed, k, bins }
}

function checkParts(k: readonly number[], rows: number): void {
  for (const one of k) {
    if (!(one > 0 && (one < 1 || (Number.isSafeInteger(one) && one < rows)))) {
      throw new UpliftError(`k is a share between 0 and 1 or a whole number of rows below ${rows}, not ${one}.`)
    }
  }
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return
  throw new UpliftError(`${name} is a whole number from ${least} on, not ${value}.`)
}
