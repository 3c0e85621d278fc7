import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Imported } from '../../src/history/cache.ts'
import { customerHash } from '../../src/history/customer-hash.ts'
import type { Dataset } from '../../src/history/dataset.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { loadColumns } from '../../src/history/load-columns.ts'
import { bytesPerRow } from '../../src/history/memory-need.ts'
import { contacts } from './contacts-dataset.ts'
import { csv, duck, folder, rowsLike, writeText, type Row } from './contacts.ts'

const everything = { features: Object.keys(contacts.features), outcomes: Object.keys(contacts.outcomes) }
const importOf = (rows: readonly Row[], dataset: Dataset = contacts) =>
  importHistory({ dataset, files: [writeText('a.csv', csv(rows))], home: folder() })

// More rows than two of DuckDB's chunks of 2,048, with missing values in every feature.
const rows = rowsLike(5_000, k => ({
  customer: `c${k % 1_700}`,
  at: new Date(Date.UTC(2024, 10, 1 + (k % 150), 12, 0, 0, k % 1_000)).toISOString(),
  action: ['call:deposit', 'sms:deposit', 'hold'][k % 3]!,
  propensity: 1 / (1 + (k % 7)),
  age: k % 5 === 0 ? null : 18 + (k % 90) + 0.5,
  region: ['north', 'south', 'far, far “away”', null][k % 4]!,
  insured: [true, false, null][k % 3]!,
  matures: k % 6 === 0 ? null : '2025-03-31',
  bought: k % 2,
  margin: k * 1.5 - 7,
  points: k % 3 === 0 ? (k % 5) + 1 : 0,
  answered: k % 3 === 0 ? 1 : 0,
}))
const imported = await importOf(rows)
const or = (value: unknown, missing: number) => (value === null ? missing : Number(value))

describe('loadColumns', () => {
  it('gives every value of every row, missing ones included, in the order of the file', async () => {
    const columns = await loadColumns(imported, contacts, everything)
    const stored = await duck(`SELECT * FROM '${imported.parquet}'`)
    expect(columns.rows).toBe(5_000)
    const { age, region, insured, matures } = columns.features
    stored.forEach((row, i) => {
      const action = ['call:deposit', 'sms:deposit', 'hold'].indexOf(String(row['action']))
      const level = ['north', 'south', 'far, far “away”'].indexOf(String(row['region'])) // −1 for the missing
      const got = [
        columns.time[i],
        columns.action[i],
        columns.propensity![i],
        columns.customerHash[i],
        age?.kind === 'number' && age.values[i],
        region?.kind === 'category' && region.codes[i],
        insured?.kind === 'boolean' && insured.values[i],
        matures?.kind === 'number' && matures.values[i],
        columns.outcomes['bought']![i],
        columns.outcomes['margin']![i],
        columns.outcomes['score.num']![i],
        columns.outcomes['score.den']![i],
      ]
      const expected = [
        (row['time'] as Date).getTime(),
        action,
        row['propensity'],
        customerHash(String(row['customer'])).fold,
        or(row['age'], NaN),
        level,
        or(row['insured'], -1),
        or(row['matures'], NaN),
        row['bought'],
        row['margin'],
        row['score.num'],
        row['score.den'],
      ]
      expect(got, `row ${i}`).toEqual(expected)
    })
  })

  it('numbers customers densely, in stretches, and sorts each by time', async () => {
    const { customer, customers, time, customerHash } = await loadColumns(imported, contacts, everything)
    expect(customers).toBe(1_700)
    expect(customer[0]).toBe(0)
    expect(customer.at(-1)).toBe(1_699)
    for (let i = 1; i < customer.length; i++) {
      const step = customer[i]! - customer[i - 1]!
      expect(step === 0 ? time[i]! >= time[i - 1]! && customerHash[i] === customerHash[i - 1] : step === 1).toBe(true)
    }
  })

  it('codes months in order', async () => {
    const { month, months, time } = await loadColumns(imported, contacts, everything)
    expect(months).toEqual(['2024-11', '2024-12', '2025-01', '2025-02', '2025-03'])
    month.forEach((m, i) => expect(new Date(time[i]!).toISOString().slice(0, 7)).toBe(months[m]))
  })

  it('puts each row in the first segment that holds, a missing value in none, and the rest in other', async () => {
    const { segment, segments, features } = await loadColumns(imported, contacts, { features: [], outcomes: [] })
    expect(segments).toEqual(['young', 'southern', 'other'])
    const { age, region } = features
    if (age?.kind !== 'number' || region?.kind !== 'category') throw new Error('segments need age and region')
    segment.forEach((s, i) => expect(s).toBe(age.values[i]! < 30 ? 0 : region.codes[i] === 1 ? 1 : 2))
    expect(new Set(segment).size).toBe(3)
  })

  it('has one column for segments and strata with the same conditions, and two otherwise', async () => {
    const none = { features: [], outcomes: [] }
    const same = await loadColumns(imported, contacts, none)
    expect(same.stratum).toBe(same.segment)
    const apart = await loadColumns(imported, contacts, { ...none, segments: contacts.segments.slice(1) })
    expect([apart.strata, apart.segments]).toEqual([
      ['young', 'southern', 'other'],
      ['southern', 'other'],
    ])
    expect(apart.stratum).toEqual(same.stratum)
    // A young southerner is southern now.
    expect(apart.segment.some((s, i) => s === 0 && same.stratum[i] === 0)).toBe(true)
    expect(bytesPerRow(contacts, { ...everything, segments: [] })).toBe(bytesPerRow(contacts, everything) + 2)
  })

  it('puts every array on shared memory, so that workers read it in place', async () => {
    const { time, action, features, outcomes } = await loadColumns(imported, contacts, everything)
    for (const array of [time, action, ...Object.values(outcomes)])
      expect(array.buffer).toBeInstanceOf(SharedArrayBuffer)
    for (const column of Object.values(features)) {
      expect((column.kind === 'category' ? column.codes : column.values).buffer).toBeInstanceOf(SharedArrayBuffer)
    }
  })

  it('takes the memory it says', async () => {
    const columns = await loadColumns(imported, contacts, everything)
    const arrays = [
      columns.customer,
      columns.customerHash,
      columns.time,
      columns.month,
      columns.segment,
      columns.action,
      columns.propensity!,
      ...Object.values(columns.features).map(f => (f.kind === 'category' ? f.codes : f.values)),
      ...Object.values(columns.outcomes),
    ]
    const bytes = arrays.reduce((sum, array) => sum + array.byteLength, 0)
    expect(bytes).toBe(5_000 * bytesPerRow(contacts, everything))
  })

  it('refuses what does not fit, with what it would need', async () => {
    const large: Imported = { ...imported, facts: { ...imported.facts, rows: 100_000_000 } }
    await expect(loadColumns(large, contacts, { ...everything, memoryBudgetBytes: 2 ** 30 })).rejects.toThrow(
      /^100,000,000 decisions with 4 features and 3 outcomes need 6\.8 GiB of memory; 1\.0 GiB may be used\./,
    )
  })

  it('names the nearest feature or outcome when one is unknown', async () => {
    await expect(loadColumns(imported, contacts, { features: ['agee'], outcomes: [] })).rejects.toThrow(
      'no feature “agee”. Did you mean “age”?',
    )
    await expect(loadColumns(imported, contacts, { features: [], outcomes: ['constructor'] })).rejects.toThrow(
      'no outcome “constructor”',
    )
  })

  it('notices that the cached file is not what was imported', async () => {
    const other = await importOf(rows.slice(0, 100))
    await expect(loadColumns({ ...imported, parquet: other.parquet }, contacts, everything)).rejects.toThrow(
      /has 100 rows, not 5000.*Import the file again/,
    )
  })
})

it('reads allowed lists back as sets of action indices', async () => {
  const listed: Dataset = {
    ...contacts,
    decision: {
      ...contacts.decision,
      allowed: `CASE WHEN age < 50 THEN ['sms:deposit', 'call:deposit'] ELSE ['call:deposit'] END`,
    },
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(40, 60), { minLength: 1, maxLength: 8 }), async ages => {
      const history = await importOf(
        rowsLike(ages.length, k => ({ age: ages[k]! })),
        {
          ...listed,
          decision: { ...listed.decision, allowed: listed.decision.allowed!.replace('age', 'CAST(age AS DOUBLE)') },
        },
      )
      const { allowed, features } = await loadColumns(history, listed, { features: ['age'], outcomes: [] })
      const { age } = features
      if (age?.kind !== 'number') throw new Error('age is a number')
      age.values.forEach((value, i) =>
        expect(allowed!.sets[allowed!.set[i]!]).toEqual(value === 40 ? [0, 1, 2] : [0, 2]),
      )
    }),
    { numRuns: 5 },
  )
})

it('gives a history without time or logged propensity no months, no times and no propensities', async () => {
  const bare: Dataset = { ...contacts, decision: { action: 'action' }, propensity: { source: 'modelled' } }
  const columns = await loadColumns(await importOf(rowsLike(10), bare), bare, everything)
  expect(columns.months).toEqual([''])
  expect(columns.propensity).toBeNull()
  expect([...columns.time]).toEqual(Array(10).fill(NaN))
  expect([...columns.month]).toEqual(Array(10).fill(0))
  expect(columns.customers).toBe(10)
})

it('takes propensities of a randomised test from its design', async () => {
  const design: Dataset = {
    ...contacts,
    propensity: { source: 'design', shares: { 'call:deposit': 1 / 3, 'sms:deposit': 1 / 6, hold: 1 / 2 } },
  }
  const columns = await loadColumns(await importOf(rows.slice(0, 30), design), design, everything)
  columns.action.forEach((action, i) => expect(columns.propensity![i]).toBe([1 / 3, 1 / 6, 1 / 2][action]))
})
