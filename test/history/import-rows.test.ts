import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Dataset, Outcome } from '../../src/history/dataset.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { contacts } from './contacts-dataset.ts'
import { canonicalRows, csv, duck, folder, goodRow, rowsLike, writeText } from './contacts.ts'

const lenient = 0.9

function withAllowed(allowed: readonly string[]): string {
  const [header = '', ...lines] = csv(rowsLike(allowed.length)).trim().split('\n')
  return [`${header},allowed`, ...lines.map((line, k) => `${line},${allowed[k]}`)].map(line => `${line}\n`).join('')
}

describe('a list of allowed actions', () => {
  const listed: Dataset = { ...contacts, decision: { ...contacts.decision, allowed: `string_split(allowed, '|')` } }
  it('is kept in the order of the dataset, with hold, and must name the action taken', async () => {
    const dir = folder()
    const path = writeText(
      'a.csv',
      withAllowed(['sms:deposit|call:deposit', 'call:deposit|hold|call:deposit', 'sms:deposit', 'call:loan', '']),
      dir,
    )
    const imported = await importHistory({ dataset: listed, files: [path], home: dir, quarantineLimit: lenient })
    const rows = await canonicalRows(imported)
    expect(rows.get('d0')!['allowed']).toEqual(['call:deposit', 'sms:deposit', 'hold'])
    expect(rows.get('d1')!['allowed']).toEqual(['call:deposit', 'hold'])
    expect(readFileSync(imported.quarantine!, 'utf8').split('\n').slice(1)).toEqual([
      'a.csv,4,action “call:deposit” is not in its own allowed list',
      "a.csv,5,allowed list “['call:loan']” names an action that is not one of the dataset",
      'a.csv,6,allowed list is missing',
      '',
    ])
  })
})

it('takes a missing outcome that is too young to be complete as uncounted, and refuses an older one', async () => {
  const bought: Outcome = {
    label: contacts.title,
    kind: 'conversion',
    direction: 'higher',
    measure: 'rate',
    horizonDays: 28,
  }
  const young: Dataset = { ...contacts, observedUntil: '2025-02-28', outcomes: { ...contacts.outcomes, bought } }
  const dir = folder()
  const path = writeText(
    'a.csv',
    csv(rowsLike(4, k => ({ at: k < 2 ? '2025-01-31' : '2025-02-01', bought: k % 2 === 0 ? '' : 1 }))),
    dir,
  )
  const imported = await importHistory({ dataset: young, files: [path], home: dir, quarantineLimit: lenient })
  expect([...(await canonicalRows(imported)).keys()].sort()).toEqual(['d1', 'd2', 'd3'])
})

it('keeps the text of keys: 00123 and 123 are two customers, and 1e2 is not 100', async () => {
  const dir = folder()
  const path = writeText('a.csv', csv(rowsLike(3, k => ({ customer: ['00123', '123', '1e2'][k]! }))), dir)
  const imported = await importHistory({ dataset: contacts, files: [path], home: dir })
  expect([...(await canonicalRows(imported)).values()].map(row => row['customer']).sort()).toEqual([
    '00123',
    '123',
    '1e2',
  ])
})

const reading = (from: string): Dataset => ({
  ...contacts,
  features: { ...contacts.features, age: { ...contacts.features.age, from } },
})
const ages = (values: readonly (string | number)[]) => csv(rowsLike(values.length, k => ({ age: values[k]! })))

/** What becomes of ages under the expression `from`, and what is set aside. */
async function agesRead(from: string, values: readonly (string | number)[]) {
  const dir = folder(),
    files = [writeText('a.csv', ages(values), dir)]
  const { quarantine, parquet } = await importHistory({
    dataset: reading(from),
    files,
    home: dir,
    quarantineLimit: lenient,
  })
  return {
    ages: (await duck(`SELECT age FROM '${parquet}' ORDER BY decision_id`)).map(row => row['age']),
    faults: quarantine === null ? [] : readFileSync(quarantine, 'utf8').trim().split('\n').slice(1),
  }
}

describe('a column inside an expression', () => {
  const numbers = [20, 21, 22, 23, 24, 25, 26, 27, 28]

  it('is a number when nearly all its values are, and the others are set aside, not taken as missing', async () => {
    expect(await agesRead('age + 1', [...numbers, 'forty'])).toEqual({
      ages: numbers.map(age => age + 1),
      faults: ['a.csv,11,column age “forty” is not a number'],
    })
  })
  it('keeps its decimals although nearly all its values are whole', async () => {
    expect((await agesRead('age + 1', [...numbers, 28.5])).ages).toEqual([...numbers, 28.5].map(age => age + 1))
  })
  it('is text where the definition treats it as text', async () => {
    const asked = await agesRead(`CASE age WHEN 'n/a' THEN NULL ELSE CAST(age AS INTEGER) END`, [...numbers, 'n/a'])
    expect(asked).toEqual({ ages: [...numbers, null], faults: [] })
    expect(await agesRead('TRY_CAST(age AS DOUBLE)', [...numbers, 'n/a'])).toEqual(asked)
  })
  it('keeps leading zeros, so that keys made of two columns stay apart', async () => {
    const dir = folder()
    const dataset: Dataset = { ...contacts, decision: { ...contacts.decision, customer: `region || customer` } }
    const path = writeText('a.csv', csv(rowsLike(2, k => ({ customer: ['007', '7'][k]! }))), dir)
    expect((await importHistory({ dataset, files: [path], home: dir })).facts.customers).toBe(2)
  })
})

it('takes the line number for the id and each row for a customer where the log has neither', async () => {
  const { action } = contacts.decision
  const bare: Dataset = { ...contacts, decision: { action } }
  const dir = folder()
  const files = [writeText('a.csv', csv(rowsLike(3)), dir), writeText('b.csv', csv(rowsLike(2)), dir)]
  const imported = await importHistory({ dataset: bare, files, home: dir })
  expect(imported.facts).toMatchObject({
    rows: 5,
    customers: 5,
    customersKnown: false,
    from: null,
    to: null,
    observedUntil: null,
  })
  const rows = [...(await canonicalRows(imported)).values()]
  expect(rows.map(row => row['decision_id']).sort()).toEqual(['1', '2', '3', '4', '5'])
  for (const row of rows) expect(row['customer']).toBe(row['decision_id'])
})

it('writes canonical rows in the order of the customer hash, then time', async () => {
  const dir = folder()
  const path = writeText(
    'a.csv',
    csv(rowsLike(300, k => ({ customer: `c${k % 40}`, at: `2025-01-${10 + ((k * 7) % 20)}` }))),
    dir,
  )
  const { parquet, facts } = await importHistory({ dataset: contacts, files: [path], home: dir })
  expect(facts.customers).toBe(40)
  const file = `read_parquet('${parquet}', file_row_number = true)`
  const ids = async (order: string) =>
    (await duck(`SELECT decision_id FROM ${file} ORDER BY ${order}`)).map(row => row['decision_id'])
  expect(await ids('file_row_number')).toEqual(await ids('md5(customer), customer, time, decision_id'))
})

it('stores minus zero as zero', async () => {
  const dir = folder()
  const imported = await importHistory({
    dataset: contacts,
    files: [writeText('a.csv', csv([{ ...goodRow, margin: '-0.0' }]), dir)],
    home: dir,
  })
  expect(Object.is((await canonicalRows(imported)).get('d1')!['margin'], 0)).toBe(true)
})
