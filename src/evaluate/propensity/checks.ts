// What is known about modelled propensities, as part of an evaluation: what speaks for them and against them.

import { z } from 'zod'
import type { ReadOnly } from '../../read-only.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1)

/** Decisions whose predicted probability of an action was about the same: what was predicted and what happened. */
const calibrationGroup = z.strictObject({ decisions: count, predicted: share, observed: share })
export type CalibrationGroup = ReadOnly<z.infer<typeof calibrationGroup>>

const actionCalibration = z.strictObject({
  action: z.string(),
  /** By predicted probability, ascending; at most ten. */
  groups: z.array(calibrationGroup),
})
export type ActionCalibration = ReadOnly<z.infer<typeof actionCalibration>>

/**
 * How far the decisions of one action stand from all that could have had it (it was allowed, and known in the stratum),
 * in a feature: the difference of means in standard deviations. `after` weights each decision by 1/π̂₀.
 */
const balance = z.strictObject({
  feature: z.string(),
  action: z.string(),
  /** The level of a category that is furthest off after weighting; null for a value. */
  level: z.string().nullable(),
  /** True when what is off is the share of missing values. */
  missing: z.boolean(),
  before: z.number(),
  after: z.number(),
})
export type Balance = ReadOnly<z.infer<typeof balance>>

/**
 * The odds ratio Λ ≥ 1 at which a cause that is not in the data could turn the sign of SNIPS's difference from the
 * champion; null when none could.
 */
const sensitivity = z.strictObject({ policy: count, outcome: z.string(), lambda: z.number().min(1).nullable() })
export type Sensitivity = ReadOnly<z.infer<typeof sensitivity>>

/** An outcome from before the decision, on which no policy can have an effect. */
const placebo = z.strictObject({
  policy: count,
  /** `before`: an outcome of the customer's preceding decision, complete before this one. `feature`: one set aside. */
  kind: z.enum(['before', 'feature']),
  /** Name of the outcome or the feature. */
  name: z.string(),
  decisions: count,
  /** SNIPS of the placebo under the policy less its plain mean, over decisions that have it. */
  difference: z.number(),
  standardError: z.number().min(0),
  p: share,
  /** False when the difference is significant after Holm's correction over all of them: the model lacks a cause. */
  passed: z.boolean(),
})
export type Placebo = ReadOnly<z.infer<typeof placebo>>

export const propensityChecksSchema = z.strictObject({
  model: z.enum(['cells', 'logit']),
  /** Decisions the model was fitted on, over all folds together. */
  fittedOn: count,
  calibration: z.array(actionCalibration),
  /** Largest distance that is not flagged. */
  balanceLimit: z.number().min(0),
  balance: z.array(balance),
  sensitivity: z.array(sensitivity),
  placebos: z.array(placebo),
})
export type PropensityChecks = ReadOnly<z.infer<typeof propensityChecksSchema>>
