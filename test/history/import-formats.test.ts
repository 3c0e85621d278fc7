import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customerHash } from '../../src/history/customer-hash.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { parseInstant } from '../../src/history/instant.ts'
import { dayNumber } from '../../src/strategy/day.ts'
import { contacts } from './contacts-dataset.ts'
import { canonicalRows, columnNames, csv, duck, folder, goodRow, rowsLike, writeText, type Row } from './contacts.ts'

// Texts a bank's export may hold: separators, quotes, line breaks, Chinese, blanks at the ends, leading zeros.
const key = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom('00123', '123', '1e3', '张三', 'a;b,c|d\te', 'say "hi"', 'two\nlines', 'NULL', 'nan'),
  )
  .filter(text => !text.includes('\u0000'))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const decision = fc
  .record({
    customer: key,
    at: fc
      .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map(d => d.toISOString()),
    action: fc.constantFrom('call:deposit', 'sms:deposit', 'hold'),
    propensity: fc.double({ min: 1e-9, max: 1, noNaN: true }),
    age: maybe(fc.double({ min: 18, max: 120, noNaN: true })),
    region: maybe(fc.constantFrom('north', 'south', 'far, far “away”')),
    insured: maybe(fc.boolean()),
    matures: maybe(
      fc
        .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map(d => d.toISOString().slice(0, 10)),
    ),
    bought: fc.constantFrom(0, 1),
    margin: fc.double({ min: -1e12, max: 1e12, noNaN: true }),
    answered: fc.constantFrom(0, 1),
  })
  .chain(row =>
    fc
      .record({ points: row.answered === 1 ? fc.integer({ min: 1, max: 5 }) : fc.constantFrom(0, null) })
      .map(({ points }) => ({ ...row, points })),
  )
const history = fc
  .uniqueArray(fc.tuple(key, decision), { selector: ([id]) => id, minLength: 1, maxLength: 12 })
  .map(rows => rows.map(([id, row]): Row => ({ id, ...row })))

/** What a row must be in the canonical Parquet. */
function canonical(row: Row): Record<string, unknown> {
  return {
    decision_id: row.id,
    customer: row.customer,
    customer_hash: customerHash(row.customer).fold,
    time: new Date(parseInstant(row.at)!), // a moment without a zone is UTC
    action: row.action,
    propensity: row.propensity,
    age: row.age,
    region: row.region,
    insured: row.insured,
    matures: row.matures === null ? null : dayNumber(row.matures),
    bought: row.bought,
    margin: Number(row.margin) + 0,
    'score.num': row.points ?? 0,
    'score.den': row.answered,
  }
}

async function roundTrip(path: string, rows: readonly Row[], dir: string): Promise<string> {
  const imported = await importHistory({ dataset: contacts, files: [path], home: dir, threads: 1 })
  const read = await canonicalRows(imported)
  expect(read.size).toBe(rows.length)
  for (const row of rows) expect(read.get(row.id)).toEqual(canonical(row))
  expect(imported.facts.quarantined).toBe(0)
  return imported.facts.dataHash
}

describe('a history comes back as it was written', () => {
  it('from CSV with any separator, from JSON lines and from Parquet, always with the same data hash', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom(',', ';', '\t', '|'), async (rows, delimiter) => {
        const dir = folder()
        const plain = await roundTrip(writeText('a.csv', csv(rows, delimiter), dir), rows, dir)
        const lines = writeText('a.jsonl', rows.map(row => `${JSON.stringify(row)}\n`).join(''), dir)
        expect(await roundTrip(lines, rows, dir)).toBe(plain)
        await duck(`COPY (SELECT ${parquetColumns} FROM read_json('${lines}', format = 'newline_delimited',
        columns = ${jsonColumns})) TO '${join(dir, 'a.parquet')}'`)
        expect(await roundTrip(join(dir, 'a.parquet'), rows, dir)).toBe(plain)
      }),
      { numRuns: 12 },
    )
  })

  it('with the same hash when the rows stand in another order, in two files, or in other row groups', async () => {
    const rows = rowsLike(500, k => ({
      customer: `c${k % 90}`,
      age: k % 7 === 0 ? null : 20 + (k % 60),
      region: k % 2 === 0 ? 'south' : null,
    }))
    const dir = folder()
    const hash = async (...files: string[]) =>
      (await importHistory({ dataset: contacts, files, home: dir })).facts.dataHash
    const plain = await hash(writeText('a.csv', csv(rows), dir))
    expect(await hash(writeText('b.csv', csv(rows.toReversed()), dir))).toBe(plain)
    expect(
      await hash(
        writeText('c1.csv', csv(rows.slice(200)), dir),
        writeText('c2.csv', csv(rows.slice(0, 200), ';'), dir),
      ),
    ).toBe(plain)
    const source = `read_csv('${join(dir, 'a.csv')}', types = {'at': 'TIMESTAMP'})`
    await duck(`COPY (FROM ${source}) TO '${join(dir, 'd.parquet')}' (ROW_GROUP_SIZE 2048)`)
    await duck(`COPY (FROM ${source}) TO '${join(dir, 'e.parquet')}' (COMPRESSION zstd)`)
    expect(await hash(join(dir, 'd.parquet'))).toBe(plain)
    expect(await hash(join(dir, 'e.parquet'))).toBe(plain)
  })

  it('with another hash when a single value differs', async () => {
    const dir = folder(),
      seen = new Set<string>()
    const changes: Partial<Row>[] = [
      {},
      { age: null },
      { age: 41.5 },
      { region: null },
      { insured: false },
      { matures: null },
      { bought: 0 },
      { margin: -12.25 },
      { points: 3 },
      { at: '2025-01-31 10:00:00.000001' },
      { propensity: 0.26 },
      { customer: 'c2' },
    ]
    for (const [k, change] of changes.entries()) {
      const path = writeText(
        `${k}.csv`,
        csv([
          { ...goodRow, id: 'd0', customer: 'c0' },
          { ...goodRow, ...change },
        ]),
        dir,
      )
      seen.add((await importHistory({ dataset: contacts, files: [path], home: dir })).facts.dataHash)
    }
    expect(seen.size).toBe(changes.length)
  })
})

describe('moments are UTC', () => {
  it.each([
    ['2025-01-31T10:00:00+08:00', '2025-01-31T02:00:00.000Z'],
    ['2025-01-31T10:00:00Z', '2025-01-31T10:00:00.000Z'],
    ['2025-01-31 10:00:00 UTC', '2025-01-31T10:00:00.000Z'],
    ['2025-01-31 10:00:00 Asia/Shanghai', '2025-01-31T02:00:00.000Z'],
    ['2025-01-31 10:00:00', '2025-01-31T10:00:00.000Z'],
    ['2025-01-31', '2025-01-31T00:00:00.000Z'],
  ])('%s is %s', async (at, moment) => {
    const dir = folder()
    const imported = await importHistory({
      dataset: contacts,
      files: [writeText('a.csv', csv([{ ...goodRow, at }]), dir)],
      home: dir,
    })
    expect(imported.facts.from).toBe(moment)
  })
})

it.each(['CST', 'pst'])('a zone that is only abbreviated (%s) is none: it is China’s and Chicago’s', async zone => {
  const dir = folder(),
    rows = rowsLike(300, k => (k === 7 ? { at: `2025-01-31 10:00:00 ${zone}` } : {}))
  const imported = await importHistory({ dataset: contacts, files: [writeText('a.csv', csv(rows), dir)], home: dir })
  expect(imported.facts).toMatchObject({ rows: 299, quarantined: 1 })
})

it('reads a header with a byte order mark, in capitals, with columns nobody asked for', async () => {
  const dir = folder(),
    path = join(dir, 'a.csv')
  const [header = '', ...lines] = csv([goodRow]).split('\n')
  writeFileSync(path, `\ufeff${header.toUpperCase()},note\r\n${lines[0]},whatever\r\n`)
  expect((await canonicalRows(await importHistory({ dataset: contacts, files: [path], home: dir }))).get('d1')).toEqual(
    canonical(goodRow),
  )
})

// Numbers as JSON writes them, the rest as text; then in the types a bank's warehouse would export.
const jsonTypes: Readonly<Partial<Record<keyof Row, string>>> = {
  propensity: 'DOUBLE',
  margin: 'DOUBLE',
  bought: 'INTEGER',
  answered: 'INTEGER',
}
const parquetTypes: Readonly<Partial<Record<keyof Row, string>>> = {
  at: 'TIMESTAMPTZ',
  matures: 'DATE',
  age: 'DOUBLE',
  insured: 'BOOLEAN',
  points: 'DOUBLE',
}
const jsonColumns = `{${columnNames.map(name => `'${name}': '${jsonTypes[name] ?? 'VARCHAR'}'`).join(', ')}}`
const parquetColumns = columnNames
  .map(name => `CAST("${name}" AS ${parquetTypes[name] ?? jsonTypes[name] ?? 'VARCHAR'}) AS "${name}"`)
  .join(', ')
