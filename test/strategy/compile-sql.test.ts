import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileRules } from '../../src/strategy/compile-js.ts'
import { clickhouse, conditionSql, duckdb, ruleIndexSql } from '../../src/strategy/compile-sql.ts'
import type { FeatureColumn } from '../../src/strategy/feature-column.ts'
import { all, any, Cat, type Cond, Day, Flag, not, Num } from '../../src/strategy/words.ts'

let db: DuckDBConnection
beforeAll(async () => {
  db = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => db.closeSync())

const x = new Num({ op: 'feature', name: 'x' }),
  unknown = new Num({ op: 'feature', name: 'unknown' })
const n = (value: number) => new Num({ op: 'value', value })
const p = new Num({ op: 'param', name: 'p' })
const job = new Cat({ op: 'feature', name: 'job' }),
  app = new Flag({ op: 'feature', name: 'app' })
const opened = new Day({ op: 'feature', name: 'opened' })

describe('arithmetic at the edges of the double, in the loop and in DuckDB', () => {
  // x is 1e308 and an integer column of 2147483647 is beside it; `unknown` is missing.
  const whole = new Num({ op: 'feature', name: 'whole' })
  const infinite = x.times(10)
  const cases: readonly (readonly [string, Cond, boolean])[] = [
    ['0.1 + 0.2 is not 0.3: no engine computes in decimals', n(0.1).plus(0.2).is(0.3), false],
    ['1e21 is one double', n(1e21).is(n(1e20).times(10)), true],
    ['−0 is 0', n(-0).is(0), true],
    ['minus a negative number is no comment', n(1).minus(n(-5)).is(6), true],
    ['literals do not wrap around: 200 + 100', n(200).plus(100).is(300), true],
    ['an integer column does not overflow', whole.plus(1).above(2_147_483_647), true],
    ['overflow is above every number', infinite.above(Number.MAX_VALUE), true],
    ['∞ − ∞ is missing, so it is not above anything', infinite.minus(infinite).above(0), false],
    ['∞ − ∞ is missing, so it does not equal itself', infinite.minus(infinite).is(infinite.minus(infinite)), false],
    ['∞ − ∞ is missing', infinite.minus(infinite).isMissing(), true],
    ['0 · ∞ is missing', infinite.times(0).isMissing(), true],
    ['arithmetic with a missing number is missing', unknown.plus(1).isMissing(), true],
    ['… also times 0', unknown.times(0).isMissing(), true],
    [
      '… and no comparison with it holds',
      any(unknown.times(0).is(0), unknown.below(1), unknown.above(0), unknown.is(unknown)),
      false,
    ],
    ['not of a comparison with it holds', not(unknown.below(1)), true],
    ['the largest double is read exactly', n(1.7976931348623157e308).is(Number.MAX_VALUE), true],
    [
      'the smallest normal double is read exactly',
      n(2.2250738585072014e-308).times(2).is(4.450147717014403e-308),
      true,
    ],
    ['17 digits are read exactly', n(0.30000000000000004).is(n(0.1).plus(0.2)), true],
    ['a parameter is a number like others', p.times(2).is(5), true],
  ]

  it.each(cases)('%s', async (_, { expr }, expected) => {
    const features: Record<string, FeatureColumn> = {
      x: { kind: 'number', values: Float64Array.of(1e308) },
      whole: { kind: 'number', values: Float64Array.of(2_147_483_647) },
      unknown: { kind: 'number', values: Float64Array.of(NaN) },
    }
    const out = new Int16Array(1)
    compileRules([{ if: expr }], { p: 2.5 }, features)(0, 1, out)
    expect(out[0] === 0).toBe(expected)
    const sql = conditionSql(expr, duckdb, { p: 2.5 })
    const found = await db.runAndReadAll(
      `SELECT ${sql} FROM (SELECT 1e308 AS x, 2147483647::INTEGER AS whole, NULL::DOUBLE AS unknown)`,
    )
    expect(found.getRowsJS()).toEqual([[expected]])
  })
})

const isLevel = (name: string, level: string, dialect = clickhouse) =>
  conditionSql({ op: 'oneOf', of: { op: 'feature', name }, values: [level] }, dialect, {})
const clickhouseText = ({ expr }: Cond) => conditionSql(expr, clickhouse, { p: -2 })

describe('names and levels with quotes, backslashes and newlines', () => {
  const hostile = ["it's", '\\', "\\'", 'a\nb', '"', '`', "'; DROP TABLE t; --", '$1', '?', '{x:String}', '退休💰']

  it('come back from DuckDB as they went in', async () => {
    for (const text of hostile) {
      const sql = `SELECT ${isLevel(text, text, duckdb)} AS same`
      const found = await db.runAndReadAll(`${sql} FROM (SELECT $1 AS ${duckdb.identifier(text)})`, [text])
      expect(found.getRowsJS()).toEqual([[true]])
    }
  })

  it('are escaped by ClickHouse rules, where the backslash is an escape in strings and in identifiers', () => {
    expect(isLevel('job', "it's")).toBe("coalesce(`job` IN ('it\\'s'), false)")
    expect(isLevel('job', '\\')).toBe("coalesce(`job` IN ('\\\\'), false)")
    expect(isLevel('job', "\\'); DROP TABLE t; --")).toBe("coalesce(`job` IN ('\\\\\\'); DROP TABLE t; --'), false)")
    expect(isLevel('a`b\\', 'x')).toBe("coalesce(`a\\`b\\\\` IN ('x'), false)")
  })

  it('are refused where no engine could read them', () => {
    expect(() => duckdb.string('a\0b')).toThrow('cannot be said in SQL')
    expect(() => clickhouse.identifier('\ud800')).toThrow('cannot be said in SQL')
  })

  it('are read back by a reader of ClickHouse literals as they went in', () => {
    for (const text of hostile) expect(readClickhouse(clickhouse.string(text), "'")).toBe(text)
    for (const text of hostile) expect(readClickhouse(clickhouse.identifier(text), '`')).toBe(text)
  })
})

/** As ClickHouse reads quoted text (src/IO/ReadHelpers.cpp), as far as we write it: `\` takes the next character. */
function readClickhouse(literal: string, quote: string): string {
  let text = ''
  expect(literal[0]).toBe(quote)
  for (let i = 1; i < literal.length; i++) {
    if (literal[i] === '\\') text += literal[++i]
    else if (literal[i] !== quote) text += literal[i]
    else expect(i).toBe(literal.length - 1) // an unescaped quote must be the last character
  }
  return text
}

describe('the text for ClickHouse', () => {
  it('compares floats and decides what a missing value means at every leaf', () => {
    expect(clickhouseText(x.below(3))).toBe('coalesce(toFloat64(`x`) < 3e0, false)')
    expect(clickhouseText(x.plus(p).times(0.1).atLeast(1e21))).toBe(
      'coalesce(((toFloat64(`x`) + (-2e0)) * 0.1e0) >= 1e+21, false)',
    )
    expect(clickhouseText(opened.before('2025-03-31'))).toBe('coalesce(toFloat64(`opened`) < 20178e0, false)')
    expect(clickhouseText(app.isFalse())).toBe('((NOT coalesce(`app`, false)) AND (NOT (`app` IS NULL)))')
    expect(clickhouseText(x.minus(1).isMissing())).toBe('coalesce(isNaN((toFloat64(`x`) - 1e0)), true)')
    expect(clickhouseText(any(job.isOneOf(), job.is('a'), all()))).toBe(
      "(false OR coalesce(`job` IN ('a'), false) OR true)",
    )
  })

  it('yields the index of the first rule that holds, and their number where none does', () => {
    const rules = [{ if: x.below(3).expr }, { if: all().expr }]
    expect(ruleIndexSql(rules, clickhouse, {})).toBe(
      'CASE\n  WHEN coalesce(toFloat64(`x`) < 3e0, false) THEN 0\n  WHEN true THEN 1\n  ELSE 2\nEND',
    )
    expect(ruleIndexSql([], clickhouse, {})).toBe('0')
  })
})

it('no number reaches an engine that it could not read: NaN, ∞, or nearer to 0 than a normal double', () => {
  for (const value of [NaN, Infinity, -Infinity, 5e-324]) {
    expect(() => conditionSql(x.below(value).expr, duckdb, {})).toThrow('is not a number every engine reads alike')
    expect(() => conditionSql(x.below(p).expr, clickhouse, { p: value })).toThrow('every engine reads alike')
  }
})
