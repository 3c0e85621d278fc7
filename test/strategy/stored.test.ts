import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conditionSource } from '../../src/strategy/compile-js.ts'
import { compileOne } from '../../src/strategy/compile-one.ts'
import { clickhouse, conditionSql, duckdb } from '../../src/strategy/compile-sql.ts'
import { defineStrategy, hold, call } from '../../src/strategy/define.ts'
import { StrategyError } from '../../src/strategy/errors.ts'
import type { Expr } from '../../src/strategy/expr.ts'
import { canonicalJson, parseStrategy, strategyHash, toStored, withParams } from '../../src/strategy/stored.ts'
import { hostileWorld, randomStrategy } from './random.ts'
import { smallBank } from './small-bank.ts'

const defined = defineStrategy(smallBank, {
  id: 'maturity',
  title: { en: 'Maturity', zh: '到期' },
  scenario: { line: 'retail', journey: 'maturity', trigger: 'monthly' },
  params: { horizonDays: { default: 7, min: 3, max: 21, unit: 'days' } },
  exploration: 0.1,
  rules: (f, p) => [
    hold('recent', f.daysSinceContact.below(14)),
    call('soon', f.depositMaturesInDays.atMost(p.horizonDays), { offer: 'fund' }),
  ],
  examples: [{ name: 'Wang', customer: { depositMaturesInDays: 3 }, action: 'call:fund' }],
})
const stored = (): Record<string, unknown> => JSON.parse(JSON.stringify(toStored(defined))) as Record<string, unknown>
const withRule = (condition: unknown, action: unknown) => ({
  ...stored(),
  rules: [{ title: 'r', if: condition, then: action }],
})
const withCondition = (condition: unknown) => withRule(condition, { channel: 'hold' })

describe('canonical JSON', () => {
  it('is one text for one value', () => {
    expect(canonicalJson({ b: [1, -0, 1e21, 0.1], a: { 中: '退休', é: null, 'a"\n': true } })).toBe(
      '{"a":{"a\\"\\n":true,"é":null,"中":"退休"},"b":[1,0,1e+21,0.1]}',
    )
  })

  it('sorts keys by UTF-16 code units, as RFC 8785 does', () => {
    // its own example, section 3.2.3
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const text = canonicalJson(Object.fromEntries(keys.map(key => [key, 0])))
    const sorted = Object.keys(JSON.parse(text) as object).filter(key => key !== '1') // JavaScript puts integers first
    expect(sorted).toEqual(['\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'])
  })

  it('leaves undefined members out and refuses what JSON cannot say', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
    const unsayable = [NaN, Infinity, undefined, () => 1, new Date(0), new Map()]
    for (const value of unsayable) expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})

describe('the version hash', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    expect(strategyHash(defined)).toBe(createHash('sha256').update(canonicalJson(stored())).digest('hex'))
  })

  it('does not see examples, nor the order of keys', () => {
    const shuffled = Object.fromEntries(Object.entries(stored()).toReversed())
    expect(strategyHash(parseStrategy(shuffled, smallBank))).toBe(strategyHash(defined))
    expect(strategyHash({ ...defined, examples: [] } as typeof defined)).toBe(strategyHash(defined))
  })

  it('sees every other change', () => {
    const changes = [
      { id: 'x' },
      { title: 'Maturity' },
      { exploration: 0.2 },
      { rules: defined.rules.toReversed() },
      { params: {} },
    ]
    const hashes = changes.map(change => strategyHash({ ...toStored(defined), ...change }))
    expect(new Set([...hashes, strategyHash(defined)]).size).toBe(changes.length + 1)
  })

  it('survives JSON and the schema on random strategies', () => {
    fc.assert(
      fc.property(randomStrategy, strategy => {
        const back = parseStrategy(JSON.parse(JSON.stringify(strategy)), hostileWorld)
        expect(strategyHash(back)).toBe(strategyHash(strategy))
      }),
      { numRuns: 100, seed: 1 },
    )
  })
})

describe('a variant', () => {
  it('is the same definition with other defaults, another hash and no examples', () => {
    const variant = withParams(defined, { horizonDays: 10 })
    expect(variant.params.horizonDays).toEqual({ default: 10, min: 3, max: 21, unit: 'days' })
    expect(variant).not.toHaveProperty('examples')
    expect(strategyHash(variant)).not.toBe(strategyHash(defined))
    expect(strategyHash(withParams(variant, { horizonDays: 7 }))).toBe(strategyHash(defined))
    expect(compileOne(variant, smallBank)({ depositMaturesInDays: 9 }).action).toBe('call:fund')
  })

  it('stays within the range its author gave', () => {
    expect(() => withParams(defined, { horizonDays: 22 })).toThrow('horizonDays = 22 is outside 3 to 21 days')
    expect(() => withParams(defined, { horizonDays: NaN })).toThrow('outside 3 to 21')
  })
})

describe('what does not come from a file', () => {
  const refused: readonly (readonly [string, unknown, string])[] = [
    ['no object', 7, 'not a stored strategy'],
    ['another schema', { ...stored(), schema: 2 }, 'schema'],
    ['a member nobody knows', { ...stored(), run: 'process.exit()' }, 'run'],
    [
      'an operator that is code',
      withCondition({
        op: 'compare',
        fn: '< 0 || process.exit() ||',
        left: { op: 'value', value: 1 },
        right: { op: 'value', value: 1 },
      }),
      'fn',
    ],
    [
      'a number that is code',
      withCondition({
        op: 'compare',
        fn: '<',
        left: { op: 'value', value: '1); process.exit(' },
        right: { op: 'value', value: 1 },
      }),
      'value',
    ],
    ['an expression nobody knows', withCondition({ op: 'js', source: 'true' }), 'op'],
    ['a member of an expression nobody knows', withCondition({ op: 'all', of: [], toString: 'x' }), 'toString'],
    [
      'a date that is code',
      withCondition({
        op: 'compare',
        fn: '<',
        left: { op: 'feature', name: 'opened' },
        right: { op: 'day', date: '2025-01-01) OR (1=1' },
      }),
      'date',
    ],
    [
      'a day the calendar does not have',
      withCondition({
        op: 'compare',
        fn: '<',
        left: { op: 'feature', name: 'opened' },
        right: { op: 'day', date: '2025-02-29' },
      }),
      'date',
    ],
    ['a value as a condition', withCondition({ op: 'feature', name: 'mobileBank' }), 'a rule asks a condition'],
    ['a zero byte in a name', withCondition({ op: 'missing', of: { op: 'feature', name: 'a\0b' } }), 'well-formed'],
    ['half a surrogate pair', withCondition({ op: 'missing', of: { op: 'feature', name: '\ud800' } }), 'well-formed'],
    [
      'a feature of the prototype',
      withCondition({ op: 'missing', of: { op: 'feature', name: 'toString' } }),
      'no feature “toString”',
    ],
    [
      'a parameter of the prototype',
      withCondition({
        op: 'compare',
        fn: '<',
        left: { op: 'param', name: 'constructor' },
        right: { op: 'value', value: 1 },
      }),
      'no parameter “constructor”',
    ],
    ['an unknown action', withRule({ op: 'all', of: [] }, { channel: 'call', offer: 'fnud' }), 'Did you mean “fund”?'],
    ['an unknown channel', withRule({ op: 'all', of: [] }, { channel: 'fax' }), 'channel'],
    ['exploration above 1', { ...stored(), exploration: 1.5 }, 'exploration'],
    ['another dataset', { ...stored(), dataset: 'large-bank' }, 'written for dataset “large-bank”'],
    [
      'a parameter called __proto__',
      JSON.parse(
        JSON.stringify(stored()).replace(
          '"params":{',
          '"params":{"__proto__":{"default":1,"min":1,"max":1,"unit":""},',
        ),
      ),
      '__proto__',
    ],
  ]

  it.each(refused)('is refused: %s', (_, json, message) => {
    expect(() => parseStrategy(json, smallBank)).toThrow(StrategyError)
    expect(() => parseStrategy(json, smallBank)).toThrow(message)
  })

  it('is refused, not a stack overflow, when nested without end', () => {
    let deep: Expr = { op: 'all', of: [] }
    for (let k = 0; k < 100_000; k++) deep = { op: 'not', of: deep }
    expect(() => parseStrategy(withCondition(deep), smallBank)).toThrow('nested more than 64 levels deep')
  })

  it('is accepted to the last level allowed, and compiles', () => {
    let deep: Expr = { op: 'all', of: [] }
    for (let k = 0; k < 63; k++) deep = { op: 'not', of: deep }
    const parsed = parseStrategy(withCondition(deep), smallBank)
    expect(compileOne(parsed, smallBank)({})).toEqual({ rule: 1, action: 'hold' })
    const deeper = withCondition({ op: 'not', of: deep })
    expect(() => parseStrategy(deeper, smallBank)).toThrow('nested more than 64 levels deep')
  })
})

describe('should bad JSON reach a compiler past the schema', () => {
  const bad = [
    {
      op: 'compare',
      fn: '< 0 || process.exit() ||',
      left: { op: 'value', value: 1 },
      right: { op: 'value', value: 1 },
    },
    { op: 'compare', fn: 'constructor', left: { op: 'value', value: 1 }, right: { op: 'value', value: 1 } },
    { op: 'compare', fn: '<', left: { op: 'value', value: '1); process.exit(' }, right: { op: 'value', value: 1 } },
    { op: 'compare', fn: '<', left: { op: 'day', date: '2025-01-01) OR (1=1' }, right: { op: 'value', value: 1 } },
    { op: 'js', source: 'true' },
  ] as unknown as Expr[]
  const binding = {
    column: () => ({ kind: 'number', values: new Float64Array(1) }) as const,
    bind: () => 'c0',
    param: () => 1,
  }

  it.each(bad)('no part of it enters the generated source: $fn$op', e => {
    expect(() => conditionSource(e, binding)).toThrow(StrategyError)
    expect(() => conditionSql(e, duckdb, {})).toThrow(StrategyError)
    expect(() => conditionSql(e, clickhouse, {})).toThrow(StrategyError)
  })
})
