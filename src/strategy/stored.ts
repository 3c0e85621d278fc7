// The stored form: what is hashed, kept in the library and accepted from outside. Nothing that did not come from a
// strategy file runs before it has passed here.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type StrategyWorld } from './catalogue.ts'
import { checkStrategy } from './check.ts'
import { StrategyError } from './errors.ts'
import { MAX_DEPTH } from './limits.ts'
import { lookup } from './lookup.ts'
import type { Strategy } from './strategy.ts'
import { strategySchema } from './strategy.ts'

/**
 * Reads a strategy that did not come from a strategy file: from the library, from a request, from a JSON file.
 *
 * @throws {StrategyError} naming the field that is wrong, or the word as `checkStrategy` does
 */
export function parseStrategy(json: unknown, world: StrategyWorld): Strategy {
  guardShape(json)
  const parsed = strategySchema.safeParse(json)
  if (!parsed.success) throw new StrategyError(`This is not a stored strategy:\n${z.prettifyError(parsed.error)}`)
  checkStrategy(parsed.data, world)
  return parsed.data
}

/** SHA-256, in hex, of the canonical JSON of the stored form: equal exactly for equal definitions. */
export function strategyHash(strategy: Strategy): string {
  return createHash('sha256')
    .update(canonicalJson(toStored(strategy)), 'utf8')
    .digest('hex')
}

/** The stored form alone: examples and anything else a file adds stay behind. */
export function toStored(s: Strategy): Strategy {
  return {
    schema: s.schema,
    id: s.id,
    dataset: s.dataset,
    title: s.title,
    scenario: s.scenario,
    params: s.params,
    exploration: s.exploration,
    rules: s.rules,
  }
}

/**
 * The same definition with other defaults: a variant, with a hash of its own. Examples stay behind, they were
 * written for the defaults of the file.
 *
 * @throws {StrategyError} for a parameter the strategy does not have, or a value outside its range
 */
export function withParams<S extends Strategy>(
  strategy: S,
  values: { readonly [K in keyof S['params']]?: number },
): Strategy {
  const params = { ...strategy.params } as Record<string, Strategy['params'][string]>
  for (const [name, value] of Object.entries(values) as [string, number | undefined][]) {
    const param = lookup('parameter', params, name)
    if (value === undefined) continue
    if (!(value >= param.min && value <= param.max)) {
      const range = `${param.min} to ${param.max} ${param.unit}`
      throw new StrategyError(`“${strategy.id}”: ${name} = ${value} is outside ${range}.`)
    }
    params[name] = { ...param, default: value }
  }
  return { ...toStored(strategy), params }
}

/**
 * One text for one value (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript prints
 * them, −0 as 0, members that are undefined left out.
 *
 * @throws {TypeError} for what JSON cannot say: NaN, ±Infinity, functions, dates and other objects with a class
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`${String(value)} has no JSON form`)
  const members = Object.entries(value as object).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1)) // < on strings compares UTF-16 code units
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}

// Before zod, because zod recurses as deep as its input and leaves a key called __proto__ out without a word.
function guardShape(json: unknown): void {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    // An expression is at most two JSON levels deep (an object and an array in it); the first lies three below the top.
    if (depth > 2 * MAX_DEPTH + 3) {
      throw new StrategyError(`This strategy is nested more than ${MAX_DEPTH} levels deep. Split its rules.`)
    }
    const objects = level.filter(v => typeof v === 'object' && v !== null)
    if (objects.some(v => Object.hasOwn(v, '__proto__'))) {
      throw new StrategyError('“__proto__” cannot be a key of a stored strategy.')
    }
    level = objects.flatMap(v => Object.values(v))
  }
}
