// Goal: small random histories, plans and strategies with every awkwardness the contracts allow.

import * as fc from 'fast-check'
import type { Columns } from '../../src/history/columns.ts'
import type { Fitted } from '../../src/moments/fitted.ts'
import type { SumPlan, Policy } from '../../src/moments/sum-plan.ts'
import { rng } from '../../src/stats/rng.ts'
import type { Expr } from '../../src/strategy/expr.ts'
import type { Rule, Strategy } from '../../src/strategy/strategy.ts'

export interface Case {
  readonly plan: SumPlan
  readonly columns: Columns
  readonly fitted: Fitted
}

/** What a random case is drawn from; the rest follows from the seed. */
export interface Shape {
  readonly seed: number
  readonly rows: number
  readonly meanRowsPerCustomer: number
  readonly strata: number
  /** Null: the strata are the segments. */
  readonly segments: number | null
  readonly months: number
  readonly folds: number
  readonly policies: number
  readonly bySegment: boolean
  readonly byMonth: boolean
  readonly clustered: boolean
  readonly model: boolean
  readonly modelled: boolean
  readonly sets: boolean
  readonly maturities: boolean
  readonly times: boolean
  readonly ratios: boolean
  readonly unsupported: boolean
  /** Some strategies keep to narrower lists than the history's. */
  readonly narrow: boolean
}

export const shapes: fc.Arbitrary<Shape> = fc.record({
  seed: fc.nat(),
  rows: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 80 })),
  meanRowsPerCustomer: fc.constantFrom(1, 3, 12, 1000),
  strata: fc.integer({ min: 1, max: 4 }),
  segments: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 4 })),
  months: fc.integer({ min: 1, max: 5 }),
  folds: fc.constantFrom(1, 2, 5),
  policies: fc.integer({ min: 1, max: 4 }),
  bySegment: fc.boolean(),
  byMonth: fc.boolean(),
  clustered: fc.boolean(),
  model: fc.boolean(),
  modelled: fc.boolean(),
  sets: fc.boolean(),
  maturities: fc.boolean(),
  times: fc.boolean(),
  ratios: fc.boolean(),
  unsupported: fc.boolean(),
  narrow: fc.boolean(),
})

const actions = ['call:loan', 'sms:loan', 'hold', 'push:card']
const DAY = 86_400_000

export function randomCase(shape: Shape): Case {
  const uniform = rng(shape.seed)
  const integer = (below: number) => Math.floor(uniform() * below)
  const columns = randomColumns(shape, uniform)
  const kept = (index: number) => (shape.maturities ? index : 0)
  const columnsPlanned = [
    { name: 'accepted', measure: 'rate', maturity: 0 },
    { name: 'margin', measure: 'mean', maturity: kept(1) },
    { name: 'asked', measure: shape.ratios ? 'part' : 'rate', maturity: kept(2) },
    { name: 'score', measure: shape.ratios ? 'part' : 'mean', maturity: kept(2) },
  ] as const
  const plan: SumPlan = {
    policies: Array.from({ length: shape.policies }, (): Policy =>
      uniform() < 0.25
        ? { kind: 'logged' }
        : {
            kind: 'strategy',
            strategy: randomStrategy(uniform),
            ...(shape.narrow && uniform() < 0.5 ? { allowed: uniform() < 0.5 ? 'quiet hours' : 'few' } : {}),
          },
    ),
    champion: integer(shape.policies),
    columns: columnsPlanned,
    ratios: shape.ratios ? [[3, 2]] : [],
    maturities: shape.maturities ? [uniform() < 0.5 ? null : 100 * DAY, 60 * DAY, 20 * DAY] : [null],
    actions,
    strata: shape.strata,
    segments: shape.segments ?? shape.strata,
    months: shape.months,
    by: { segment: shape.bySegment, month: shape.byMonth },
    folds: shape.folds,
    clustered: shape.clustered,
    model: shape.model,
  }
  const cells = shape.folds * shape.strata * actions.length
  const fitted: Fitted = {
    q: Float64Array.from({ length: cells * 4 }, () => uniform() * 3 - 1),
    propensity: shape.modelled ? Float64Array.from({ length: cells }, () => 0.05 + 0.9 * uniform()) : null,
    supported: Uint8Array.from({ length: shape.strata * actions.length }, () =>
      shape.unsupported && uniform() < 0.3 ? 0 : 1,
    ),
    shift: Float64Array.of(0, uniform() < 0.5 ? 0 : 37.5, 0, uniform() < 0.5 ? 0 : 3),
  }
  return { plan, columns, fitted }
}

function randomColumns(shape: Shape, uniform: () => number): Columns {
  const { rows } = shape
  const integer = (below: number) => Math.floor(uniform() * below)
  const customer = new Int32Array(rows),
    customerHash = new Uint32Array(rows),
    time = new Float64Array(rows)
  for (let i = 0, c = 0, hash = integer(2 ** 32), day = 0; i < rows; i++, day += integer(12)) {
    if (i > 0 && uniform() < 1 / shape.meanRowsPerCustomer) {
      c++
      day = 0
      hash = integer(2 ** 32)
    }
    customer[i] = c
    customerHash[i] = hash
    time[i] = shape.times ? (day + integer(30)) * DAY : NaN
  }
  const sets = [[0, 1, 2, 3], [2], [0, 2], [1, 2, 3]]
  const set = Uint16Array.from({ length: rows }, () => integer(sets.length))
  const allowed = (i: number) => (shape.sets ? sets[set[i]!]! : [0, 1, 2, 3])
  const stratum = Uint16Array.from({ length: rows }, () => integer(shape.strata))
  const asked = Uint8Array.from({ length: rows }, () => (uniform() < 0.4 ? 1 : 0))
  return {
    rows,
    customers: rows === 0 ? 0 : customer[rows - 1]! + 1,
    customer,
    customerHash,
    time,
    month: Uint16Array.from({ length: rows }, () => integer(shape.months)),
    months: Array.from({ length: shape.months }, (_, m) => `m${m}`),
    stratum,
    strata: Array.from({ length: shape.strata }, (_, s) => `s${s}`),
    segment: shape.segments === null ? stratum : Uint16Array.from({ length: rows }, () => integer(shape.segments!)),
    segments: Array.from({ length: shape.segments ?? shape.strata }, (_, s) => `g${s}`),
    action: Uint8Array.from({ length: rows }, (_, i) => allowed(i)[integer(allowed(i).length)]!),
    allowed: shape.sets ? { set, sets } : null,
    ...(shape.narrow ? { allowedBy: narrowerLists(rows, integer) } : {}),
    propensity: shape.modelled
      ? null
      : Float64Array.from({ length: rows }, () => [0.25, 0.5, 1, 0.05 + 0.9 * uniform()][integer(4)]!),
    features: {
      balance: {
        kind: 'number',
        values: Float64Array.from({ length: rows }, () => (uniform() < 0.2 ? NaN : integer(10))),
      },
      tier: {
        kind: 'category',
        codes: Int16Array.from({ length: rows }, () => integer(4) - 1),
        levels: ['a', 'b', 'c'],
      },
      consent: { kind: 'boolean', values: Int8Array.from({ length: rows }, () => integer(3) - 1) },
    },
    outcomes: {
      accepted: Uint8Array.from({ length: rows }, () => (uniform() < 0.3 ? 1 : 0)),
      margin: Float64Array.from({ length: rows }, () => (uniform() < 0.4 ? 0 : 100 * uniform() - 20)),
      asked,
      score: Float64Array.from({ length: rows }, (_, i) => (asked[i] === 1 ? 1 + integer(5) : 0)),
    },
  }
}

/** What contact policies would leave of the actions, decision by decision; the logged one may be forbidden. */
function narrowerLists(rows: number, integer: (below: number) => number): NonNullable<Columns['allowedBy']> {
  const list = (sets: readonly (readonly number[])[]) => ({
    sets,
    set: Uint16Array.from({ length: rows }, () => integer(sets.length)),
  })
  return { 'quiet hours': list([[2], [1, 2, 3], [0, 1, 2, 3]]), few: list([[0, 2]]) }
}

const feature = (name: string): Expr => ({ op: 'feature', name })

export function randomStrategy(uniform: () => number): Strategy {
  const integer = (below: number) => Math.floor(uniform() * below)
  const condition = (depth: number): Expr => {
    const kinds: readonly (() => Expr)[] = [
      () => ({
        op: 'compare',
        fn: uniform() < 0.5 ? '<' : '>=',
        left: feature('balance'),
        right: { op: 'value', value: integer(10) },
      }),
      () => ({ op: 'oneOf', of: feature('tier'), values: uniform() < 0.5 ? ['a'] : ['b', 'c'] }),
      () => ({ op: 'isTrue', of: feature('consent') }),
      () => ({ op: 'missing', of: feature('balance') }),
      () => ({ op: 'not', of: condition(depth - 1) }),
      () => ({ op: uniform() < 0.5 ? 'all' : 'any', of: [condition(depth - 1), condition(depth - 1)] }),
    ]
    return kinds[integer(depth > 0 ? 6 : 4)]!()
  }
  const rule = (): Rule => ({
    title: { en: 'rule', zh: '规则' },
    if: condition(2),
    then: [
      { channel: 'call', offer: 'loan' },
      { channel: 'sms', offer: 'loan' },
      { channel: 'hold' },
      { channel: 'push', offer: 'card' },
    ][integer(4)] as Rule['then'],
  })
  return {
    schema: 1,
    id: 'random',
    dataset: 'random',
    title: { en: 'random', zh: '随机' },
    scenario: { line: 'any', journey: 'any', trigger: 'any' },
    params: {},
    exploration: [0, 0.1, 0.5, 1][integer(4)]!,
    rules: Array.from({ length: integer(4) }, rule),
  }
}
