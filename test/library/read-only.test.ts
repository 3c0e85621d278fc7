// Goal: a library that may not be written is read as it is now, with the checks of any other, or
// refused with a way out.

import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openLibrary } from '../../src/library/library.ts'
import { exampleEvaluation } from '../report/example.ts'

// The clone may lie where only its owner may go, and the lister reads migrations as nobody: it runs in a copy.
const copy = mkdtempSync(join(tmpdir(), 'huijian-lister-'))
beforeAll(() => {
  const root = join(import.meta.dirname, '../..')
  for (const part of ['package.json', 'src', 'test/library/lister.ts']) {
    cpSync(join(root, part), join(copy, part), { recursive: true })
  }
  for (const part of ['', ...readdirSync(copy, { recursive: true, encoding: 'utf8' })]) {
    chmodSync(join(copy, part), 0o755)
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
})
afterAll(() => rmSync(copy, { recursive: true }))

let folder: string, path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huijian-read-only-'))
  path = join(folder, 'library.sqlite')
  const library = openLibrary(path)
  library.saveRun(exampleEvaluation(), { createdAt: new Date(0), random: Math.random })
  library.close()
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true })
})

/** What the lister says of the locked library, which it must leave alone. */
function seen(): string {
  const names = readdirSync(folder)
  for (const name of names) chmodSync(join(folder, name), 0o444)
  chmodSync(folder, 0o555)
  const lister = join(copy, 'test/library/lister.ts')
  const { stdout } = spawnSync(process.execPath, [lister, path], { encoding: 'utf8', cwd: '/' })
  expect(readdirSync(folder)).toEqual(names)
  return stdout
}

function change(sql: string): void {
  const sqlite = new Database(path)
  sqlite.exec(sql)
  sqlite.close()
}

it('shows its runs', () => expect(seen()).toBe('1 runs'))

it('shows the runs of a library that lacks only triggers', () => {
  change('DELETE FROM __drizzle_migrations WHERE id = 2')
  expect(seen()).toBe('1 runs')
})

it('is refused while newer runs are in a log beside it that cannot be read', () => {
  const library = openLibrary(path)
  library.saveRun(exampleEvaluation(), { createdAt: new Date(1), random: Math.random })
  for (const end of ['', '-wal']) copyFileSync(path + end, path.replace('library', 'copy') + end)
  library.close()
  path = path.replace('library', 'copy')
  expect(seen()).toMatch(/newest runs .*copy\.sqlite-wal.* Copy the whole folder somewhere writable/)
})

it('is refused when it was written by a newer version', () => {
  change("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of a later version', 9999999999999)")
  expect(seen()).toContain('was written by a newer version of huijian')
})

it('is refused when a page is damaged', () => {
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0xab, 8192, 12_288))
  expect(seen()).toMatch(/is damaged .* It is left as it was/)
})

it('is refused when it is another program’s file, or empty', () => {
  rmSync(path)
  change('CREATE TABLE phone_book (name TEXT)')
  expect(seen()).toContain('is a SQLite file, but not a library of huijian')
  chmodSync(folder, 0o755)
  rmSync(path)
  writeFileSync(path, '')
  expect(seen()).toMatch(/lacks tables .* Copy the whole folder/)
})
