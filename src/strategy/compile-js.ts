// Compiles conditions and decision lists to generated loops over typed columns. Nothing of the text of a strategy
// enters the generated source: names and levels reach it as bound constants, numbers as finite literals, operators
// from the tables below.

import { actionKey } from './catalogue.ts'
import { dayNumber } from './day.ts'
import { StrategyError, suggest } from './errors.ts'
import type { Arithmetic, Comparison, Expr } from './expr.ts'
import type { FeatureColumn } from './feature-column.ts'
import { lookup } from './lookup.ts'
import { numberText } from './number-text.ts'
import type { Param, Strategy } from './strategy.ts'

const COMPARISON: Readonly<Record<Comparison, string>> = { '<': '<', '<=': '<=', '=': '===', '>=': '>=', '>': '>' }
const ARITHMETIC: Readonly<Record<Arithmetic, string>> = { '+': '+', '-': '-', '*': '*' }

/** Where generated source finds what it speaks of. */
export interface Binding {
  column(name: string): FeatureColumn
  /** Makes a constant reachable from the generated source and returns its identifier. */
  bind(value: unknown): string
  param(name: string): number
}

/**
 * A JS expression over the row variable `i` that is 1 where the condition holds, else 0. Numbers, not booleans, because
 * which conditions hold is as good as random to the processor: branches it guesses wrong cost more than all conditions
 * without one (measured: 7 ns a row for nine rules, not 13). Missing numbers are NaN, so comparisons with them are false
 * as they should be; arithmetic with them is NaN again. Overflow gives ±Infinity, which compares like any number, and
 * what IEEE 754 calls invalid (∞ − ∞, 0 · ∞) is missing.
 */
export function conditionSource(e: Expr, b: Binding): string {
  switch (e.op) {
    case 'compare':
      return `(${binary(lookup('operator', COMPARISON, e.fn), e.left, e.right, b)} | 0)`
    case 'oneOf':
      return oneOfSource(e, b)
    case 'isTrue':
      return `(${b.bind(columnOf(e.of, 'boolean', b).values)}[i] === 1 | 0)`
    case 'missing':
      return missingSource(e.of, b)
    case 'all':
      return e.of.length === 0 ? '1' : `(${e.of.map(part => conditionSource(part, b)).join(' & ')})`
    case 'any':
      return e.of.length === 0 ? '0' : `(${e.of.map(part => conditionSource(part, b)).join(' | ')})`
    case 'not':
      return `(${conditionSource(e.of, b)} ^ 1)`
    case 'feature':
    case 'param':
    case 'value':
    case 'day':
    case 'arith':
      throw new StrategyError(`“${e.op}” is a value, not a condition.`)
    default:
      throw unknownWord(e)
  }
}

function numberSource(e: Expr, b: Binding): string {
  switch (e.op) {
    case 'feature':
      return `${b.bind(columnOf(e, 'number', b).values)}[i]`
    case 'param':
      return literal(b.param(e.name))
    case 'value':
      return literal(e.value)
    case 'day':
      return literal(dayNumber(e.date))
    case 'arith':
      return binary(lookup('operator', ARITHMETIC, e.fn), e.left, e.right, b)
    case 'compare':
    case 'oneOf':
    case 'isTrue':
    case 'missing':
    case 'all':
    case 'any':
    case 'not':
      throw new StrategyError(`“${e.op}” is a condition, not a number.`)
    default:
      throw unknownWord(e)
  }
}

function binary(operator: string, left: Expr, right: Expr, b: Binding): string {
  return `(${numberSource(left, b)} ${operator} ${numberSource(right, b)})`
}

// Membership by lookup: slot 0 stands for missing, because codes are −1 there.
function oneOfSource(e: Extract<Expr, { op: 'oneOf' }>, b: Binding): string {
  const { codes, levels } = columnOf(e.of, 'category', b)
  const wanted = new Uint8Array(levels.length + 1)
  levels.forEach((level, code) => {
    if (e.values.includes(level)) wanted[code + 1] = 1
  })
  if (!wanted.includes(1)) return '0'
  return `${b.bind(wanted)}[${b.bind(codes)}[i] + 1]`
}

function missingSource(of: Expr, b: Binding): string {
  if (of.op !== 'feature') return `(isNaN(${numberSource(of, b)}) | 0)`
  const column = b.column(of.name)
  switch (column.kind) {
    case 'number':
      return `(isNaN(${b.bind(column.values)}[i]) | 0)`
    case 'category':
      return `(${b.bind(column.codes)}[i] >>> 31)`
    case 'boolean':
      return `(${b.bind(column.values)}[i] >>> 31)`
  }
}

function columnOf<K extends FeatureColumn['kind']>(e: Expr, kind: K, b: Binding): Extract<FeatureColumn, { kind: K }> {
  if (e.op !== 'feature') throw new StrategyError(`“${e.op}” is not a ${kind} feature.`)
  const column = b.column(e.name)
  if (column.kind !== kind) throw new StrategyError(`“${e.name}” is a ${column.kind} column, not a ${kind} one.`)
  return column as Extract<FeatureColumn, { kind: K }>
}

function literal(value: number | null): string {
  const text = numberText(value)
  return text.startsWith('-') ? `(${text})` : text
}

const unknownWord = (e: never) => new StrategyError(`There is no expression “${String((e as { op: unknown }).op)}”.`)

/** A compiled decision list: for rows from … to − 1, writes the first rule that holds, else `rules.length`. */
export type RuleLoop = (from: number, to: number, out: Int16Array) => void

/** Rules or segments, without regard to actions. One pass, no allocation: O(rows × rules). */
export function compileRules(
  rules: readonly { readonly if: Expr }[],
  params: Readonly<Record<string, number>>,
  features: Readonly<Record<string, FeatureColumn>>,
): RuleLoop {
  const constants = bindings(params, features)
  const first = firstOf(rules.map(rule => conditionSource(rule.if, constants)))
  return constants.compile(
    'from, to, out',
    `
    for (let i = from; i < to; i++) out[i - from] = ${first}`,
  ) as RuleLoop
}

/** A JS expression: the number of the first of these 0/1 expressions that is 1, else how many there are. */
function firstOf(conditions: readonly string[]): string {
  // The lowest bit of 31 at most; longer lists are decided one by one.
  if (conditions.length > 30)
    return `${conditions.map((condition, k) => `${condition} ? ${k} :`).join('\n        ')} ${conditions.length}`
  const bits = [...conditions.map((condition, k) => `(${condition}) << ${k}`), `${2 ** conditions.length}`]
  return `lowestBit(${bits.join(' |\n        ')})`
}

/** Allowed actions per row as in `Columns.allowed`. */
export interface AllowedActions {
  readonly set: Uint16Array
  readonly sets: readonly (readonly number[])[]
}

/** A compiled strategy: for rows from … to − 1, writes the deciding rule (or `rules.length`) and the action's index. */
export type Decider = (from: number, to: number, rule: Int16Array, action: Uint8Array) => void

/**
 * @param actionKeys  the dataset's actions in order; the index written is into this list
 * @param allowed     null when every action is allowed; a rule whose action is not allowed is passed over
 */
export function compileDecider(
  strategy: Strategy,
  actionKeys: readonly string[],
  features: Readonly<Record<string, FeatureColumn>>,
  allowed: AllowedActions | null,
): Decider {
  const constants = bindings(defaultsOf(strategy.params), features)
  const index = (key: string) => {
    const k = actionKeys.indexOf(key)
    if (k >= 0) return k
    throw new StrategyError(`“${strategy.id}”: the history has no action “${key}”.${suggest(key, actionKeys)}`)
  }
  const hold = index('hold')
  const permitted = (action: number): string => {
    if (allowed === null || action === hold) return ''
    const table = Uint8Array.from(allowed.sets, set => (set.includes(action) ? 1 : 0))
    return `${constants.bind(table)}[${constants.bind(allowed.set)}[i]] & `
  }
  const actions = Uint8Array.from([...strategy.rules.map(rule => index(actionKey(rule.then))), hold])
  const first = firstOf(
    strategy.rules.map((rule, k) => `${permitted(actions[k]!)}${conditionSource(rule.if, constants)}`),
  )
  return constants.compile(
    'from, to, rule, action',
    `
    for (let i = from; i < to; i++) {
      const k = ${first}
      rule[i - from] = k
      action[i - from] = ${constants.bind(actions)}[k]
    }`,
  ) as Decider
}

export function defaultsOf(params: Readonly<Record<string, Param>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]))
}

interface Constants extends Binding {
  compile(parameters: string, body: string): unknown
}

function bindings(
  params: Readonly<Record<string, number>>,
  features: Readonly<Record<string, FeatureColumn>>,
): Constants {
  const names = new Map<unknown, string>()
  return {
    column: name => lookup('column', features, name),
    param: name => lookup('parameter', params, name),
    bind(value) {
      const name = names.get(value) ?? `c${names.size}`
      names.set(value, name)
      return name
    },
    compile(parameters, body) {
      // Constants are copied to locals, which the optimiser keeps in registers across the loop.
      const locals = [...names.values()].map(name => `const ${name} = bound[${name.slice(1)}]`).join('\n    ')
      const loop = `(${parameters}) => {\n    ${locals}${body}\n  }`
      const helpers = 'const isNaN = Number.isNaN, lowestBit = bits => 31 - Math.clz32(bits & -bits)'
      const source = `'use strict'\n  ${helpers}\n  return ${loop}`
      return new Function('bound', source)([...names.keys()]) as unknown
    },
  }
}
