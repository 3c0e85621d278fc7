// What kind of thing an expression is, and in which unit. The stored form is untyped JSON; this is its type checker.

import type { Catalogue } from './catalogue.ts'
import { dayNumber } from './day.ts'
import { suggest } from './errors.ts'
import type { Expr } from './expr.ts'
import { isSayable } from './number-text.ts'
import type { Param } from './strategy.ts'

export type Kind = 'number' | 'day' | 'category' | 'boolean' | 'condition'

/** `unit` is null where none is known: a literal, or a product. */
export interface Inferred {
  readonly kind: Kind
  readonly unit: string | null
}

const DAYS = 'days'

const says: Readonly<Record<Kind, string>> = {
  number: 'a number',
  day: 'a day',
  category: 'a category',
  boolean: 'yes or no',
  condition: 'a condition',
}

/**
 * @param complain  called for every mistake, with a sentence that names it; throw from it to stop at the first.
 *                  When it returns, the most likely kind is assumed and reading goes on.
 */
export function infer(
  expr: Expr,
  features: Catalogue,
  params: Readonly<Record<string, Param>>,
  complain: (mistake: string) => void,
): Inferred {
  return of(expr)

  function of(e: Expr): Inferred {
    switch (e.op) {
      case 'feature':
        return feature(e.name)
      case 'param':
        return param(e.name)
      case 'value':
        if (!isSayable(e.value)) complain(`${e.value} is not a number every engine reads alike.`)
        return { kind: 'number', unit: null }
      case 'day':
        if (dayNumber(e.date) === null) complain(`“${e.date}” is not a day of the calendar. Write 2025-03-31.`)
        return { kind: 'day', unit: null }
      case 'arith':
        return arith(e)
      case 'compare':
        return compare(e)
      case 'oneOf':
        return oneOf(e)
      case 'isTrue':
        expect(e.of, 'boolean', 'isTrue and isFalse')
        return condition
      case 'missing':
        if (of(e.of).kind === 'condition') complain('isMissing asks a value; a condition is never missing.')
        return condition
      case 'all':
      case 'any':
        for (const part of e.of) expect(part, 'condition', e.op)
        return condition
      case 'not':
        expect(e.of, 'condition', 'not')
        return condition
    }
  }

  function feature(name: string): Inferred {
    const spec = Object.hasOwn(features, name) ? features[name] : undefined
    if (spec === undefined) complain(`There is no feature “${name}”.${suggest(name, Object.keys(features))}`)
    return { kind: spec?.kind ?? 'number', unit: spec?.kind === 'number' ? spec.unit : null }
  }

  function param(name: string): Inferred {
    const spec = Object.hasOwn(params, name) ? params[name] : undefined
    if (spec === undefined) complain(`There is no parameter “${name}”.${suggest(name, Object.keys(params))}`)
    return { kind: 'number', unit: spec?.unit ?? null }
  }

  function arith(e: Extract<Expr, { op: 'arith' }>): Inferred {
    const left = of(e.left),
      right = of(e.right)
    const kinds = `${left.kind} ${e.fn} ${right.kind}`
    if (kinds === 'day - day') return { kind: 'number', unit: DAYS }
    if (kinds === 'day + number' || kinds === 'day - number') {
      if (right.unit !== null && right.unit !== DAYS) complain(`A day can be moved by ${DAYS}, not by ${right.unit}.`)
      return { kind: 'day', unit: null }
    }
    if (left.kind !== 'number' || right.kind !== 'number') {
      complain(`“${e.fn}” cannot be said of ${says[left.kind]} and ${says[right.kind]}.`)
    }
    if (e.fn === '*') return { kind: 'number', unit: null }
    return { kind: 'number', unit: sameUnit(left, right, e.fn) }
  }

  function compare(e: Extract<Expr, { op: 'compare' }>): Inferred {
    const left = of(e.left),
      right = of(e.right)
    if (left.kind !== right.kind || (left.kind !== 'number' && left.kind !== 'day')) {
      complain(`“${e.fn}” compares two numbers or two days, not ${says[left.kind]} with ${says[right.kind]}.`)
    }
    sameUnit(left, right, e.fn)
    return condition
  }

  function sameUnit(left: Inferred, right: Inferred, fn: string): string | null {
    if (left.unit !== null && right.unit !== null && left.unit !== right.unit) {
      const [a, b] = [left.unit || 'a plain number', right.unit || 'a plain number']
      complain(`“${fn}” puts ${a} beside ${b}. Give both the same unit.`)
    }
    return left.unit ?? right.unit
  }

  function oneOf(e: Extract<Expr, { op: 'oneOf' }>): Inferred {
    expect(e.of, 'category', 'is and isOneOf')
    const spec = e.of.op === 'feature' && Object.hasOwn(features, e.of.name) ? features[e.of.name] : undefined
    if (spec?.kind !== 'category') return condition
    for (const level of e.values) {
      if (!spec.levels.includes(level)) {
        complain(`“${level}” is no level of ${(e.of as { name: string }).name}.${suggest(level, spec.levels)}`)
      }
    }
    return condition
  }

  function expect(e: Expr, kind: Kind, word: string): void {
    const found = of(e).kind
    if (found !== kind) complain(`“${word}” is said of ${says[kind]}, not of ${says[found]}.`)
  }
}

const condition: Inferred = { kind: 'condition', unit: null }
