// Random strategies over random customers, for the laws of the language. Names and levels are chosen to hurt.

import * as fc from 'fast-check'
import type { StrategyWorld } from '../../src/strategy/catalogue.ts'
import { actionKey } from '../../src/strategy/catalogue.ts'
import type { Customer } from '../../src/strategy/compile-one.ts'
import type { Arithmetic, Expr } from '../../src/strategy/expr.ts'
import type { FeatureColumn } from '../../src/strategy/feature-column.ts'
import type { Rule, Strategy } from '../../src/strategy/strategy.ts'

const label = { en: 'x', zh: '某' }
const levels = [
  "it's",
  'say "hi"',
  'back\\slash',
  'new\nline',
  '退休',
  '',
  'NULL',
  "'; DROP TABLE t; --",
  '`${i}`',
  "\\'",
] as const
const plain = { label, nature: 'static' } as const

/** JSON.parse, because a literal `{ __proto__: … }` sets the prototype instead of naming a feature. */
export const hostileWorld: StrategyWorld = {
  name: 'hostile',
  features: JSON.parse(
    JSON.stringify({
      balance: { kind: 'number', unit: 'days', ...plain },
      'quo"te\'d': { kind: 'number', unit: 'days', ...plain },
      whole: { kind: 'number', unit: 'days', ...plain },
      PROTO: { kind: 'number', unit: 'days', ...plain },
      '余额 💰\n`\\': { kind: 'category', levels, ...plain },
      constructor: { kind: 'category', levels: ['yes', 'no'], ...plain },
      i: { kind: 'boolean', ...plain },
      'c0]; throw 1 //': { kind: 'boolean', ...plain },
      opened: { kind: 'day', ...plain },
      "'); --": { kind: 'day', ...plain },
    }).replace('PROTO', '__proto__'),
  ) as StrategyWorld['features'],
  actions: [
    { channel: 'call', offer: 'fund', label },
    { channel: 'hold', label },
    { channel: 'sms', offer: "it's", label },
    { channel: 'push', label },
  ],
}

const names = (kind: string) =>
  Object.entries(hostileWorld.features)
    .filter(([, spec]) => spec.kind === kind)
    .map(([name]) => name)
const feature = (kind: string) => fc.constantFrom(...names(kind)).map((name): Expr => ({ op: 'feature', name }))

/** Numbers near each other, so that comparisons go both ways, and large ones, so that products overflow. */
const awkward = [0.1, 0.2, 0.3, -0, 1e21, -1e21, 2.2250738585072014e-308, 123456789.123, 2 ** 53 + 2]
const readable = fc.double({ noNaN: true, noDefaultInfinity: true }).filter(x => x === 0 || Math.abs(x) > 1e-300)
const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 4, arbitrary: fc.constantFrom(1e308, -1e308, 1.7976931348623157e308, 1e200, -1e200) },
  { weight: 3, arbitrary: fc.constantFrom(...awkward) },
  { weight: 1, arbitrary: readable },
)
const date = fc.integer({ min: -3, max: 3 }).map(n => new Date(Date.UTC(2025, 1, 28 + n)).toISOString().slice(0, 10))

const comparison = fc.constantFrom('<' as const, '<=' as const, '=' as const, '>=' as const, '>' as const)
const compare = (side: fc.Arbitrary<Expr>) =>
  fc.record({ op: fc.constant('compare' as const), fn: comparison, left: side, right: side })
const arith = (fn: fc.Arbitrary<Arithmetic>, left: fc.Arbitrary<Expr>, right: fc.Arbitrary<Expr>) =>
  fc.record({ op: fc.constant('arith' as const), fn, left, right })
const anyArithmetic = fc.constantFrom<Arithmetic>('+', '-', '*'),
  plusMinus = fc.constantFrom<Arithmetic>('+', '-')
/** Sums and products rather than bare features, wherever the depth still allows. */
const deep = { maxDepth: 4, depthSize: 'max' } as const

const { condition } = fc.letrec<{ num: Expr; day: Expr; condition: Expr }>(tie => ({
  num: fc.oneof(
    deep,
    feature('number'),
    number.map((value): Expr => ({ op: 'value', value })),
    fc.constantFrom('low', 'high').map((name): Expr => ({ op: 'param', name })),
    { weight: 3, arbitrary: arith(anyArithmetic, tie('num'), tie('num')) },
    arith(fc.constant('-'), tie('day'), tie('day')),
  ),
  day: fc.oneof(
    deep,
    feature('day'),
    date.map((text): Expr => ({ op: 'day', date: text })),
    arith(plusMinus, tie('day'), tie('num')),
  ),
  condition: fc.oneof(
    deep,
    { weight: 4, arbitrary: compare(tie('num')) },
    compare(tie('day')),
    fc
      .constantFrom(...names('category'))
      .chain(name =>
        fc.subarray([...levelsOf(name)]).map((values): Expr => ({ op: 'oneOf', of: { op: 'feature', name }, values })),
      ),
    feature('boolean').map((of): Expr => ({ op: 'isTrue', of })),
    fc
      .oneof(feature('category'), feature('boolean'), tie('num'), tie('day'))
      .map((of): Expr => ({ op: 'missing', of })),
    tie('condition').map((of): Expr => ({ op: 'not', of })),
    fc.record({ op: fc.constantFrom<'all' | 'any'>('all', 'any'), of: fc.array(tie('condition'), { maxLength: 3 }) }),
  ),
}))

const rule = (k: number): fc.Arbitrary<Rule> =>
  fc.record({
    title: fc.constant(`rule ${k}`),
    if: condition,
    then: fc
      .constantFrom(...hostileWorld.actions)
      .map(({ channel, offer }) => (offer === undefined ? { channel } : { channel, offer })),
  })

export const randomCondition = condition
export const randomStrategy: fc.Arbitrary<Strategy> = fc.record({
  schema: fc.constant(1 as const),
  id: fc.constant('random'),
  dataset: fc.constant('hostile'),
  title: fc.constant('Random'),
  scenario: fc.constant({ line: 'a', journey: 'b', trigger: 'c' }),
  params: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })).map(([low, high]) => ({
    low: { default: low, min: -3, max: 3, unit: 'days' },
    high: { default: high, min: -3, max: 3, unit: 'days' },
  })),
  exploration: fc.constantFrom(0, 0.1, 1),
  rules: fc.integer({ min: 0, max: 4 }).chain(n => fc.tuple(...Array.from({ length: n }, (_, k) => rule(k)))),
})

function levelsOf(name: string): readonly string[] {
  const spec = hostileWorld.features[name]
  return spec?.kind === 'category' ? spec.levels : []
}

/** Every feature of one customer, each missing (null) about a third of the time. */
const cells = Object.entries(hostileWorld.features).map(([name, spec]) => {
  const value: fc.Arbitrary<number | string | boolean> =
    spec.kind === 'category'
      ? fc.constantFrom(...spec.levels)
      : spec.kind === 'boolean'
        ? fc.boolean()
        : spec.kind === 'day'
          ? fc.integer({ min: 20_140, max: 20_152 }) // days around 2025-02-28, which is day 20 147
          : name === 'whole'
            ? fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })
            : number
  return fc.option(value, { freq: 2 }).map(v => [name, v] as const)
})
export const randomCustomer: fc.Arbitrary<Customer> = fc.tuple(...cells).map(entries => Object.fromEntries(entries))

export const randomAllowed = fc.option(fc.subarray(hostileWorld.actions.map(actionKey)))

/** The customers as the typed columns an engine has. */
export function columnsOf(customers: readonly Customer[]): Readonly<Record<string, FeatureColumn>> {
  return Object.fromEntries(
    Object.entries(hostileWorld.features).map(([name, spec]): [string, FeatureColumn] => {
      const values = customers.map(customer => (Object.hasOwn(customer, name) ? (customer[name] ?? null) : null))
      switch (spec.kind) {
        case 'category': {
          const dictionary = spec.levels.toReversed() // a file's dictionary need not be in the catalogue's order
          const codes = Int16Array.from(values, v => (v === null ? -1 : dictionary.indexOf(v as string)))
          return [name, { kind: 'category', levels: dictionary, codes }]
        }
        case 'boolean':
          return [name, { kind: 'boolean', values: Int8Array.from(values, v => (v === null ? -1 : Number(v))) }]
        default:
          return [name, { kind: 'number', values: Float64Array.from(values, v => (v === null ? NaN : (v as number))) }]
      }
    }),
  )
}
