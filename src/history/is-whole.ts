import { access, constants, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Imported } from './cache.ts'
import { firstLine, rowsOf, withDuckDb } from './duckdb.ts'
import { HistoryError } from './history-error.ts'
import { quoteText } from './sql-names.ts'

/**
 * Whether the cached file still is Parquet with the rows and customers of the import. All its pages are read, so that
 * damage between header and footer shows as well.
 *
 * @throws {HistoryError} when it cannot be told, for want of memory or permission for instance: that says nothing about
 *   the file, which may be the only copy
 */
export async function isWhole({ parquet, facts }: Pick<Imported, 'parquet' | 'facts'>): Promise<boolean> {
  let scratch: string | undefined
  try {
    await access(parquet, constants.R_OK) // DuckDB does not tell a file that is absent from one it may not see
    scratch = await mkdtemp(join(tmpdir(), 'huijian-check-'))
    return await withDuckDb({ scratch }, async db => {
      try {
        const [found] = await rowsOf(
          db,
          `SELECT count(*)::DOUBLE AS "rows",
          count(DISTINCT "customer")::DOUBLE AS customers, bit_xor(hash(COLUMNS(*)))
          FROM read_parquet(${quoteText(parquet)})`,
        )
        return found?.['rows'] === facts.rows && found['customers'] === facts.customers
      } catch (error) {
        if (speaksOfContent(firstLine(error))) return false
        throw error
      }
    })
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    if (path === parquet && (code === 'ENOENT' || code === 'ENOTDIR')) return false
    throw unreadableNow(parquet, error)
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true })
  }
}

/** The cached file as such may be good: says why it could not be read, and the ways out. */
export const unreadableNow = (parquet: string, error: unknown) =>
  new HistoryError(
    `${parquet} cannot be read now (${firstLine(error)}). Nothing says that it is damaged, so it was left as it is. ` +
      'Check free memory, disk space and permissions and run the command again; if that does not help, remove ' +
      `${dirname(parquet)} and import the file again.`,
    { cause: error },
  )

/**
 * Whether a message of DuckDB's complains about the bytes of a Parquet file. “Invalid Error” is its class for any foreign exception:
 * its Thrift reader's about a broken footer, but the operating system's as well.
 */
export function speaksOfContent(message: string): boolean {
  if (/resource temporarily unavailable|too many open files|cannot allocate|bad_alloc/i.test(message)) return false
  return (
    /^(Invalid|Invalid Input|Binder|Conversion|Out of Range|Serialization|Not implemented) Error:/.test(message) ||
    /^IO Error: (No files found|Could not read enough bytes)|magic bytes|not a parquet|corrupt/i.test(message)
  )
}
