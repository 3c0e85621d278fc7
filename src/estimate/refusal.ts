// Why a figure supports no verdict, or what has to be said beside it: a code and the values it is about. The sentences
// are in report/refusal-sentences.ts, so that a better one reaches old runs too.

import { z } from 'zod'
import type { ReadOnly } from '../read-only.ts'
import { textSchema } from '../strategy/text.ts'

/** Whom a reason is about: the policy evaluated, what it is compared with, what was done. */
const who = z.enum(['strategy', 'champion', 'logged'])
export type Subject = z.infer<typeof who>

/** A figure that may have no interval: a policy's value by an estimator, its difference from the champion, a replay. */
const figureName = z.union([
  z.strictObject({ figure: z.literal('value'), estimator: z.string(), who }),
  z.strictObject({ figure: z.literal('difference'), estimator: z.enum(['dr', 'snips']) }),
  z.strictObject({ figure: z.literal('replay') }),
])
export type FigureName = ReadOnly<z.infer<typeof figureName>>

export const refusalCodes = [
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
] as const
export type RefusalCode = (typeof refusalCodes)[number]

const number = z.number()
const code = <C extends RefusalCode>(name: C) => z.literal(name)
const reason = <R extends string>(name: R) => z.literal(name)

/** As runs were stored before codes had values (`huijian.evaluation/1`): said as it was said then. */
const told = z.strictObject({ code: z.enum(refusalCodes), message: textSchema })

/** A code, the values it is about and the limits they were held against; `reason` where a code has several. */
export const refusalSchema = z.union([
  /** Share of what the policy would do that history has no example of. */
  z.strictObject({ code: code('support'), who, share: number, limit: number }),
  /** The difference would not survive the worst that could have happened there. */
  z.strictObject({ code: code('support'), reason: reason('bounds'), share: number }),
  z.strictObject({ code: code('effective-sample'), who, customers: number, floor: number }),
  /** Effective events of a rate, or non-events where those are fewer. */
  z.strictObject({
    code: code('few-events'),
    who,
    of: z.enum(['events', 'non-events']),
    found: number,
    floor: number,
  }),
  z.strictObject({ code: code('few-amounts'), who, found: number, floor: number }),
  z.strictObject({ code: code('concentration'), who, share: number, limit: number }),
  z.strictObject({ code: code('mean-weight'), who, mean: number, expected: number, z: number }),
  z.strictObject({ code: code('maturity'), decisions: number, horizonDays: number }),
  z.strictObject({ code: code('skewness'), of: figureName, skewness: number, limit: number }),
  z.strictObject({ code: code('denominator'), reason: reason('few-events'), who, found: number, floor: number }),
  z.strictObject({ code: code('denominator'), reason: reason('unbounded'), who }),
  z.strictObject({ code: code('not-computable'), reason: z.enum(['no-decisions', 'one-customer', 'no-model']) }),
  z.strictObject({ code: code('not-computable'), reason: reason('no-overlap'), who, decisions: number }),
  z.strictObject({ code: code('not-computable'), reason: reason('empty-denominator'), who }),
  z.strictObject({ code: code('not-computable'), reason: reason('no-variation'), of: figureName }),
  z.strictObject({ code: code('outside-range'), estimator: z.string(), value: number }),
  /** `effect` and `error` in the unit of the outcome. */
  z.strictObject({
    code: code('thin-support'),
    who,
    action: z.string(),
    share: number,
    expected: number,
    agreed: number,
    expectedFloor: number,
    agreedFloor: number,
    effect: number,
    error: number,
  }),
  z.strictObject({ code: code('heavy-tail'), who, paretoK: number, limit: number }),
  z.strictObject({ code: code('not-uniform'), least: number, most: number }),
  z.strictObject({ code: code('stochastic') }),
  told,
])
export type Refusal = ReadOnly<z.infer<typeof refusalSchema>>

/** Whether two reasons are the same one. */
export const isSameRefusal = (a: Refusal, b: Refusal): boolean => JSON.stringify(a) === JSON.stringify(b)
