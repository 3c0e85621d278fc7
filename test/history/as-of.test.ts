import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOfSql, eventFaultsSql } from '../../src/history/as-of.ts'
import type { EventFeature, EventTable } from '../../src/history/dataset.ts'

interface Decision {
  readonly customer: string
  readonly time: number
} // time in minutes
interface Event {
  readonly customer: string
  readonly time: number
  readonly tie: number | null
  readonly value: number | null
  readonly kind: string
}
type Row = Record<string, number | null>

const DAY = 1440
const features = {
  lastValue: { as: 'latest', value: 'value' },
  callsIn7Days: { as: 'count', withinDays: 7, where: `kind = 'call'` },
  daysSinceAny: { as: 'days since' },
  daysSinceCall: { as: 'days since', where: `kind = 'call'` },
  halfDayCount: { as: 'count', withinDays: 0.5 },
} as const satisfies Record<string, EventFeature>
const table: EventTable = {
  file: 'events.csv',
  customer: 'customer',
  time: `make_timestamp(minute * 60000000)`,
  tieBreak: 'tie',
  features,
}

let db: DuckDBInstance, duckdb: DuckDBConnection
beforeAll(async () => {
  db = await DuckDBInstance.create(':memory:', { threads: '2' })
  duckdb = await db.connect()
  await duckdb.run(`SET TimeZone = 'UTC'`)
})
afterAll(() => {
  duckdb.closeSync()
  db.closeSync()
})

describe('asOfSql', () => {
  it('matches an example worked by hand', async () => {
    const rows = await asOf(
      [
        { customer: 'a', time: 10 * DAY },
        { customer: 'a', time: 0 },
        { customer: 'b', time: 10 * DAY },
      ],
      [
        { customer: 'a', time: 3 * DAY, tie: 1, value: 40, kind: 'call' }, // exactly seven days before: counts
        { customer: 'a', time: 3 * DAY - 1, tie: 1, value: 41, kind: 'call' }, // a minute too old
        { customer: 'a', time: 9 * DAY + 720, tie: 1, value: 50, kind: 'sms' },
        { customer: 'a', time: 10 * DAY, tie: 1, value: 99, kind: 'call' }, // at the very instant: does not count
        { customer: 'a', time: 11 * DAY, tie: 1, value: 98, kind: 'call' },
      ],
    )
    expect(rows).toEqual([
      { lastValue: 50, callsIn7Days: 1, daysSinceAny: 0.5, daysSinceCall: 7, halfDayCount: 1 },
      { lastValue: null, callsIn7Days: 0, daysSinceAny: null, daysSinceCall: null, halfDayCount: 0 },
      { lastValue: null, callsIn7Days: 0, daysSinceAny: null, daysSinceCall: null, halfDayCount: 0 },
    ])
  })

  it('takes the largest tie-break among events at one instant, and a missing tie-break last', async () => {
    expect(await lastValue(at(1, 10), at(2, 5), at(null, 99))).toBe(5)
    expect(await lastValue(at(2, 5), at(2, 6))).toBe(6)
    expect(await lastValue(at(3, null), at(2, 5))).toBe(5)
    expect(await lastValue({ ...at(1, 7), time: 0 }, at(1, null))).toBe(null) // the latest instant carries no value
  })

  it('agrees with a naive reading of the definition on random histories', () =>
    fc.assert(
      fc.asyncProperty(histories, async ({ decisions, events }) => {
        expect(await asOf(decisions, events)).toEqual(decisions.map(d => naive(d, events)))
      }),
      { numRuns: 60, seed: 1 },
    ))

  it('gives the same features at t when everything from t on is cut away', () =>
    fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 0, max: 20 * 4 }), async ({ decisions, events }, quarterDays) => {
        const t = (quarterDays * DAY) / 4
        const seen = decisions.filter(d => d.time <= t)
        const full = await asOf(decisions, events)
        const cut = await asOf(
          seen,
          events.filter(e => e.time < t),
        )
        expect(cut).toEqual(full.filter((_, i) => decisions[i]!.time <= t))
      }),
      { numRuns: 40, seed: 2 },
    ))

  it('does not depend on the order of the event rows', () =>
    fc.assert(
      fc.asyncProperty(histories, async ({ decisions, events }) => {
        expect(await asOf(decisions, events.toReversed())).toEqual(await asOf(decisions, events))
      }),
      { numRuns: 20, seed: 3 },
    ))

  it('keeps names apart from columns of the event file and survives quotes in a feature name', async () => {
    const odd: EventTable = {
      file: 'x.csv',
      customer: '"as"',
      time: '"time"',
      features: { 'a "b" 余额': { as: 'latest', value: '"value"' }, line: { as: 'count', withinDays: 1 } },
    }
    const relation = `(SELECT 'c' AS "as", TIMESTAMP '2025-01-01' AS "time", 3 AS "value", 'z' AS customer, 7 AS tie)`
    const { line: _, ...features } = odd.features
    const decisions = `(SELECT 1 AS line, 'c' AS customer, TIMESTAMP '2025-01-02' AS time)`
    const sql = asOfSql([{ table: { ...odd, features }, relation }], decisions)
    expect((await duckdb.runAndReadAll(sql)).getRowObjects()).toEqual([{ line: 1, 'a "b" 余额': 3 }])
  })
})

it('reads moments with an offset as the instants they are', async () => {
  const relation = `(VALUES ('a', '2025-01-01T01:00:00+08:00')) AS e(who, moment)` // 2024-12-31 17:00 UTC
  const odd: EventTable = { file: 'e.csv', customer: 'who', time: 'moment', features: { since: { as: 'days since' } } }
  const decisions = `(SELECT 1 AS line, 'a' AS customer, TIMESTAMP '2025-01-01 05:00' AS time)`
  const sql = asOfSql([{ table: odd, relation }], decisions)
  expect((await duckdb.runAndReadAll(sql)).getRowObjects()).toEqual([{ line: 1, since: 0.5 }])
})

it('counts event rows without a customer or a readable moment', async () => {
  const relation = `(VALUES ('a', '2025-01-01'), ('b', 'soon'), (NULL, '2025-01-01'), ('c', NULL)) AS e(who, moment)`
  const sql = eventFaultsSql({ file: 'e.csv', customer: 'who', time: 'moment', features: {} }, relation)
  expect((await duckdb.runAndReadAll(sql)).getRowObjects()).toEqual([{ events: 4n, faulty: 3n }])
})

// Quarter days make instants coincide often, which is where point-in-time joins go wrong.
const moment = fc.integer({ min: 0, max: 20 * 4 }).map(quarters => (quarters * DAY) / 4)
const customer = fc.constantFrom('a', 'b', '客户')
const small = fc.option(fc.integer({ min: 0, max: 3 }))
const histories = fc.record({
  decisions: fc.array(fc.record({ customer, time: moment }), { minLength: 1, maxLength: 12 }),
  events: fc.array(
    fc.record({
      customer,
      time: moment,
      tie: small,
      value: small,
      kind: fc.constantFrom('call', 'sms'),
    }),
    { maxLength: 25 },
  ),
})

const at = (tie: number | null, value: number | null): Event => ({ customer: 'a', time: DAY, tie, value, kind: 'call' })
const lastValue = async (...events: Event[]) => (await asOf([{ customer: 'a', time: 2 * DAY }], events))[0]!.lastValue

/** Rows in the order of `decisions`. */
async function asOf(decisions: readonly Decision[], events: readonly Event[]): Promise<Row[]> {
  await duckdb.run('CREATE OR REPLACE TABLE decisions (line BIGINT, customer VARCHAR, time TIMESTAMP)')
  await duckdb.run(`CREATE OR REPLACE TABLE events
    (customer VARCHAR, minute BIGINT, tie INTEGER, value DOUBLE, kind VARCHAR)`)
  if (decisions.length > 0) {
    const rows = decisions.map((d, i) => `(${i}, '${d.customer}', make_timestamp(${d.time}::BIGINT * 60000000))`)
    await duckdb.run(`INSERT INTO decisions VALUES ${rows.join()}`)
  }
  if (events.length > 0) {
    const rows = events.map(e => `('${e.customer}', ${e.time}, ${e.tie}, ${e.value}, '${e.kind}')`)
    await duckdb.run(`INSERT INTO events VALUES ${rows.join()}`)
  }
  const sql = asOfSql([{ table, relation: 'events' }], 'decisions')
  const result = await duckdb.runAndReadAll(`SELECT * EXCLUDE (line) FROM (${sql}) ORDER BY line`)
  return result.getRowObjects() as unknown as Row[]
}

function naive(d: Decision, events: readonly Event[]): Row {
  const before = events.filter(e => e.customer === d.customer && e.time < d.time)
  const calls = before.filter(e => e.kind === 'call')
  const lastMoment = Math.max(...before.map(e => e.time))
  const last = before
    .filter(e => e.time === lastMoment && e.value !== null)
    .toSorted((a, b) => (b.tie ?? -1) - (a.tie ?? -1) || b.value! - a.value!)
  const since = (some: readonly Event[]) =>
    some.length === 0 ? null : (d.time - Math.max(...some.map(e => e.time))) / DAY
  return {
    lastValue: last[0]?.value ?? null,
    callsIn7Days: calls.filter(e => e.time >= d.time - 7 * DAY).length,
    daysSinceAny: since(before),
    daysSinceCall: since(calls),
    halfDayCount: before.filter(e => e.time >= d.time - DAY / 2).length,
  }
}
