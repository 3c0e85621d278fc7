// The words analysts write. Each holds an expression and gives a larger one; nothing is evaluated here.

import type { Catalogue, FeatureSpec } from './catalogue.ts'
import { StrategyError, nearest, suggest } from './errors.ts'
import type { Comparison, Expr } from './expr.ts'

/** A date as it is written in a strategy: 2025-03-31. */
export type IsoDate = `${number}-${number}-${number}`

/** Something that holds or does not, for one customer at one instant. */
export class Cond {
  readonly kind = 'condition'
  readonly expr: Expr
  constructor(expr: Expr) {
    this.expr = expr
  }
}

/** A number with a unit: a feature, a parameter, or arithmetic on them. Arithmetic with a missing value is missing. */
export class Num {
  readonly kind = 'number'
  readonly expr: Expr
  constructor(expr: Expr) {
    this.expr = expr
  }
  below(x: Num | number) {
    return compare('<', this.expr, number(x))
  }
  atMost(x: Num | number) {
    return compare('<=', this.expr, number(x))
  }
  is(x: Num | number) {
    return compare('=', this.expr, number(x))
  }
  atLeast(x: Num | number) {
    return compare('>=', this.expr, number(x))
  }
  above(x: Num | number) {
    return compare('>', this.expr, number(x))
  }
  /** Both ends included. */
  between(low: Num | number, high: Num | number) {
    return all(this.atLeast(low), this.atMost(high))
  }
  plus(x: Num | number) {
    return new Num({ op: 'arith', fn: '+', left: this.expr, right: number(x) })
  }
  minus(x: Num | number) {
    return new Num({ op: 'arith', fn: '-', left: this.expr, right: number(x) })
  }
  times(x: Num | number) {
    return new Num({ op: 'arith', fn: '*', left: this.expr, right: number(x) })
  }
  isMissing() {
    return missing(this.expr)
  }
}

/** One of the levels the catalogue names. */
export class Cat<Level extends string = string> {
  readonly kind = 'category'
  readonly expr: Expr
  constructor(expr: Expr) {
    this.expr = expr
  }
  is(level: Level) {
    return this.isOneOf(level)
  }
  isOneOf(...levels: Level[]) {
    return new Cond({ op: 'oneOf', of: this.expr, values: levels })
  }
  isMissing() {
    return missing(this.expr)
  }
}

/** Yes or no, where the log knows it. */
export class Flag {
  readonly kind = 'boolean'
  readonly expr: Expr
  constructor(expr: Expr) {
    this.expr = expr
  }
  isTrue() {
    return new Cond({ op: 'isTrue', of: this.expr })
  }
  /** Known to be false: a missing flag is neither true nor false. */
  isFalse() {
    return all(not(this.isTrue()), not(this.isMissing()))
  }
  isMissing() {
    return missing(this.expr)
  }
}

/** A whole day. */
export class Day {
  readonly kind = 'day'
  readonly expr: Expr
  constructor(expr: Expr) {
    this.expr = expr
  }
  before(x: Day | IsoDate) {
    return compare('<', this.expr, day(x))
  }
  onOrBefore(x: Day | IsoDate) {
    return compare('<=', this.expr, day(x))
  }
  on(x: Day | IsoDate) {
    return compare('=', this.expr, day(x))
  }
  onOrAfter(x: Day | IsoDate) {
    return compare('>=', this.expr, day(x))
  }
  after(x: Day | IsoDate) {
    return compare('>', this.expr, day(x))
  }
  /** Both ends included. */
  between(first: Day | IsoDate, last: Day | IsoDate) {
    return all(this.onOrAfter(first), this.onOrBefore(last))
  }
  /** Whole days from this day to `x`; negative when `x` is earlier. */
  daysUntil(x: Day | IsoDate) {
    return new Num({ op: 'arith', fn: '-', left: day(x), right: this.expr })
  }
  /** Whole days from `x` to this day; negative when `x` is later. */
  daysSince(x: Day | IsoDate) {
    return new Num({ op: 'arith', fn: '-', left: this.expr, right: day(x) })
  }
  plusDays(x: Num | number) {
    return new Day({ op: 'arith', fn: '+', left: this.expr, right: number(x) })
  }
  minusDays(x: Num | number) {
    return new Day({ op: 'arith', fn: '-', left: this.expr, right: number(x) })
  }
  isMissing() {
    return missing(this.expr)
  }
}

/** Holds when every one of them does; with none it always holds. */
export const all = (...of: Cond[]) => new Cond({ op: 'all', of: of.map(c => c.expr) })
/** Holds when at least one of them does; with none it never holds. */
export const any = (...of: Cond[]) => new Cond({ op: 'any', of: of.map(c => c.expr) })
/** Holds when `of` does not: also for the unknown, because a comparison with a missing value does not hold. */
export const not = (of: Cond) => new Cond({ op: 'not', of: of.expr })

type WordFor<S extends FeatureSpec> = S extends { readonly kind: 'number' }
  ? Num
  : S extends { readonly kind: 'category'; readonly levels: readonly (infer Level extends string)[] }
    ? Cat<Level>
    : S extends { readonly kind: 'boolean' }
      ? Flag
      : Day

/** One word per feature of the catalogue, by the feature's name. */
export type Words<F extends Catalogue> = { readonly [K in keyof F]: WordFor<F[K]> }

/**
 * The words rules and segments are written with: one per feature, each with the comparisons its kind has. Reading a
 * name the catalogue lacks throws a StrategyError that names the nearest one.
 */
export function wordsFor<F extends Catalogue>(catalogue: F): Words<F> {
  const words = Object.create(null) as Record<string, unknown> // no prototype: a feature may be called __proto__
  for (const [name, spec] of Object.entries(catalogue)) {
    words[name] = explaining(word({ op: 'feature', name }, spec), name)
  }
  return named(words, 'feature') as Words<F>
}

/** One number per parameter, by the parameter's name. */
export function handlesFor(names: readonly string[]): Readonly<Record<string, Num>> {
  const handles = Object.create(null) as Record<string, Num>
  for (const name of names) handles[name] = explaining(new Num({ op: 'param', name }), name)
  return named(handles, 'parameter')
}

function word(expr: Expr, spec: FeatureSpec): Num | Cat | Flag | Day {
  switch (spec.kind) {
    case 'number':
      return new Num(expr)
    case 'category':
      return new Cat(expr)
    case 'boolean':
      return new Flag(expr)
    case 'day':
      return new Day(expr)
  }
}

// Node strips types without checking them, so a name TypeScript would have refused still gets a message of its own
// instead of `undefined is not a function`.
function named<W extends object>(words: W, what: 'feature' | 'parameter'): W {
  return new Proxy(words, {
    get(target, name) {
      if (typeof name === 'symbol' || Object.hasOwn(target, name)) return Reflect.get(target, name)
      throw new StrategyError(`There is no ${what} “${name}”.${suggest(name, Object.keys(target))}`)
    },
  })
}

const vocabulary = new Map(
  [Num, Cat, Flag, Day].map(kind => [
    kind as unknown,
    Object.getOwnPropertyNames(kind.prototype).filter(name => name !== 'constructor'),
  ]),
)

function explaining<W extends Num | Cat | Flag | Day>(word: W, name: string): W {
  const own = vocabulary.get(word.constructor) ?? []
  const others = [...vocabulary.values()].flat()
  return new Proxy(word, {
    get(target, property) {
      if (typeof property === 'string' && !(property in target) && nearest(property, others) !== null) {
        throw new StrategyError(`“${name}” is a ${word.kind}: it has no word “${property}”. It has ${own.join(', ')}.`)
      }
      return Reflect.get(target, property)
    },
  })
}

const missing = (of: Expr) => new Cond({ op: 'missing', of })

function compare(fn: Comparison, left: Expr, right: Expr): Cond {
  return new Cond({ op: 'compare', fn, left, right })
}

function number(x: Num | number): Expr {
  return typeof x === 'number' ? { op: 'value', value: x } : x.expr
}

function day(x: Day | string): Expr {
  return typeof x === 'string' ? { op: 'day', date: x } : x.expr
}
