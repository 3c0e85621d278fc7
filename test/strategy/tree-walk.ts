// The meaning of an expression, written as plainly as possible and sharing no code with the compilers.

import type { Customer } from '../../src/strategy/compile-one.ts'
import type { Expr } from '../../src/strategy/expr.ts'

/** @returns whether the condition holds; a missing number is null all the way up to the comparison it spoils */
export function holds(e: Expr, customer: Customer, params: Readonly<Record<string, number>>): boolean {
  switch (e.op) {
    case 'compare': {
      const a = value(e.left, customer, params),
        b = value(e.right, customer, params)
      if (typeof a !== 'number' || typeof b !== 'number') return false
      return e.fn === '<' ? a < b : e.fn === '<=' ? a <= b : e.fn === '=' ? a === b : e.fn === '>=' ? a >= b : a > b
    }
    case 'oneOf':
      return e.values.some(level => level === value(e.of, customer, params))
    case 'isTrue':
      return value(e.of, customer, params) === true
    case 'missing':
      return value(e.of, customer, params) === null
    case 'not':
      return !holds(e.of, customer, params)
    case 'all':
      return e.of.every(part => holds(part, customer, params))
    case 'any':
      return e.of.some(part => holds(part, customer, params))
    default:
      throw new Error(`${e.op} is no condition`)
  }
}

type Value = number | string | boolean | null

function value(e: Expr, customer: Customer, params: Readonly<Record<string, number>>): Value {
  switch (e.op) {
    case 'feature':
      return customer[e.name] ?? null
    case 'param':
      return params[e.name]!
    case 'value':
      return e.value
    case 'day':
      return Date.parse(e.date) / 86_400_000
    case 'arith': {
      const a = value(e.left, customer, params),
        b = value(e.right, customer, params)
      if (typeof a !== 'number' || typeof b !== 'number') return null
      const result = e.fn === '+' ? a + b : e.fn === '-' ? a - b : a * b
      return Number.isNaN(result) ? null : result
    }
    default:
      throw new Error(`${e.op} is no value`)
  }
}
