// The document `huijian.evaluation/1` as a schema: read what did not come from a back-test of this process, and tell
// others, as JSON Schema, what `--json` prints. docs/evaluation-json.md says it in words.

import { z } from 'zod'
import type { Evaluation } from '../evaluate/evaluation.ts'
import { canonicalJson, exprSchema, strategySchema } from '../strategy/stored.ts'

const text = z.strictObject({ en: z.string(), zh: z.string() })
const title = z.union([z.string(), text])
const count = z.int().min(0)
const share = z.number().min(0).max(1)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const cell = z.union([
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.enum(['segment', 'month']), id: z.string() }),
])

const range = z.tuple([z.number(), z.number()]).readonly()
const estimate = z.strictObject({
  value: z.number(),
  standardError: z.number().min(0),
  interval: range.nullable(),
})

const refusal = z.strictObject({
  code: z.enum([
    'support',
    'effective-sample',
    'few-events',
    'few-amounts',
    'concentration',
    'mean-weight',
    'maturity',
    'skewness',
    'denominator',
    'not-computable',
    'outside-range',
    'thin-support',
    'heavy-tail',
    'not-uniform',
    'stochastic',
  ]),
  message: text,
})

const result = z.strictObject({
  policy: count,
  outcome: z.string(),
  cell,
  decisions: count,
  customers: count,
  estimates: z.strictObject({
    dr: estimate.nullable(),
    snips: estimate.nullable(),
    ips: estimate.nullable(),
    dm: estimate.nullable(),
  }),
  difference: z.strictObject({ dr: estimate.nullable(), snips: estimate.nullable() }).nullable(),
  verdict: z.enum(['better', 'worse', 'unclear', 'within limit', 'no verdict']).nullable(),
  refusals: z.array(refusal),
  notes: z.array(refusal),
  upperLimit: z.number().nullable(),
  bounds: z.strictObject({ value: range, difference: range.nullable() }).optional(),
})

const diagnostics = z.strictObject({
  policy: count,
  cell,
  decisions: count,
  customers: count,
  matchShare: share,
  effectiveSampleSize: z.number().min(0),
  meanWeight: z.number().min(0),
  meanWeightZ: z.number(),
  minWeight: z.number().min(0),
  maxWeight: z.number().min(0),
  maxCustomerShare: share,
  unsupportedShare: share,
})

const propensityChecks = z.strictObject({
  model: z.enum(['cells', 'logit']),
  fittedOn: count,
  calibration: z.array(
    z.strictObject({
      action: z.string(),
      groups: z.array(z.strictObject({ decisions: count, predicted: share, observed: share })),
    }),
  ),
  balanceLimit: z.number().min(0),
  balance: z.array(
    z.strictObject({
      feature: z.string(),
      action: z.string(),
      level: z.string().nullable(),
      missing: z.boolean(),
      before: z.number(),
      after: z.number(),
    }),
  ),
  sensitivity: z.array(z.strictObject({ policy: count, outcome: z.string(), lambda: z.number().min(1).nullable() })),
  placebos: z.array(
    z.strictObject({
      policy: count,
      kind: z.enum(['before', 'feature']),
      name: z.string(),
      decisions: count,
      difference: z.number(),
      standardError: z.number().min(0),
      p: share,
      passed: z.boolean(),
    }),
  ),
})

const bySegmentAndAction = z.array(z.array(count))
const support = z.strictObject({ logged: bySegmentAndAction, proposed: z.array(bySegmentAndAction.nullable()) })

const resampled = z.strictObject({ standardError: z.number().min(0), interval: range, replicates: count }).nullable()
const resampledBoth = z.strictObject({ dr: resampled, snips: resampled })
const examination = z.strictObject({
  lambdas: z.array(z.number().min(0)),
  bootstrap: count.nullable(),
  maxWeight: z.number().nullable(),
  policies: z.array(
    z.strictObject({
      policy: count,
      paretoK: z.number().nullable(),
      weightQuantiles: z.record(z.string(), z.number().min(0)),
      outcomes: z.array(
        z.strictObject({
          outcome: z.string(),
          sndr: estimate.nullable(),
          ridge: z
            .strictObject({
              dm: estimate.nullable(),
              dr: estimate.nullable(),
              difference: estimate.nullable(),
            })
            .nullable(),
          sweep: z.array(
            z.strictObject({
              lambda: z.number().min(0),
              clippedShare: share,
              clippedIps: estimate.nullable(),
              clippedDr: estimate.nullable(),
              switchDr: estimate.nullable(),
              dros: estimate.nullable(),
            }),
          ),
          bootstrap: z.strictObject({ value: resampledBoth, difference: resampledBoth.nullable() }).nullable(),
          guarantee: range.nullable(),
        }),
      ),
    }),
  ),
})

const history = z.strictObject({
  dataset: z.string(),
  dataHash: hash,
  rows: count,
  customers: count,
  customersKnown: z.boolean(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  observedUntil: z.iso.datetime().nullable(),
  quarantined: count,
  propensity: z.enum(['logged', 'design', 'modelled']),
})

const outcome = z.strictObject({
  name: z.string(),
  label: text,
  kind: z.enum(['conversion', 'experience', 'risk', 'cost', 'process']),
  measure: z.enum(['rate', 'mean', 'ratio']),
  direction: z.enum(['higher', 'lower']),
  unit: z.string().nullable(),
  per: z.number().min(1),
  ceiling: z.number().nullable(),
  horizonDays: z.number().min(0),
  unmatured: count,
})

/** `huijian.evaluation/1` (zod), as docs/evaluation-json.md describes it; the JSON Schema is made from it. */
export const evaluationSchema: z.ZodType<Evaluation> = z.strictObject({
  schema: z.literal('huijian.evaluation/1'),
  history,
  title: text,
  currency: z.string().nullable(),
  settings: z.strictObject({
    level: share,
    folds: z.int().min(1),
    seed: z.int(),
    supportLimit: share,
    essFloor: z.number().min(0),
  }),
  propensities: z.strictObject({ floor: share.nullable(), trimmed: count }),
  propensityChecks: propensityChecks.optional(),
  policies: z
    .array(z.strictObject({ id: z.string(), version: hash.nullable(), title, strategy: strategySchema.nullable() }))
    .min(1),
  champion: count,
  outcomes: z.array(outcome),
  segments: z.array(z.strictObject({ id: z.string(), title })),
  months: z.array(z.string()),
  results: z.array(result),
  diagnostics: z.array(diagnostics),
  support: support.optional(),
  examination: examination.optional(),
  actions: z.array(z.strictObject({ key: z.string(), label: text, share: z.array(share) })),
  funnel: z.array(z.array(count)),
  weights: z.strictObject({ upperEdges: z.array(z.number().nullable()), counts: z.array(z.array(count)) }),
})

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
    Cell: cell,
    Estimate: estimate,
    Refusal: refusal,
    Result: result,
    Diagnostics: diagnostics,
    PropensityChecks: propensityChecks,
    Examination: examination,
  }))
    metadata.add(schema, { id })
  return z.toJSONSchema(evaluationSchema, { io: 'input', metadata })
}
