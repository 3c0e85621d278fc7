// Goal: a cached history that cannot be read for want of memory, handles or permission is not taken for a damaged one.
import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { HistoryError } from '../../src/history/history-error.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { isWhole } from '../../src/history/is-whole.ts'
import { loadColumns } from '../../src/history/load-columns.ts'
import { contacts, csv, folder, rowsLike, writeText } from './contacts.ts'

/** What DuckDB says to whatever whole-file check comes next; null lets it answer itself. */
let complaint: string | null = null
vi.mock('../../src/history/duckdb.ts', async original => {
  const real = await original<typeof import('../../src/history/duckdb.ts')>()
  return {
    ...real,
    rowsOf: async (...[db, sql]: Parameters<typeof real.rowsOf>) => {
      if (complaint !== null && sql.includes('bit_xor(hash(COLUMNS(*)))')) throw new Error(complaint)
      return real.rowsOf(db, sql)
    },
  }
})
afterEach(() => { complaint = null })

const importing = async () => {
  const home = folder(), files = [writeText('a.csv', csv(rowsLike(40)))]
  const again = () => importHistory({ dataset: contacts, files, home })
  return { again, first: await again() }
}

describe('a failure that says nothing about the file', () => {
  it.each([
    'Out of Memory Error: failed to allocate data of size 1.0 MiB (1.2 MiB/2.0 MiB used)\n\nPossible solutions:',
    'IO Error: Cannot open file "/data.parquet": Too many open files',
    'IO Error: Cannot open file "/data.parquet": Permission denied',
    'IO Error: Could not read from file "/data.parquet": Input/output error',
    'Invalid Error: Resource temporarily unavailable',
  ])('%s', async said => {
    const { again, first } = await importing()
    const before = readFileSync(first.parquet)
    complaint = said
    await expect(again()).rejects.toThrow(HistoryError)
    await expect(again()).rejects.toThrow(/data\.parquet cannot be read now .*run the command again/)
    expect(readFileSync(first.parquet).equals(before)).toBe(true)
    complaint = null
    expect(await again()).toEqual({ ...first, reused: true })
  })
  it('a path that leads in a circle', async () => {
    const { again, first } = await importing()
    renameSync(first.parquet, `${first.parquet}.kept`)
    symlinkSync(first.parquet, first.parquet)
    await expect(isWhole(first)).rejects.toThrow(/cannot be read now \(ELOOP/)
    rmSync(first.parquet)
    renameSync(`${first.parquet}.kept`, first.parquet)
    expect(await again()).toEqual({ ...first, reused: true })
  })
  it('is not called damage when columns are loaded', async () => {
    const { first } = await importing()
    writeFileSync(first.parquet, 'what fails to load')
    complaint = 'Out of Memory Error: failed to allocate data'
    await expect(loadColumns(first, contacts, { features: ['age'], outcomes: [] })).rejects.toThrow(
      /cannot be read now \(Out of Memory Error.*Nothing says that it is damaged/)
  })
})

it('bad bytes in a footer, a file cut off and an absent one are damage', async () => {
  const { first } = await importing()
  const good = readFileSync(first.parquet)
  expect(await isWhole(first)).toBe(true)
  const footer = good.readUInt32LE(good.length - 8)
  let damaged = 0
  for (let k = 0; k < 60; k++) {
    const bad = Buffer.from(good)
    bad.fill(0xa0 + k, bad.length - 8 - footer + Math.floor(k * footer / 60)).write('PAR1', bad.length - 4)
    bad.writeUInt32LE(footer, bad.length - 8)
    writeFileSync(first.parquet, bad)
    if (!await isWhole(first)) damaged++
  }
  expect(damaged).toBeGreaterThan(30)
  writeFileSync(first.parquet, good.subarray(0, 100))
  expect(await isWhole(first)).toBe(false)
  rmSync(first.parquet)
  expect(await isWhole(first)).toBe(false)
})
