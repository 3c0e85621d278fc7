// Goal: a cached history that cannot be read for want of memory, handles or permission is not taken for a damaged one.

import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { importHistory } from '../../src/history/import-history.ts'
import { isWhole, speaksOfContent } from '../../src/history/is-whole.ts'
import { contacts } from './contacts-dataset.ts'
import { csv, folder, rowsLike, writeText } from './contacts.ts'

const importing = async () => {
  const home = folder(),
    files = [writeText('a.csv', csv(rowsLike(40)))]
  const again = () => importHistory({ dataset: contacts, files, home })
  return { again, first: await again() }
}

it.each([
  'Out of Memory Error: failed to allocate data of size 1.0 MiB (1.2 MiB/2.0 MiB used)',
  'IO Error: Cannot open file "/data.parquet": Too many open files',
  'IO Error: Cannot open file "/data.parquet": Permission denied',
  'IO Error: Could not read from file "/data.parquet": Input/output error',
  'Invalid Error: Resource temporarily unavailable',
])('“%s” says nothing about a file', said => {
  expect(speaksOfContent(said)).toBe(false)
})

it.each([
  "Invalid Input Error: No magic bytes found at end of file '/data.parquet'",
  "Invalid Error: don't know what type: 15",
  'IO Error: Could not read enough bytes from file',
])('“%s” does', said => {
  expect(speaksOfContent(said)).toBe(true)
})

it('a path that leads in a circle is left as it is, and the import is back when it is gone', async () => {
  const { again, first } = await importing()
  renameSync(first.parquet, `${first.parquet}.kept`)
  symlinkSync(first.parquet, first.parquet)
  await expect(isWhole(first)).rejects.toThrow(/cannot be read now \(ELOOP/)
  rmSync(first.parquet)
  renameSync(`${first.parquet}.kept`, first.parquet)
  expect(await again()).toEqual({ ...first, reused: true })
})

it('bad bytes in a footer, a file cut off and an absent one are damage', async () => {
  const { first } = await importing()
  const good = readFileSync(first.parquet)
  expect(await isWhole(first)).toBe(true)
  const footer = good.readUInt32LE(good.length - 8)
  let damaged = 0
  for (let k = 0; k < 60; k++) {
    const bad = Buffer.from(good)
    bad.fill(0xa0 + k, bad.length - 8 - footer + Math.floor((k * footer) / 60)).write('PAR1', bad.length - 4)
    bad.writeUInt32LE(footer, bad.length - 8)
    writeFileSync(first.parquet, bad)
    if (!(await isWhole(first))) damaged++
  }
  expect(damaged).toBeGreaterThan(30)
  writeFileSync(first.parquet, good.subarray(0, 100))
  expect(await isWhole(first)).toBe(false)
  rmSync(first.parquet)
  expect(await isWhole(first)).toBe(false)
})
