import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/history/dataset.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { contacts } from './contacts-dataset.ts'
import { canonicalRows, csv, folder, rowsLike, writeText, type Row } from './contacts.ts'

const lenient = 0.9

/** Imports good rows with one bad row in the fourth place (line 5) and returns what the quarantine file says. */
async function quarantined(bad: Partial<Row>, dataset: Dataset = contacts): Promise<string> {
  const dir = folder()
  const path = writeText('a.csv', csv(rowsLike(9, k => (k === 3 ? bad : {}))), dir)
  const imported = await importHistory({ dataset, files: [path], home: dir, quarantineLimit: lenient })
  expect(imported.facts).toMatchObject({ rows: 8, quarantined: 1 })
  expect((await canonicalRows(imported)).has('d3')).toBe(false)
  const [header, line, ...more] = readFileSync(imported.quarantine!, 'utf8').trim().split('\n')
  expect(header).toBe('file,line,reason')
  expect(more).toEqual([])
  expect(line).toMatch(/^a\.csv,5,/)
  return line!.slice('a.csv,5,'.length)
}

describe('a bad row is set aside with its line number and the reason', () => {
  it.each<[Partial<Row>, string]>([
    [{ id: '' }, 'decision id is missing'],
    [{ id: 'd1' }, 'decision id “d1” was given before, in line 3'],
    [{ customer: '' }, 'customer is missing'],
    [{ at: '' }, 'time is missing'],
    [{ at: '31/01/2025' }, 'time “31/01/2025” is not a date or a moment'],
    [{ at: 'infinity' }, 'time “infinity” is not a date or a moment'],
    [{ at: '9999-12-31' }, 'time “9999-12-31” is not between 1900 and 2200'],
    [{ at: '0001-01-01' }, 'time “0001-01-01” is not between 1900 and 2200'],
    [{ propensity: '1e-300' }, 'propensity “1e-300” is below 1e-9: nothing is drawn so rarely on purpose'],
    [{ margin: '1e308' }, 'outcome margin “1e308” is beyond ±1e15'],
    [{ points: '-1e16' }, 'numerator of outcome score “-1e16” is beyond ±1e15'],
    [{ action: '' }, 'action is missing'],
    [{ action: 'call:loan' }, 'action “call:loan” is not one of the dataset'],
    [{ propensity: '' }, 'propensity is missing'],
    [{ propensity: 0 }, 'propensity “0” is not above 0: an action that could not be taken was taken'],
    [{ propensity: -0.1 }, 'propensity “-0.1” is not above 0: an action that could not be taken was taken'],
    [{ propensity: 1.01 }, 'propensity “1.01” is above 1'],
    [{ propensity: 'NaN' }, 'propensity is NaN'],
    [{ propensity: 'inf' }, 'propensity “inf” is above 1'],
    [{ propensity: 'high' }, 'propensity “high” is not a number'],
    [{ age: 'forty' }, 'feature age “forty” is not a number'],
    [{ age: 17 }, 'feature age “17” is below 18'],
    [{ age: 121 }, 'feature age “121” is above 120'],
    [{ age: 'nan' }, 'feature age “nan” is not a finite number; leave a missing value empty'],
    [{ region: 'west' }, 'feature region “west” is not one of its levels'],
    [{ region: 'North' }, 'feature region “North” is not one of its levels'],
    [{ insured: 'perhaps' }, 'feature insured “perhaps” is not true or false'],
    [{ matures: '2025-02-30' }, 'feature matures “2025-02-30” is not a date'],
    [{ bought: 2 }, 'outcome bought “2” is not 0 or 1'],
    [{ bought: 0.5 }, 'outcome bought “0.5” is not 0 or 1'],
    [{ bought: '' }, 'outcome bought is missing'],
    [{ margin: '' }, 'outcome margin is missing'],
    [{ margin: 'nan' }, 'outcome margin “nan” is not a finite number; leave a missing value empty'],
    [{ points: null }, 'numerator of outcome score is missing'],
    [{ points: 4, answered: 0 }, 'numerator of outcome score “4” stands where the denominator is 0'],
    [{ answered: '' }, 'denominator of outcome score is missing'],
    [{ points: -4, answered: -1 }, 'denominator of outcome score “-1” is below 0'],
  ])('%j', async (bad, reason) => {
    expect(await quarantined(bad)).toBe(/[",]/.test(reason) ? `"${reason}"` : reason)
  })

  it('when the decision comes after the moment until which outcomes were observed', async () => {
    const until = { ...contacts, observedUntil: '2025-02-28T00:00:00Z' }
    expect(await quarantined({ at: '2025-03-01' }, until)).toBe(
      'time “2025-03-01” is after observedUntil of the dataset',
    )
  })

  it('when the action has no share in the design', async () => {
    const design: Dataset = {
      ...contacts,
      propensity: { source: 'design', shares: { 'call:deposit': 0.5, hold: 0.5 } },
    }
    expect(await quarantined({ action: 'sms:deposit' }, design)).toBe(
      'action “sms:deposit” has no share in propensity.shares',
    )
  })

  it('when a line has too many or too few cells, and later lines keep their numbers', async () => {
    const dir = folder()
    const lines = csv(rowsLike(30, k => (k === 20 ? { age: 17 } : {})))
      .trim()
      .split('\n')
    lines.splice(5, 0, 'too,few')
    lines.splice(10, 0, `${lines[7]},extra`)
    const imported = await importHistory({
      dataset: contacts,
      files: [writeText('a.csv', `${lines.join('\n')}\n`, dir)],
      home: dir,
      quarantineLimit: lenient,
    })
    expect(imported.facts).toMatchObject({ rows: 29, quarantined: 3 })
    const reasons = readFileSync(imported.quarantine!, 'utf8').trim().split('\n').slice(1)
    expect(reasons).toEqual([
      'a.csv,6,the line has fewer cells than the header',
      'a.csv,11,the line has more cells than the header',
      'a.csv,24,feature age “17” is below 18',
    ])
    expect(lines[23]).toContain(',17,')
  })

  it('when a quote is not closed: the lines it swallows are all counted', async () => {
    const dir = folder()
    const lines = csv(rowsLike(30)).trim().split('\n')
    lines[25] = `"${lines[25]}`
    const imported = await importHistory({
      dataset: contacts,
      files: [writeText('a.csv', `${lines.join('\n')}\n`, dir)],
      home: dir,
      quarantineLimit: lenient,
    })
    expect(imported.facts).toMatchObject({ rows: 24, quarantined: 6 })
  })

  it('when bytes are not UTF-8', async () => {
    const dir = folder()
    const bytes = Buffer.from(csv(rowsLike(9)))
    bytes[bytes.indexOf('d3,')] = 0xc4
    const imported = await importHistory({
      dataset: contacts,
      files: [writeText('a.csv', bytes, dir)],
      home: dir,
      quarantineLimit: lenient,
    })
    expect(imported.facts).toMatchObject({ rows: 8, quarantined: 1 })
    expect(readFileSync(imported.quarantine!, 'utf8')).toContain('a.csv,5,the line is not UTF-8 text')
  })

  it('when a line is no JSON object', async () => {
    const dir = folder()
    const lines = rowsLike(9).map(row => JSON.stringify(row))
    lines[3] = lines[3]!.slice(0, 40)
    lines[5] = ''
    const imported = await importHistory({
      dataset: contacts,
      files: [writeText('a.jsonl', lines.join('\n'), dir)],
      home: dir,
      quarantineLimit: lenient,
    })
    expect(imported.facts).toMatchObject({ rows: 7, quarantined: 2 })
    expect(readFileSync(imported.quarantine!, 'utf8')).toBe(
      'file,line,reason\na.jsonl,4,the line is not a JSON object\na.jsonl,6,the line is not a JSON object\n',
    )
  })
})

it('fails above the declared share, says why, and lists every bad row', async () => {
  const dir = folder()
  const path = writeText(
    'a.csv',
    csv(rowsLike(200, k => (k < 3 ? { age: 10 + k } : k === 3 ? { bought: 7 } : {}))),
    dir,
  )
  const error = await importHistory({ dataset: contacts, files: [path], home: dir }).catch((e: Error) => e)
  expect(error).toMatchObject({ name: 'HistoryError' })
  const { message } = error as Error
  expect(message).toContain('4 of 200 rows')
  expect(message).toContain('more than the 1 % the dataset allows')
  expect(message).toContain(
    '3 × feature age is below 18 (line 2: feature age “10” is below 18); 1 × outcome bought is not 0 or 1',
  )
  const [listed] = /\S+\.csv(?=\. Mend)/.exec(message)!
  expect(readFileSync(listed!, 'utf8').trim().split('\n')).toHaveLength(5)
})
