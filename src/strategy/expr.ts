// The expression language of strategies and segments: plain data. Everything that runs, translates,
// explains or compares a condition reads `Expr` and nothing else.

import { z } from 'zod'
import { plainText } from './text.ts'

export type Comparison = '<' | '<=' | '=' | '>=' | '>'
export type Arithmetic = '+' | '-' | '*'

/**
 * One expression over one customer at one instant. JSON all the way down, so it can be hashed, stored and diffed.
 *
 * Conditions have two values, never three: a comparison with a missing operand is false. SQL says NULL
 * there and JavaScript says `null < 30` is true; both would put customers we know nothing about on a call
 * list, or keep them off it, depending on the engine.
 *
 * Days are whole days since 1970-01-01 and behave as numbers; a `value` of kind day is written as a date.
 */
export type Expr =
  | { readonly op: 'feature'; readonly name: string }
  | { readonly op: 'param'; readonly name: string }
  | { readonly op: 'value'; readonly value: number }
  | { readonly op: 'day'; readonly date: string } // ISO date, 2025-03-31
  | { readonly op: 'arith'; readonly fn: Arithmetic; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'compare'; readonly fn: Comparison; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'oneOf'; readonly of: Expr; readonly values: readonly string[] } // category feature
  | { readonly op: 'isTrue'; readonly of: Expr } // boolean feature
  | { readonly op: 'missing'; readonly of: Expr }
  | { readonly op: 'all' | 'any'; readonly of: readonly Expr[] }
  | { readonly op: 'not'; readonly of: Expr }

/** Typed by hand above: TypeScript cannot infer a union that contains itself. */
export const exprSchema: z.ZodType<Expr> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('feature'), name: plainText }),
    z.strictObject({ op: z.literal('param'), name: plainText }),
    z.strictObject({ op: z.literal('value'), value: z.number() }),
    z.strictObject({ op: z.literal('day'), date: z.iso.date() }),
    z.strictObject({ op: z.literal('arith'), fn: z.enum(['+', '-', '*']), left: exprSchema, right: exprSchema }),
    z.strictObject({
      op: z.literal('compare'),
      fn: z.enum(['<', '<=', '=', '>=', '>']),
      left: exprSchema,
      right: exprSchema,
    }),
    z.strictObject({ op: z.literal('oneOf'), of: exprSchema, values: z.array(plainText) }),
    z.strictObject({ op: z.literal('isTrue'), of: exprSchema }),
    z.strictObject({ op: z.literal('missing'), of: exprSchema }),
    z.strictObject({ op: z.literal('all'), of: z.array(exprSchema) }),
    z.strictObject({ op: z.literal('any'), of: z.array(exprSchema) }),
    z.strictObject({ op: z.literal('not'), of: exprSchema }),
  ]),
)
