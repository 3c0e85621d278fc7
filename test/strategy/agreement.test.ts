// One definition, four readers: they decide alike on random strategies over customers of whom a third is unknown.

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionKey } from '../../src/strategy/catalogue.ts'
import { compileDecider, compileRules, defaultsOf } from '../../src/strategy/compile-js.ts'
import { compileOne, type Customer } from '../../src/strategy/compile-one.ts'
import { duckdb, ruleIndexSql } from '../../src/strategy/compile-sql.ts'
import { columnsOf, hostileWorld, randomAllowed, randomCustomer, randomStrategy } from './random.ts'
import { holds } from './tree-walk.ts'

const keys = hostileWorld.actions.map(actionKey)
const customers = fc.array(randomCustomer, { minLength: 1, maxLength: 25 })
let db: DuckDBConnection

beforeAll(async () => {
  db = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => db.closeSync())

describe('random strategies on random customers are decided', () => {
  it('alike by the loop, the one-customer closure, DuckDB and a plain walk over the expression', async () => {
    await fc.assert(
      fc.asyncProperty(randomStrategy, customers, async (strategy, people) => {
        const params = defaultsOf(strategy.params)
        const loop = new Int16Array(people.length)
        compileRules(strategy.rules, params, columnsOf(people))(0, people.length, loop)
        const one = compileOne(strategy, hostileWorld)
        const walked = people.map(person => firstHolding(person))
        expect([...loop]).toEqual(walked)
        expect(people.map(person => one(person).rule)).toEqual(walked)
        expect(await duckdbRules(people, ruleIndexSql(strategy.rules, duckdb, params))).toEqual(walked)

        function firstHolding(person: Customer): number {
          const k = strategy.rules.findIndex(rule => holds(rule.if, person, params))
          return k < 0 ? strategy.rules.length : k
        }
      }),
      { numRuns: 300, seed: 20_250_331 },
    )
  })

  it('by the first rule that holds, in a list of any length', () => {
    for (const length of [0, 1, 29, 30, 31, 32, 33, 64, 200]) {
      const rules = Array.from({ length }, (_, k) => ({
        if: { op: 'compare', fn: '<=', left: { op: 'feature', name: 'x' }, right: { op: 'value', value: -k } } as const,
      }))
      // Rule k holds of −k and of all that is less; of 1, of a number nobody knows, no rule does.
      const values = Float64Array.from({ length: length + 2 }, (_, k) => (k < length ? -k : k === length ? 1 : NaN))
      const decide = (list: typeof rules) => {
        const first = new Int16Array(values.length)
        compileRules(list, {}, { x: { kind: 'number', values } })(0, values.length, first)
        return [...first]
      }
      const none = [length, length]
      expect(decide(rules), `${length} rules`).toEqual([...values.slice(0, length).map(() => 0), ...none])
      // The other way round the rule that holds first is the strictest: of −k it is that of k, in place length − 1 − k.
      const strictest = Array.from({ length }, (_, k) => length - 1 - k)
      expect(decide(rules.toReversed()), `${length} rules, the strictest first`).toEqual([...strictest, ...none])
    }
  })

  it('past a rule whose action is not allowed, in the loop as in the closure; hold always is', () => {
    const decisions = fc.array(fc.tuple(randomCustomer, randomAllowed), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(randomStrategy, decisions, (strategy, rows) => {
        const sets = rows.map(([, allowed]) => (allowed ?? keys).map(key => keys.indexOf(key)))
        const set = Uint16Array.from(rows.keys())
        const rule = new Int16Array(rows.length),
          action = new Uint8Array(rows.length)
        const features = columnsOf(rows.map(([person]) => person))
        compileDecider(strategy, keys, features, { set, sets })(0, rows.length, rule, action)
        const one = compileOne(strategy, hostileWorld)
        const params = defaultsOf(strategy.params)
        rows.forEach(([person, allowed], i) => {
          const may = (key: string) => key === 'hold' || allowed === null || allowed.includes(key)
          const k = strategy.rules.findIndex(r => may(actionKey(r.then)) && holds(r.if, person, params))
          const deciding = strategy.rules[k]
          const expected =
            deciding === undefined
              ? { rule: strategy.rules.length, action: 'hold' }
              : { rule: k, action: actionKey(deciding.then) }
          expect({ rule: rule[i], action: keys[action[i]!] }).toEqual(expected)
          expect(one(person, allowed ?? undefined)).toEqual(expected)
        })
      }),
      { numRuns: 200, seed: 20_250_401 },
    )
  })

  it('in any part of the columns: rows from … to − 1 go to out[0] …', () => {
    fc.assert(
      fc.property(randomStrategy, customers, fc.nat(), (strategy, people, n) => {
        const run = compileRules(strategy.rules, defaultsOf(strategy.params), columnsOf(people))
        const from = n % people.length
        const whole = new Int16Array(people.length),
          part = new Int16Array(people.length - from)
        run(0, people.length, whole)
        run(from, people.length, part)
        expect(part).toEqual(whole.subarray(from))
      }),
      { numRuns: 50, seed: 20_250_402 },
    )
  })
})

/** Two of the numeric columns are integers, as a bank's tables have them. */
function columnType(name: string, kind: string): string {
  if (kind === 'category') return 'VARCHAR'
  if (kind === 'boolean') return 'BOOLEAN'
  return name === 'whole' || name === 'opened' ? 'INTEGER' : 'DOUBLE'
}

async function duckdbRules(people: readonly Customer[], sql: string): Promise<number[]> {
  const features = Object.entries(hostileWorld.features)
  const columns = features.map(([name, spec]) => `${duckdb.identifier(name)} ${columnType(name, spec.kind)}`)
  await db.run(`CREATE OR REPLACE TABLE t (${columns.join(', ')})`)
  const appender = await db.createAppender('t')
  for (const person of people) {
    for (const [name, spec] of features) {
      const value = person[name] ?? null
      if (value === null) appender.appendNull()
      else if (typeof value === 'string') appender.appendVarchar(value)
      else if (typeof value === 'boolean') appender.appendBoolean(value)
      else if (columnType(name, spec.kind) === 'INTEGER') appender.appendInteger(value)
      else appender.appendDouble(value)
    }
    appender.endRow()
  }
  appender.closeSync()
  const result = await db.runAndReadAll(`SELECT ${sql} AS rule FROM t`)
  return result.getRowsJS().map(([rule]) => Number(rule))
}
