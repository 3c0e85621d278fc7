// The result of a back-test as a document, `huijian.evaluation/2`: what `--json` prints, the library stores and reports
// draw. docs/evaluation-json.md says it in words.

import { z } from 'zod'
import { estimateSchema, estimatesSchema, rangeSchema } from '../estimate/estimate.ts'
import { refusalSchema } from '../estimate/refusal.ts'
import { examinationSchema } from '../estimate/rows/examination.ts'
import { historyFactsSchema } from '../history/facts.ts'
import type { ReadOnly } from '../read-only.ts'
import { exprSchema } from '../strategy/expr.ts'
import { canonicalJson } from '../strategy/stored.ts'
import { strategySchema } from '../strategy/strategy.ts'
import { textSchema, titleSchema } from '../strategy/text.ts'
import { definitionSchema } from './definition.ts'
import { propensityChecksSchema } from './propensity/checks.ts'
import { supportMapSchema } from './support-map.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1)

const verdictSchema = z.enum(['better', 'worse', 'unclear', 'within limit', 'no verdict'])
export type Verdict = z.infer<typeof verdictSchema>

const cellSchema = z.union([
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('segment'), id: z.string() }),
  z.strictObject({ kind: z.literal('month'), id: z.string() }),
])
export type Cell = ReadOnly<z.infer<typeof cellSchema>>

/** One policy × outcome × cell. */
const resultSchema = z.strictObject({
  policy: count,
  outcome: z.string(),
  cell: cellSchema,
  /** Matured decisions and customers counted. */
  decisions: count,
  customers: count,
  estimates: estimatesSchema,
  /** policy − champion on the same rows; null for the champion itself. */
  difference: z.strictObject({ dr: estimateSchema.nullable(), snips: estimateSchema.nullable() }).nullable(),
  /** Null for the champion. */
  verdict: verdictSchema.nullable(),
  /** Reasons against a verdict. Figures stay, marked. After `few-events` alone `within limit` is still possible. */
  refusals: z.array(refusalSchema),
  /** What has to be said beside the figures but stands against no verdict. */
  notes: z.array(refusalSchema),
  /** Rates with no event at all: the one-sided upper limit. */
  upperLimit: z.number().nullable(),
  /**
   * Where the policy or the champion would do what history has no example of: between which numbers the DR value and
   * difference lie whatever happened there. Sampling error comes on top. Absent where history knows all they would do,
   * and where nothing is bounded (a ratio whose denominator could be 0).
   */
  bounds: z.strictObject({ value: rangeSchema, difference: rangeSchema.nullable() }).optional(),
})
export type Result = ReadOnly<z.infer<typeof resultSchema>>

/** How well history can speak about one policy in one cell. */
const diagnosticsSchema = z.strictObject({
  policy: count,
  cell: cellSchema,
  decisions: count,
  customers: count,
  /** Share of decisions whose logged action is the rule's. */
  matchShare: share,
  /** (ΣW_c)²/ΣW_c² over customers. */
  effectiveSampleSize: z.number().min(0),
  meanWeight: z.number().min(0),
  /** z of the mean weight against 1 − unsupported, clustered. */
  meanWeightZ: z.number(),
  minWeight: z.number().min(0),
  maxWeight: z.number().min(0),
  /** Largest share of the total weight one customer has. */
  maxCustomerShare: share,
  /** Mean probability the policy puts on actions its stratum has no history of. */
  unsupportedShare: share,
})
export type Diagnostics = ReadOnly<z.infer<typeof diagnosticsSchema>>

const outcomeFactsSchema = z.strictObject({
  name: z.string(),
  label: textSchema,
  kind: z.enum(['conversion', 'experience', 'risk', 'cost', 'process']),
  measure: z.enum(['rate', 'mean', 'ratio']),
  direction: z.enum(['higher', 'lower']),
  unit: z.string().nullable(),
  per: z.number().min(1),
  ceiling: z.number().nullable(),
  horizonDays: z.number().min(0),
  unmatured: count,
})

/** `huijian.evaluation/2` (zod); the types and the JSON Schema are made from it. */
export const evaluationSchema = z.strictObject({
  schema: z.literal('huijian.evaluation/2'),
  history: historyFactsSchema,
  /** Absent in documents of version 1. */
  definition: definitionSchema.optional(),
  title: textSchema,
  currency: z.string().nullable(),
  settings: z.strictObject({
    level: share,
    folds: z.int().min(1),
    seed: z.int(),
    supportLimit: share,
    essFloor: z.number().min(0),
  }),
  /**
   * Modelled shares are raised to `floor`; `trimmed` counts the decisions whose own propensity was. Null, 0: not
   * modelled.
   */
  propensities: z.strictObject({ floor: share.nullable(), trimmed: count }),
  /** Of modelled propensities only. */
  propensityChecks: propensityChecksSchema.optional(),
  policies: z
    .array(
      z.strictObject({
        /** `logged` or the strategy's id. */
        id: z.string(),
        /** SHA-256 of the canonical definition. */
        version: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable(),
        title: titleSchema,
        /** The definition itself, so that a result explains itself. */
        strategy: strategySchema.nullable(),
      }),
    )
    .min(1),
  champion: count,
  outcomes: z.array(outcomeFactsSchema),
  segments: z.array(z.strictObject({ id: z.string(), title: titleSchema })),
  /** In documents of version 1 they were the segments. */
  strata: z.array(z.strictObject({ id: z.string(), title: titleSchema })).optional(),
  months: z.array(z.string()),
  results: z.array(resultSchema),
  diagnostics: z.array(diagnosticsSchema),
  support: supportMapSchema.optional(),
  /** Fetched apart from the sums, on request. */
  examination: examinationSchema.optional(),
  /** Logged and proposed share of every action, by policy. */
  actions: z.array(z.strictObject({ key: z.string(), label: textSchema, share: z.array(share) })),
  /** Per policy: decisions settled by each rule; the last entry is "no rule: held". */
  funnel: z.array(z.array(count)),
  weights: z.strictObject({ upperEdges: z.array(z.number().nullable()), counts: z.array(z.array(count)) }),
})
export type Evaluation = ReadOnly<z.infer<typeof evaluationSchema>>

/**
 * The document as `--json` prints it and the library stores it: canonical, so that equal evaluations are equal bytes.
 */
export const evaluationJson = (evaluation: Evaluation): string => canonicalJson(evaluation)

/** JSON Schema (draft 2020-12) of the document; docs/evaluation.schema.json is this, written down. */
export function evaluationJsonSchema(): unknown {
  const metadata = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries({
    Expr: exprSchema,
    Strategy: strategySchema,
    Cell: cellSchema,
    Estimate: estimateSchema,
    Refusal: refusalSchema,
    Result: resultSchema,
    Definition: definitionSchema,
    Diagnostics: diagnosticsSchema,
    PropensityChecks: propensityChecksSchema,
    Examination: examinationSchema,
  }))
    metadata.add(schema, { id })
  return z.toJSONSchema(evaluationSchema, { io: 'input', metadata })
}
