import { z } from 'zod'
import type { ReadOnly } from '../read-only.ts'

/** Two limits, the lower first. */
export const rangeSchema = z.tuple([z.number(), z.number()])

/** A number with its error. `standardError` is the plain cluster error; only the interval is widened. */
export const estimateSchema = z.strictObject({
  value: z.number(),
  standardError: z.number().min(0),
  /** Absent (null) when it cannot be given honestly; the cell's refusals say why. */
  interval: rangeSchema.nullable(),
})
export type Estimate = ReadOnly<z.infer<typeof estimateSchema>>

/**
 * Estimates that cannot be computed are absent: null, never 0. For the policy `logged`, dr, snips and ips are all the
 * on-policy mean, and dm is absent. dm never has an interval: its spread says nothing of the model's error.
 */
export const estimatesSchema = z.strictObject({
  dr: estimateSchema.nullable(),
  snips: estimateSchema.nullable(),
  ips: estimateSchema.nullable(),
  dm: estimateSchema.nullable(),
})
export type Estimates = ReadOnly<z.infer<typeof estimatesSchema>>
