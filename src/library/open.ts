// Opening the SQLite file: look before touching, then bring the tables up to date. Nothing is written to a file that
// is not a healthy library of this version or an older one.

import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator'
import { LibraryError } from './errors.ts'

/** How long a writer waits for another process before it gives up, in ms. A save takes some milliseconds. */
const BUSY_TIMEOUT = 30_000

export interface Connection {
  readonly sqlite: Database.Database
  readonly db: BetterSQLite3Database
}

/**
 * Opens or creates the database.
 *
 * @throws {LibraryError} when the file is damaged, is not a library, or was written by a newer version; and when it is
 *   not writable and so cannot be read as it is now
 */
export function connect(path: string): Connection {
  const migrations = readMigrationFiles({ migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) })
  if (existsSync(path) && !writable(path)) return lookOnly(path, migrations)
  // An empty file is what SQLite leaves when it is killed before the first commit.
  if (existsSync(path) && statSync(path).size > 0) inspect(path, migrations)
  try {
    mkdirSync(dirname(path), { recursive: true })
    const sqlite = new Database(path, { timeout: BUSY_TIMEOUT })
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL') // a run that was reported as saved survives a power cut
    sqlite.pragma('foreign_keys = ON')
    migrate(sqlite, migrations)
    return { sqlite, db: drizzle(sqlite) }
  } catch (error) {
    throw new LibraryError(`The library ${path} cannot be opened for writing: ${messageOf(error)}.`, { cause: error })
  }
}

/** SQLite writes its -wal and -shm beside the file, so the folder has to be writable as well. */
function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** A library on a read-only disk or of somebody else: runs can be listed and shown; saving fails and says why. */
function lookOnly(path: string, migrations: readonly MigrationMeta[]): Connection {
  let sqlite: Database.Database | undefined
  try {
    sqlite = openReadOnly(path)
    const seen = check(sqlite, path, migrations)
    const pending = migrations.filter(m => !seen.includes(m.hash)).flatMap(m => m.sql)
    if (pending.some(statement => !GUARD.test(statement))) {
      throw new LibraryError(
        `The library ${path} lacks tables of this version of huijian, and is not writable to be given them. ${COPY_IT}`,
      )
    }
    return { sqlite, db: drizzle(sqlite) }
  } catch (error) {
    sqlite?.close()
    if (error instanceof LibraryError) throw error
    if (isDamage(error)) throw damaged(path, messageOf(error), error)
    throw new LibraryError(
      `The library ${path} is not writable and cannot be read either: ${messageOf(error)}. It is left as it was.`,
      { cause: error },
    )
  }
}

/** A trigger only guards what is written: a library that lacks it can be read. */
const GUARD = /^\s*(--.*\s*)*CREATE TRIGGER\b/i

/** In WAL mode SQLite makes files beside the library even to read; where it may not, a copy in memory is read. */
function openReadOnly(path: string): Database.Database {
  try {
    const sqlite = new Database(path, { readonly: true, timeout: BUSY_TIMEOUT })
    appliedHashes(sqlite)
    return sqlite
  } catch (error) {
    if (!/^SQLITE_(CANTOPEN|READONLY)/.test(codeOf(error))) throw error
    refuseIfUnsettled(path)
    const image = readFileSync(path)
    refuseIfUnsettled(path) // a writer may have come meanwhile
    image.set([1, 1], 18) // read and write version of the header: a rollback journal instead of WAL
    return new Database(image, { readonly: true })
  }
}

/** The main file alone is an old state, or half of a new one, while a log beside it holds what it lacks. */
function refuseIfUnsettled(path: string): void {
  const log = [`${path}-wal`, `${path}-journal`].find(
    name => (statSync(name, { throwIfNoEntry: false })?.size ?? 0) > 0,
  )
  if (log === undefined) return
  throw new LibraryError(
    `The newest runs of the library ${path} are still in ${log}, which can only be read where ` +
      `it is writable. ${COPY_IT}`,
  )
}

const COPY_IT = 'Copy the whole folder somewhere writable and open the library there; it is left as it was.'

/**
 * Asks only: health of every page, and which migrations the file has seen. Not opened `readonly`, because SQLite then
 * leaves its -wal and -shm files behind.
 */
function inspect(path: string, migrations: readonly MigrationMeta[]): void {
  let sqlite: Database.Database | undefined
  try {
    sqlite = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT })
    check(sqlite, path, migrations)
  } catch (error) {
    if (error instanceof LibraryError) throw error
    if (isDamage(error)) throw damaged(path, messageOf(error), error)
    throw new LibraryError(
      `The library ${path} cannot be read now: ${messageOf(error)}. It is left as it was. Try ` +
        'again when no other program uses it.',
      { cause: error },
    )
  } finally {
    sqlite?.close()
  }
}

/** What holds for every library that is opened, writable or not. Returns the migrations it has seen. */
function check(sqlite: Database.Database, path: string, migrations: readonly MigrationMeta[]): readonly string[] {
  const health = sqlite.pragma('quick_check(1)', { simple: true })
  const seen = appliedHashes(sqlite)
  if (seen.length === 0 && sqlite.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined) {
    throw new LibraryError(
      `${path} is a SQLite file, but not a library of huijian. Choose another path for the library.`,
    )
  }
  if (health !== 'ok')
    throw damaged(
      path,
      String(health)
        .replace(/^\*\*\*.*\*\*\*\s*/, '')
        .replaceAll('\n', '; '),
    )
  const known = new Set(migrations.map(m => m.hash))
  if (seen.some(hash => !known.has(hash))) {
    throw new LibraryError(
      `The library ${path} was written by a newer version of huijian. Update huijian to open it; the file is left as ` +
        'it was.',
    )
  }
  return seen
}

/** Other failures (locked, no memory, no permission) say nothing about the file. */
const isDamage = (error: unknown) => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))

const codeOf = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : '')

function damaged(path: string, reason: string, cause?: unknown): LibraryError {
  return new LibraryError(
    `The library ${path} is damaged (${reason}). It is left as it was. Restore a copy, or move it away and run again ` +
      'to start a new one.',
    { cause },
  )
}

/** Under one write lock, so that two processes starting at once do not both create the tables. */
function migrate(sqlite: Database.Database, migrations: readonly MigrationMeta[]): void {
  if (appliedHashes(sqlite).length === migrations.length) return
  sqlite
    .transaction(() => {
      // The table drizzle's own migrator keeps; its migrator reads it before it locks, which loses the race.
      sqlite.exec(
        'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash text NOT NULL, created_at numeric)',
      )
      const applied = new Set(appliedHashes(sqlite))
      const note = sqlite.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      for (const migration of migrations.filter(m => !applied.has(m.hash))) {
        for (const statement of migration.sql) sqlite.exec(statement)
        note.run(migration.hash, migration.folderMillis)
      }
    })
    .immediate()
}

function appliedHashes(sqlite: Database.Database): string[] {
  const table = sqlite
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '__drizzle_migrations'")
    .get()
  if (table === undefined) return []
  return sqlite
    .prepare<[], { hash: string }>('SELECT hash FROM __drizzle_migrations')
    .all()
    .map(row => row.hash)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
