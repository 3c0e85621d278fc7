// What decides an evaluation's figures beside the history's content and the strategies, which have hashes of their own.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { PROPENSITY_FLOOR, SHRINKAGE_DECISIONS } from '../estimate/cell-means.ts'
import type { Dataset, Segment } from '../history/dataset.ts'
import type { SumPlan } from '../moments/sum-plan.ts'
import type { ReadOnly } from '../read-only.ts'
import { exprSchema } from '../strategy/expr.ts'
import { canonicalJson } from '../strategy/stored.ts'
import { modelledFeatures, MOST_ROWS, MOST_WORK, RIDGE } from './propensity/logit.ts'

const share = z.number().min(0).max(1)
const names = z.array(z.string())
const groups = z.array(z.strictObject({ id: z.string(), if: exprSchema }))

const propensitySchema = z.union([
  z.strictObject({ source: z.literal('logged') }),
  z.strictObject({ source: z.literal('design'), shares: z.record(z.string(), share) }),
  z.strictObject({ source: z.literal('modelled'), model: z.literal('cells'), placebo: names, floor: share }),
  z.strictObject({
    source: z.literal('modelled'),
    model: z.literal('logit'),
    /** What it reads beside the stratum. */
    features: names,
    placebo: names,
    floor: share,
    /** Penalty on standardised columns. */
    ridge: z.number(),
    /** It is fitted on customers with at most so many decisions, and so many multiplications a step. */
    mostDecisions: z.number(),
    mostWork: z.number(),
  }),
])

/**
 * Equal hashes of data, versions and definition mean equal figures. `hash` is the SHA-256 of the canonical JSON
 * (RFC 8785) of all the rest.
 */
export const definitionSchema = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Keys, in order. */
  actions: names,
  /** Cells of support and models: the first whose condition holds, otherwise `other`. */
  strata: groups,
  /** Groups looked at, in the same way. They move no figure of the whole. */
  segments: groups,
  propensity: propensitySchema,
  /** Means of fold × stratum × action, pulled to the action's mean by so many decisions; null without a model. */
  outcomeModel: z.strictObject({ shrinkage: z.number() }).nullable(),
  outcomes: z.record(
    z.string(),
    z.strictObject({
      measure: z.enum(['rate', 'mean', 'ratio']),
      direction: z.enum(['higher', 'lower']),
      ceiling: z.number().nullable(),
      horizonDays: z.number().min(0),
    }),
  ),
  settings: z.strictObject({
    level: share,
    folds: z.int().min(1),
    clustered: z.boolean(),
    supportLimit: share,
    essFloor: z.number().min(0),
  }),
})
export type Definition = ReadOnly<z.infer<typeof definitionSchema>>

/** Of one evaluation of `outcomes`; `segments` are those looked at. */
export function definitionOf(
  dataset: Dataset,
  segments: readonly Segment[],
  outcomes: readonly string[],
  plan: SumPlan,
  limits: { readonly level: number; readonly supportLimit: number; readonly essFloor: number },
): Definition {
  const parts: Omit<Definition, 'hash'> = {
    actions: plan.actions,
    strata: conditions(dataset.strata),
    segments: conditions(segments),
    propensity: propensityOf(dataset),
    outcomeModel: plan.model ? { shrinkage: SHRINKAGE_DECISIONS } : null,
    outcomes: Object.fromEntries(
      outcomes.map(name => {
        const { measure, direction, ceiling = null, horizonDays } = dataset.outcomes[name]!
        return [name, { measure, direction, ceiling, horizonDays }]
      }),
    ),
    settings: {
      level: limits.level,
      folds: plan.folds,
      clustered: plan.clustered,
      supportLimit: limits.supportLimit,
      essFloor: limits.essFloor,
    },
  }
  return { hash: createHash('sha256').update(canonicalJson(parts)).digest('hex'), ...parts }
}

const conditions = (of: readonly Segment[]) => of.map(group => ({ id: group.id, if: group.if }))

function propensityOf({ propensity, features }: Dataset): Definition['propensity'] {
  if (propensity.source === 'logged') return { source: 'logged' }
  if (propensity.source === 'design') return { source: 'design', shares: propensity.shares }
  const { source, model = 'cells', placebo = [] } = propensity
  return model === 'cells'
    ? { source, model, placebo, floor: PROPENSITY_FLOOR }
    : {
        source,
        model,
        features: modelledFeatures(propensity, Object.keys(features)),
        placebo,
        floor: PROPENSITY_FLOOR,
        ridge: RIDGE,
        mostDecisions: MOST_ROWS,
        mostWork: MOST_WORK,
      }
}
