// Goal: the library survives other processes, sudden death, damage and time travel.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LibraryError } from '../../src/library/errors.ts'
import { openLibrary } from '../../src/library/library.ts'
import { exampleEvaluation } from '../report/example.ts'

let folder: string, path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huijian-library-'))
  path = join(folder, 'library.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

const saver = (count: number) =>
  spawn(process.execPath, ['--conditions=huijian-source', join(import.meta.dirname, 'saver.ts'), path, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
/** Name and content of every file, so that a file left beside the library shows as well. */
const contents = () =>
  readdirSync(folder)
    .map(
      name =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    )
    .join()
const countOf = (query: string): number => {
  const sqlite = new Database(path)
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  const { n } = sqlite.prepare<[], { n: number }>(query).get()!
  sqlite.close()
  return n
}
const save = () => {
  const library = openLibrary(path)
  const id = library.saveRun(exampleEvaluation(), { createdAt: new Date(0), random: Math.random })
  library.close()
  return id
}

it('takes the runs of processes that create it and save at once', async () => {
  const codes = await Promise.all([saver(6), saver(6), saver(6)].map(async child => (await once(child, 'exit'))[0]))
  expect(codes).toEqual([0, 0, 0])
  const library = openLibrary(path)
  expect(library.listRuns()).toHaveLength(18)
  expect(library.listVersions()).toHaveLength(3)
  library.close()
})

it('holds every run that was reported as saved, and only whole ones, after kill -9 in mid-save', async () => {
  for (const wait of [0, 5]) {
    const child = saver(10_000)
    const reports: string[] = []
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => reports.push(chunk))
    while (!reports.join('').includes('saved\nsaved\n')) await once(child.stdout, 'data')
    await new Promise(resolve => {
      setTimeout(resolve, wait)
    })
    child.kill('SIGKILL')
    await once(child, 'close')
    const before = countOf('SELECT count(*) AS n FROM runs'),
      reported = reports.join('').split('\n').length - 1
    expect(before).toBeGreaterThanOrEqual(reported)
    expect(countOf('SELECT count(DISTINCT run_id) AS n FROM figures')).toBe(before)
    const whole = 'SELECT run_id FROM trials GROUP BY run_id HAVING count(*) = 18' // 3 versions × 6 outcomes
    expect(countOf(`SELECT count(*) AS n FROM (${whole})`)).toBe(before)
    save()
    expect(countOf('SELECT count(*) AS n FROM runs')).toBe(before + 1)
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
  }
})

it('refuses a library of a newer version and leaves it as it was', () => {
  save()
  const sqlite = new Database(path)
  sqlite.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of a later version', 9999999999999)")
  sqlite.close()
  const before = contents()
  expect(() => openLibrary(path)).toThrow('was written by a newer version of huijian. Update huijian to open it')
  expect(contents()).toBe(before)
})

it.each([
  [
    'a file that is no database',
    (bytes: Buffer) => Buffer.from('id,customer,time\n'.repeat(500)).subarray(0, bytes.length),
  ],
  ['a library cut off in the middle', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
  [
    'a library with a page overwritten',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(4096, 0xab), bytes.subarray(12_288)]),
  ],
])('refuses %s and leaves it as it was', (_, damage) => {
  save()
  writeFileSync(path, damage(readFileSync(path)))
  const before = contents()
  expect(() => openLibrary(path)).toThrow(LibraryError)
  expect(() => openLibrary(path)).toThrow(/is damaged .* It is left as it was\. Restore a copy/)
  expect(contents()).toBe(before)
})

it('refuses another program’s SQLite file', () => {
  const sqlite = new Database(path)
  sqlite.exec('CREATE TABLE phone_book (name TEXT)')
  sqlite.close()
  const before = contents()
  expect(() => openLibrary(path)).toThrow('is a SQLite file, but not a library of huijian')
  expect(contents()).toBe(before)
})

it('says so when the folder cannot be made', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => openLibrary(join(folder, 'file', 'library.sqlite'))).toThrow(/cannot be opened for writing/)
})
