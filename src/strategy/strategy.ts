// The stored form of a strategy: JSON all the way down. This is what is hashed, stored, diffed and run. The schemas
// refuse unknown keys, operations and channels.

import { z } from 'zod'
import type { ReadOnly } from '../read-only.ts'
import { channels } from './catalogue.ts'
import { exprSchema } from './expr.ts'
import { MAX_RULES } from './limits.ts'
import { plainText, titleSchema } from './text.ts'

const number = z.number() // zod refuses NaN and ±Infinity here

/** A number an analyst may tune. `min` and `max` bound the sweep and the slider. */
const param = z.strictObject({ default: number, min: number, max: number, unit: plainText })
export type Param = ReadOnly<z.infer<typeof param>>

/** One line of the decision list: when `if` holds, take `then`. */
const rule = z.strictObject({
  title: titleSchema,
  if: exprSchema,
  then: z.strictObject({ channel: z.enum(channels), offer: plainText.optional() }),
})
export type Rule = ReadOnly<z.infer<typeof rule>>

/** Where in the bank's business the strategy lives (§5.2, §5.3.3.2). */
const scenario = z.strictObject({ line: titleSchema, journey: titleSchema, trigger: titleSchema })
export type Scenario = ReadOnly<z.infer<typeof scenario>>

/** What a stored strategy looks like (zod). */
export const strategySchema = z.strictObject({
  schema: z.literal(1),
  id: plainText,
  dataset: plainText,
  title: titleSchema,
  scenario,
  params: z.record(plainText, param),
  /** ε in [0, 1]: share of decisions drawn uniformly from the allowed actions, so that the next history has overlap. */
  exploration: number.min(0).max(1),
  /** First matching rule whose action is allowed wins; a customer no rule matches is held. */
  rules: z.array(rule).max(MAX_RULES),
})
export type Strategy = ReadOnly<z.infer<typeof strategySchema>>
