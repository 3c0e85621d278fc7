// Translates conditions to SQL that decides as the JS loop does. Dialects differ in a few places, so they are data.
//
// The engine's table has one column per feature, named as in the catalogue: numbers and days (whole days since
// 1970-01-01) in any numeric type, categories as text, booleans. Missing is NULL; NaN never enters a table.

import { dayNumber } from './day.ts'
import { StrategyError } from './errors.ts'
import type { Arithmetic, Comparison, Expr } from './expr.ts'
import { lookup } from './lookup.ts'
import { numberText } from './number-text.ts'

export interface Dialect {
  readonly name: 'duckdb' | 'clickhouse'
  readonly identifier: (name: string) => string
  readonly string: (text: string) => string
  /** A column as a 64-bit float, so that integer and decimal columns compare and overflow as the loop's do. */
  readonly float: (column: string) => string
  /** An arithmetic result with NaN made NULL. Needed only where the engine gives NaN an order. */
  readonly comparable: (arithmetic: string) => string
}

/** DuckDB's SQL. */
export const duckdb: Dialect = {
  name: 'duckdb',
  identifier: name => `"${wellFormed(name).replaceAll('"', '""')}"`,
  string: text => `'${wellFormed(text).replaceAll("'", "''")}'`,
  float: column => `CAST(${column} AS DOUBLE)`,
  comparable: x => `nullif(${x}, CAST('NaN' AS DOUBLE))`, // DuckDB holds NaN equal to itself and above every number
}

/**
 * ClickHouse's SQL. Backslash is an escape inside its string literals and quoted identifiers alike, so it is escaped
 * first.
 */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  identifier: name => `\`${wellFormed(name).replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  string: text => `'${wellFormed(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  float: column => `toFloat64(${column})`,
  comparable: x => x, // ClickHouse compares NaN as IEEE 754 does: false
}

type Params = Readonly<Record<string, number>>

/** `CASE` yielding the index of the first rule that holds, `rules.length` where none does: as `compileRules`. */
export function ruleIndexSql(rules: readonly { readonly if: Expr }[], dialect: Dialect, params: Params): string {
  if (rules.length === 0) return '0'
  const arms = rules.map((rule, k) => `  WHEN ${conditionSql(rule.if, dialect, params)} THEN ${k}`)
  return `CASE\n${arms.join('\n')}\n  ELSE ${rules.length}\nEND`
}

/** A boolean SQL expression that is never NULL: every leaf decides what a missing value means. */
export function conditionSql(e: Expr, d: Dialect, params: Params): string {
  switch (e.op) {
    case 'compare': {
      const [left, right] = [operand(e.left, d, params), operand(e.right, d, params)]
      return `coalesce(${left} ${lookup('operator', COMPARISON, e.fn)} ${right}, false)`
    }
    case 'oneOf':
      if (e.values.length === 0) return 'false'
      return `coalesce(${column(e.of, d)} IN (${e.values.map(d.string).join(', ')}), false)`
    case 'isTrue':
      return `coalesce(${column(e.of, d)}, false)`
    case 'missing':
      return missingSql(e.of, d, params)
    case 'all':
      return joined(e.of, ' AND ', 'true', d, params)
    case 'any':
      return joined(e.of, ' OR ', 'false', d, params)
    case 'not':
      return `(NOT ${conditionSql(e.of, d, params)})`
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

const COMPARISON: Readonly<Record<Comparison, string>> = { '<': '<', '<=': '<=', '=': '=', '>=': '>=', '>': '>' }
const ARITHMETIC: Readonly<Record<Arithmetic, string>> = { '+': '+', '-': '-', '*': '*' }

function joined(parts: readonly Expr[], by: string, none: string, d: Dialect, params: Params): string {
  return parts.length === 0 ? none : `(${parts.map(part => conditionSql(part, d, params)).join(by)})`
}

function operand(e: Expr, d: Dialect, params: Params): string {
  const x = numberSql(e, d, params)
  return e.op === 'arith' ? d.comparable(x) : x
}

// A feature is asked by its column, whatever its type; isnan would refuse text and booleans.
function missingSql(of: Expr, d: Dialect, params: Params): string {
  if (of.op === 'feature') return `(${column(of, d)} IS NULL)`
  return `coalesce(isNaN(${numberSql(of, d, params)}), true)`
}

function numberSql(e: Expr, d: Dialect, params: Params): string {
  switch (e.op) {
    case 'feature':
      return d.float(d.identifier(e.name))
    case 'param':
      return literal(lookup('parameter', params, e.name))
    case 'value':
      return literal(e.value)
    case 'day':
      return literal(dayNumber(e.date))
    case 'arith': {
      const [left, right] = [numberSql(e.left, d, params), numberSql(e.right, d, params)]
      return `(${left} ${lookup('operator', ARITHMETIC, e.fn)} ${right})`
    }
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

/**
 * The shortest text of a double, always with an exponent: without one DuckDB reads a decimal and ClickHouse an
 * integer, and both compute in those types. Negative numbers are in brackets because `--` begins a comment.
 */
function literal(value: number | null): string {
  const digits = numberText(value)
  const float = digits.includes('e') ? digits : `${digits}e0`
  return float.startsWith('-') ? `(${float})` : float
}

function column(e: Expr, d: Dialect): string {
  if (e.op !== 'feature') throw new StrategyError(`“${e.op}” is not a feature.`)
  return d.identifier(e.name)
}

function wellFormed(text: string): string {
  if (!text.includes('\0') && text.isWellFormed()) return text
  throw new StrategyError(`${JSON.stringify(text)} cannot be said in SQL.`)
}

const unknownWord = (e: never) => new StrategyError(`There is no expression “${String((e as { op: unknown }).op)}”.`)
