// One policy's rows, examined: the same estimators as `evaluateLog`, on a back-test's decisions.

import type { SumOf } from '../../moments/cell-sums.ts'
import { twoSidedZ } from '../../stats/normal.ts'
import { paretoK } from '../../stats/pareto-k.ts'
import type { Resampled } from '../../stats/poisson-bootstrap.ts'
import { summariseReplicates } from '../../stats/poisson-bootstrap.ts'
import { quantile } from '../../stats/quantile.ts'
import type { Estimate } from '../estimate.ts'
import type { SeriesAt } from '../estimates.ts'
import { resample } from './bootstrap-log.ts'
import type { CustomerTotals } from './customer-totals.ts'
import { customerTotals } from './customer-totals.ts'
import type {
  Bootstrap,
  ExamineRequest,
  OutcomeExamination,
  PolicyExamination,
  RidgeEstimates,
  SweepPoint,
} from './examination.ts'
import { rowGuarantee } from './guarantee-log.ts'
import { logEffectiveSizes, weightQuantilesAt } from './log-diagnostics.ts'
import type { LogEstimator, RowEstimate } from './log-estimates.ts'
import { influenceOf, rowEstimate } from './log-estimates.ts'
import type { WeightedRows } from './logged-arrays.ts'
import { rowDifference } from './row-difference.ts'
import { rowRatio } from './row-ratio.ts'

/** A policy's decisions, as an engine hands them over. */
export interface PolicyRows {
  /** Weights of the decisions mature for maturity 0. */
  readonly weights: Float64Array
  /** Mature decisions of a column, outcomes and predictions unshifted. */
  readonly column: (column: number) => WeightedRows
  /** The same decisions, predicted by the ridge model; null when it was not asked for. */
  readonly ridge: ((column: number) => WeightedRows) | null
  /** Hash of each customer who has a mature decision of the column, in the order of `WeightedRows.customer`. */
  readonly keys: (column: number) => Uint32Array
}

/** An outcome whose rows are examined. */
export interface ExaminedSeries extends SeriesAt {
  readonly name: string
  readonly outcome: { readonly measure: 'rate' | 'mean' | 'ratio' }
}

export interface ExamineSettings extends ExamineRequest {
  readonly level: number
  readonly seed: number
}

/** @param champion  null for the champion itself */
export function examinePolicy(
  policy: number,
  rows: PolicyRows,
  champion: PolicyRows | null,
  series: readonly ExaminedSeries[],
  settings: ExamineSettings,
): PolicyExamination {
  const sorted = rows.weights.slice().sort()
  const { lambdas = [], bootstrap, maxWeight } = settings
  const isAsked = rows.ridge !== null || lambdas.length > 0 || bootstrap !== undefined || maxWeight !== undefined
  return {
    policy,
    paretoK: paretoK(sorted),
    weightQuantiles:
      sorted.length === 0 ? {} : Object.fromEntries(weightQuantilesAt.map(p => [String(p), quantile(sorted, p)])),
    outcomes: isAsked ? series.map(of => examineOutcome(of, rows, champion, settings)) : [],
  }
}

function examineOutcome(
  series: ExaminedSeries,
  rows: PolicyRows,
  champion: PolicyRows | null,
  settings: ExamineSettings,
): OutcomeExamination {
  const { lambdas = [], bootstrap, maxWeight, level } = settings,
    { of } = series
  const columns = of.kind === 'ratio' ? [of.numerator, of.denominator] : [of.column]
  const own = columns.map(rows.column),
    isEmpty = own[0]!.reward.length === 0
  const isRate = series.outcome.measure === 'rate',
    z = twoSidedZ(level)
  return {
    outcome: series.name,
    sndr: isEmpty ? null : estimate(own, 'sndr', null, isRate, z),
    ridge:
      rows.ridge === null || isEmpty
        ? null
        : ridgeEstimates(columns.map(rows.ridge), champion && columns.map(champion.ridge!), series, z),
    sweep: lambdas.map(lambda => sweepPoint(own, lambda, isRate, z)),
    bootstrap:
      bootstrap === undefined || isEmpty
        ? null
        : bootstrapOutcome(own, champion && columns.map(champion.column), rows.keys(columns[0]!), bootstrap, settings),
    guarantee:
      maxWeight === undefined || isEmpty || !isRate || own[0]!.customers < 2
        ? null
        : rowGuarantee(own[0]!, { maxWeight, level }),
  }
}

function sweepPoint(own: readonly WeightedRows[], lambda: number, isRate: boolean, z: number): SweepPoint {
  const by = (name: LogEstimator) => (own[0]!.reward.length === 0 ? null : estimate(own, name, lambda, isRate, z))
  let weight = 0,
    above = 0
  for (const w of own[0]!.w) {
    weight += w
    above += Math.max(0, w - lambda)
  }
  return {
    lambda,
    clippedShare: weight === 0 ? 0 : above / weight,
    clippedIps: by('clippedIps'),
    clippedDr: by('clippedDr'),
    switchDr: by('switchDr'),
    dros: by('dros'),
  }
}

/** Of one column, or of the ratio of two. */
function estimate(
  own: readonly WeightedRows[],
  name: LogEstimator,
  lambda: number | null,
  isRate: boolean,
  z: number,
): Estimate | null {
  return toEstimate(measured(own, name, lambda, isRate), z)
}

const toEstimate = (of: RowEstimate | null, z: number): Estimate | null =>
  of && { value: of.influence.value, standardError: of.standardError, interval: of.interval(z) }

function measured(
  own: readonly WeightedRows[],
  name: LogEstimator,
  lambda: number | null,
  isRate: boolean,
): RowEstimate | null {
  const parts = own.map(rows => {
    const totals = customerTotals(rows, lambda),
      influence = influenceOf(name, rows, totals.sumOf, lambda)
    return rowEstimate(influence, totals, isRate, logEffectiveSizes(rows, totals))
  })
  const [first, second] = parts
  return parts.length === 1 ? first! : first && second ? rowRatio(first, second) : null
}

function ridgeEstimates(
  own: readonly WeightedRows[],
  champion: readonly WeightedRows[] | null,
  series: ExaminedSeries,
  z: number,
): RidgeEstimates {
  const { measure } = series.outcome,
    isRate = measure === 'rate'
  const dr = measured(own, 'dr', null, isRate),
    dm = estimate(own, 'dm', null, isRate, z)
  const theirs = champion && measured(champion, 'dr', null, isRate)
  return {
    dm: dm && { ...dm, interval: null }, // its spread knows nothing of the model's error
    dr: toEstimate(dr, z),
    difference: toEstimate(dr && theirs && rowDifference(dr, theirs, measure), z),
  }
}

function bootstrapOutcome(
  own: readonly WeightedRows[],
  champion: readonly WeightedRows[] | null,
  keys: Uint32Array,
  replicates: number,
  { level, seed }: ExamineSettings,
): Bootstrap {
  const both = [...own, ...(champion ?? [])],
    totals: CustomerTotals[] = both.map(rows => customerTotals(rows, null))
  const names = ['dr', 'snips'] as const
  const replicated = resample(totals, keys, replicates, seed, sums =>
    names.flatMap(name => {
      const mine = replicateValue(name, own, sums)
      if (champion === null) return [mine]
      const theirs = replicateValue(name, champion, sums.slice(own.length))
      return [mine, mine === null || theirs === null ? null : mine - theirs]
    }),
  )
  const width = champion === null ? 1 : 2
  const summary = (k: number): Resampled | null =>
    summariseReplicates(
      replicated.map(values => values[k]!),
      level,
    )
  return {
    value: { dr: summary(0), snips: summary(width) },
    difference: champion === null ? null : { dr: summary(1), snips: summary(width + 1) },
  }
}

/** An estimate of one column or of the ratio of two, from the sums of a replicate. */
function replicateValue(name: LogEstimator, rows: readonly WeightedRows[], sums: readonly SumOf[]): number | null {
  const [a, b] = rows.map((of, k) => influenceOf(name, of, sums[k]!, null)?.value ?? null)
  if (a === undefined || a === null || b === undefined) return a ?? null
  return b === null || b === 0 ? null : a / b
}
