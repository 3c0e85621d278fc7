import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openHistory } from '../../src/history/cache.ts'
import type { Dataset } from '../../src/history/dataset.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { loadColumns } from '../../src/history/load-columns.ts'
import { contacts } from './contacts-dataset.ts'
import { canonicalRows, csv, duck, folder, rowsLike, writeText } from './contacts.ts'

const rows = rowsLike(40, k => ({ age: 20 + k }))
const older: Dataset = {
  ...contacts,
  features: { ...contacts.features, age: { ...contacts.features.age, from: 'age + 1' } },
}
const relabelled: Dataset = { ...contacts, title: { en: 'Renamed', zh: '改名' }, segments: [] }

describe('the same files under the same definition', () => {
  it('are recognised, also under other names and after a change of labels', async () => {
    const home = folder()
    const first = await importHistory({ dataset: contacts, files: [writeText('a.csv', csv(rows))], home })
    const again = await importHistory({ dataset: relabelled, files: [writeText('b.csv', csv(rows))], home })
    expect(first.reused).toBe(false)
    expect(again).toEqual({ ...first, reused: true })
  })
  it('are imported again when the cache was cleared', async () => {
    const home = folder(),
      files = [writeText('a.csv', csv(rows))]
    const first = await importHistory({ dataset: contacts, files, home })
    rmSync(first.dir, { recursive: true })
    expect(await importHistory({ dataset: contacts, files, home })).toEqual(first)
    expect(existsSync(first.parquet)).toBe(true)
  })
  it('are imported again when the cached file was damaged, after one clear message', async () => {
    const home = folder(),
      files = [writeText('a.csv', csv(rows))]
    const first = await importHistory({ dataset: contacts, files, home })
    for (const damage of [readFileSync(first.parquet).subarray(0, 500), 'no Parquet at all']) {
      writeFileSync(first.parquet, damage)
      await expect(loadColumns(first, contacts, { features: ['age'], outcomes: [] })).rejects.toThrow(
        /data\.parquet is damaged.*Import the file again/,
      )
      expect(await importHistory({ dataset: contacts, files, home })).toEqual(first)
      expect((await loadColumns(first, contacts, { features: ['age'], outcomes: [] })).rows).toBe(40)
    }
  })
  it('leave a damaged cached file in its place until another one is ready', async () => {
    const home = folder(),
      path = writeText('a.csv', csv(rows))
    const first = await importHistory({ dataset: contacts, files: [path], home })
    writeFileSync(first.parquet, 'no Parquet at all')
    let step = ''
    await expect(
      importHistory({
        dataset: contacts,
        files: [path],
        home,
        onProgress: progress => {
          if (progress.step === 'hashing' && step !== 'hashing') writeFileSync(path, csv(rows.slice(1)))
          step = progress.step
        },
      }),
    ).rejects.toThrow(/changed while it was being/)
    expect(readFileSync(first.parquet, 'utf8')).toBe('no Parquet at all')
  })
  it('are imported again when only facts are left in the cache', async () => {
    const home = folder(),
      files = [writeText('a.csv', csv(rows))]
    const first = await importHistory({ dataset: contacts, files, home })
    rmSync(first.parquet)
    expect(await importHistory({ dataset: contacts, files, home })).toEqual(first)
    expect((await canonicalRows(first)).size).toBe(40)
  })
  it('fail again under a stricter limit', async () => {
    const home = folder(),
      files = [writeText('a.csv', csv(rowsLike(40, k => (k === 0 ? { age: 1 } : {}))))]
    expect((await importHistory({ dataset: contacts, files, home, quarantineLimit: 0.1 })).facts.quarantined).toBe(1)
    await expect(importHistory({ dataset: contacts, files, home })).rejects.toThrow(/1 of 40 rows/)
  })
})

describe('a changed definition', () => {
  it('is never served what an earlier one imported', async () => {
    const home = folder(),
      files = [writeText('a.csv', csv(rows))]
    const ages = async (dataset: Dataset) =>
      (await canonicalRows(await importHistory({ dataset, files, home }))).get('d0')!['age']
    expect(await ages(contacts)).toBe(20)
    expect(await ages(older)).toBe(21)
    expect(await ages(contacts)).toBe(20)
    expect((await canonicalRows(await openHistory({ dataset: older, home }))).get('d0')!['age']).toBe(21)
    expect((await canonicalRows(await openHistory({ dataset: contacts, home }))).get('d0')!['age']).toBe(20)
  })
  it('must be imported before it is opened, and the message names the command', async () => {
    const home = folder()
    await expect(openHistory({ dataset: contacts, home })).rejects.toThrow(
      'No history of “contacts” has been imported yet. Run: huijian import contacts --file <file>',
    )
    await importHistory({ dataset: contacts, files: [writeText('a.csv', csv(rows))], home })
    await expect(openHistory({ dataset: older, home })).rejects.toThrow(
      /definition of “contacts” has changed .* huijian import contacts/,
    )
    expect((await openHistory({ dataset: relabelled, home })).facts.rows).toBe(40)
  })
})

it('opens the newest import, or the one whose data hash is given', async () => {
  const home = folder()
  const first = await importHistory({ dataset: contacts, files: [writeText('a.csv', csv(rows))], home })
  const imports = join(home, 'cache', 'contacts', 'imports')
  for (const name of readdirSync(imports)) utimesSync(join(imports, name), 0, 0)
  const second = await importHistory({ dataset: contacts, files: [writeText('b.csv', csv(rows.slice(1)))], home })
  expect((await openHistory({ dataset: contacts, home })).facts).toEqual(second.facts)
  expect((await openHistory({ dataset: contacts, home, dataHash: first.facts.dataHash.slice(0, 8) })).facts).toEqual(
    first.facts,
  )
  await expect(openHistory({ dataset: contacts, home, dataHash: 'ffff' })).rejects.toThrow(/has data ffff/)
})

it('writes facts beside the data', async () => {
  const home = folder()
  const imported = await importHistory({ dataset: contacts, files: [writeText('a.csv', csv(rows))], home })
  expect(
    await duck(`SELECT "dataHash", "rows"::INTEGER AS "rows" FROM read_json('${join(imported.dir, 'facts.json')}')`),
  ).toEqual([{ dataHash: imported.facts.dataHash, rows: 40 }])
})

describe('killed in mid-import', () => {
  it.each(['checking', 'sorting', 'hashing'])(
    'while %s: what was there is there, and the next import succeeds',
    async step => {
      const home = folder(),
        dir = folder()
      const before = await importHistory({ dataset: contacts, files: [writeText('a.csv', csv(rows), dir)], home })
      const large = writeText('b.csv', csv(rowsLike(60_000)), dir)
      const script = join(import.meta.dirname, 'import-until.ts')
      const child = spawn(process.execPath, ['--conditions=huijian-source', script, large, home, step], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const said = await new Promise<string>(resolve =>
        child.stdout.once('data', (text: Buffer) => resolve(text.toString())),
      )
      expect(said).toBe(step)
      child.kill('SIGKILL')
      await new Promise(resolve => child.once('exit', resolve))

      expect(await openHistory({ dataset: contacts, home })).toEqual({ ...before, reused: false })
      expect((await canonicalRows(before)).size).toBe(40)
      const after = await importHistory({ dataset: contacts, files: [large], home })
      expect(after).toMatchObject({ reused: false, facts: { rows: 60_000 } })
      expect(readdirSync(join(home, 'cache', 'contacts')).filter(name => name.startsWith('.'))).toEqual([])
    },
  )
})

it('refuses a file that changes while it is imported', async () => {
  const home = folder(),
    path = writeText('a.csv', csv(rowsLike(5_000)))
  let changed = false
  const importing = importHistory({
    dataset: contacts,
    files: [path],
    home,
    onProgress: ({ step }) => {
      if (step === 'sorting' && !changed) writeFileSync(path, csv(rowsLike(4_000, () => ({ age: 50 }))))
      changed ||= step === 'sorting'
    },
  })
  await expect(importing).rejects.toThrow(/changed while it was being/)
})
