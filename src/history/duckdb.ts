import { availableParallelism } from 'node:os'
import { DuckDBInstance, type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api'

export interface DuckDbSettings {
  /** Folder for the scratch database and for what does not fit in memory. */
  readonly scratch: string
  readonly threads?: number | undefined
  /** Bytes DuckDB may hold before it spills to `scratch`. */
  readonly memoryLimit?: number | undefined
}

/** Half of what is available now: the other half is for the process itself and for its neighbours. */
const DEFAULT_MEMORY_SHARE = 0.5
const LEAST_MEMORY_BYTES = 256 * 2 ** 20

/**
 * A private DuckDB that streams through `scratch` what does not fit in memory. Instants are read and written in UTC,
 * whatever the machine's zone; names not found are errors, never files or web addresses.
 */
export async function withDuckDb<T>(settings: DuckDbSettings, use: (db: DuckDBConnection) => Promise<T>): Promise<T> {
  const memory = settings.memoryLimit ?? Math.max(LEAST_MEMORY_BYTES, process.availableMemory() * DEFAULT_MEMORY_SHARE)
  const instance = await DuckDBInstance.create(`${settings.scratch}/scratch.duckdb`, {
    threads: String(settings.threads ?? availableParallelism()),
    memory_limit: `${Math.floor(memory / 2 ** 20)}MiB`,
    temp_directory: `${settings.scratch}/spill`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  try {
    const db = await instance.connect()
    try {
      await db.run(`SET TimeZone = 'UTC'`)
      await db.run('SET enable_progress_bar = true')
      await db.run('SET enable_progress_bar_print = false')
      return await use(db)
    } finally {
      db.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}

/** All rows of a small result, as plain objects: numbers and texts. */
export async function rowsOf(db: DuckDBConnection, sql: string): Promise<readonly Record<string, unknown>[]> {
  return (await db.runAndReadAll(sql)).getRowObjectsJS()
}

/** The items of a vector of a fixed-width type, as DuckDB holds them. Slots of missing values hold anything at all. */
export function itemsOf<T extends NodeJS.TypedArray = NodeJS.TypedArray>(chunk: DuckDBDataChunk, column: number): T {
  // The class keeps them private, and its getItem makes one object per value: minutes for 10 million rows.
  return (chunk.getColumnVector(column) as unknown as { readonly items: T }).items
}

/** The same for 128-bit types: 16 bytes per row. */
export function wideItemsOf(chunk: DuckDBDataChunk, column: number): DataView {
  return (chunk.getColumnVector(column) as unknown as { readonly dataView: DataView }).dataView
}

/** What DuckDB complains of, without the query it quotes below. */
export const firstLine = (error: unknown) => (error as Error).message.split('\n')[0] ?? ''
