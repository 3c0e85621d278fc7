import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Imported } from './cache.ts'
import { rowsOf, withDuckDb } from './duckdb.ts'
import { quoteText } from './sql-names.ts'

/**
 * Whether the cached file still is Parquet with the rows and customers of the import. All its pages are read, so that
 * damage between header and footer shows as well.
 */
export async function isWhole({ parquet, facts }: Pick<Imported, 'parquet' | 'facts'>): Promise<boolean> {
  const scratch = await mkdtemp(join(tmpdir(), 'huijian-check-'))
  try {
    const [found] = await withDuckDb({ scratch }, db => rowsOf(db, `SELECT count(*)::DOUBLE AS "rows",
      count(DISTINCT "customer")::DOUBLE AS customers, bit_xor(hash(COLUMNS(*)))
      FROM read_parquet(${quoteText(parquet)})`))
    return found?.['rows'] === facts.rows && found['customers'] === facts.customers
  } catch {
    return false // what DuckDB cannot read is damaged
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
