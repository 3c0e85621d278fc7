// What is fetched apart from the sums, on request: the tail of the weights, how values move with λ, and two checks on
// the intervals. None of it can be merged from parts of a history.

import { z } from 'zod'
import type { ReadOnly } from '../../read-only.ts'
import { PARETO_K_LIMIT } from '../../stats/pareto-k.ts'
import { estimateSchema, rangeSchema } from '../estimate.ts'

export interface ExamineRequest {
  /** λ ≥ 0 of the estimators that clip or shrink weights, in the order they are shown. */
  readonly lambdas?: readonly number[]
  /** Replicates of the cluster bootstrap. */
  readonly bootstrap?: number
  /** The largest weight there can be, for the guarantee. */
  readonly maxWeight?: number
  /** Values by ridge regressions on every feature, beside those by cell means. */
  readonly ridge?: boolean
}

const sweepPointSchema = z.strictObject({
  lambda: z.number().min(0),
  /** Share of the total weight above λ: what clipping takes away. */
  clippedShare: z.number().min(0).max(1),
  clippedIps: estimateSchema.nullable(),
  clippedDr: estimateSchema.nullable(),
  switchDr: estimateSchema.nullable(),
  dros: estimateSchema.nullable(),
})
export type SweepPoint = ReadOnly<z.infer<typeof sweepPointSchema>>

/** DM, DR and its difference from the champion with the ridge outcome model in place of the cell means. */
const ridgeSchema = z.strictObject({
  dm: estimateSchema.nullable(),
  dr: estimateSchema.nullable(),
  /** Null for the champion. */
  difference: estimateSchema.nullable(),
})
export type RidgeEstimates = ReadOnly<z.infer<typeof ridgeSchema>>

const resampled = z
  .strictObject({ standardError: z.number().min(0), interval: rangeSchema, replicates: z.int().min(0) })
  .nullable()
const bootstrapSchema = z.strictObject({
  value: z.strictObject({ dr: resampled, snips: resampled }),
  /** Policy − champion, each replicate's; null for the champion. */
  difference: z.strictObject({ dr: resampled, snips: resampled }).nullable(),
})
export type Bootstrap = ReadOnly<z.infer<typeof bootstrapSchema>>

const outcomeExaminationSchema = z.strictObject({
  outcome: z.string(),
  sndr: estimateSchema.nullable(),
  ridge: ridgeSchema.nullable(),
  /** One entry per λ. */
  sweep: z.array(sweepPointSchema),
  bootstrap: bootstrapSchema.nullable(),
  /** Interval of IPS that holds for any distribution; of rates only. */
  guarantee: rangeSchema.nullable(),
})
export type OutcomeExamination = ReadOnly<z.infer<typeof outcomeExaminationSchema>>

const policyExaminationSchema = z.strictObject({
  policy: z.int().min(0),
  /** Null when the weights of the tail are tied. */
  paretoK: z.number().nullable(),
  /** Exact, by share. Over decisions mature for the most permissive outcome, as the diagnostics are. */
  weightQuantiles: z.record(z.string(), z.number().min(0)),
  /** Empty when only weights were asked for. */
  outcomes: z.array(outcomeExaminationSchema),
})
export type PolicyExamination = ReadOnly<z.infer<typeof policyExaminationSchema>>

export const examinationSchema = z.strictObject({
  lambdas: z.array(z.number().min(0)),
  bootstrap: z.int().min(0).nullable(),
  maxWeight: z.number().nullable(),
  /** Every strategy's, over the whole history; `logged` has weights of 1 and nothing to examine. */
  policies: z.array(policyExaminationSchema),
})
export type Examination = ReadOnly<z.infer<typeof examinationSchema>>

/** Pareto-k of the weights from which on their errors are not to be relied on. */
export const HEAVY_TAIL = PARETO_K_LIMIT

/** Whether the tail of the weights is too heavy for errors to be relied on. */
export const isHeavyTailed = (paretoK: number | null): boolean => paretoK !== null && paretoK >= HEAVY_TAIL
