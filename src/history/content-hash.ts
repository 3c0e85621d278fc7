import { createHash } from 'node:crypto'
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import type { CanonicalColumn } from './canonical.ts'
import type { Dataset } from './dataset.ts'
import { itemsOf, rowsOf, wideItemsOf } from './duckdb.ts'
import { quoteName, quoteText } from './sql-names.ts'

/** A column as fixed-width numbers whose bytes are hashed; a missing value has a number that no row can hold. */
interface Hashed {
  readonly name: string
  readonly kind: string
  readonly sql: string
  readonly bytes: (chunk: DuckDBDataChunk, column: number) => NodeJS.ArrayBufferView
}

/**
 * SHA-256 over the canonical content: per column over its values in canonical row order, then over names, kinds and
 * hashes of the columns. It does not depend on row groups, compression, threads, the version of Parquet, or the order
 * in which a catalogue lists levels. Texts enter as their 128-bit MD5, which DuckDB computes without a JS string for
 * each; numbers as little-endian bytes, as every machine this runs on holds them.
 *
 * @param relation  SQL of the canonical rows, in canonical order
 * @returns also the number of customers: stretches of rows with the same key
 */
export async function contentHash(
  db: DuckDBConnection,
  relation: string,
  columns: readonly CanonicalColumn[],
  dataset: Dataset,
  onRows: (rows: number) => void = () => {},
): Promise<{ readonly hash: string; readonly rows: number; readonly customers: number }> {
  const levels = await levelsPresent(db, relation, columns)
  const hashed = columns.map(column => hashedColumn(column, levels))
  if (dataset.propensity.source === 'design') hashed.push(number('propensity', '"propensity"'))
  const key = hashed.findIndex(h => h.name === 'customer')
  const digests = hashed.map(() => createHash('sha256'))
  const result = await db.stream(`SELECT ${hashed.map(h => h.sql).join(', ')} FROM ${relation}`)
  let rows = 0,
    customers = 0,
    last = new Uint32Array(4)
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let k = 0; k < hashed.length; k++) digests[k]!.update(hashed[k]!.bytes(chunk, k))
    const keys = quarters(wideItemsOf(chunk, key))
    for (let i = 0; i < keys.length; i += 4) {
      const before = i === 0 ? last : keys,
        at = i === 0 ? 0 : i - 4
      const same =
        keys[i] === before[at] &&
        keys[i + 1] === before[at + 1] &&
        keys[i + 2] === before[at + 2] &&
        keys[i + 3] === before[at + 3]
      if (!same || rows + i === 0) customers++
    }
    last = keys.slice(-4)
    rows += chunk.rowCount
    onRows(rows)
  }
  const whole = createHash('sha256').update(`huijian history 1\n${dataset.propensity.source}\n${rows}\n`)
  hashed.forEach((h, k) => whole.update(`${JSON.stringify([h.name, h.kind])} ${digests[k]!.digest('hex')}\n`))
  return { hash: whole.digest('hex'), rows, customers }
}

const quarters = (view: DataView) => new Uint32Array(view.buffer, view.byteOffset, view.byteLength / 4)

function hashedColumn(column: CanonicalColumn, levels: ReadonlyMap<string, readonly string[]>): Hashed {
  const { name } = column,
    value = quoteName(name)
  switch (column.role) {
    case 'id':
    case 'customer':
    case 'action':
      return text(name, value)
    case 'allowed':
      return text(name, `array_to_string(${value}, chr(31))`)
    case 'time':
      return { name, kind: 'time', sql: `epoch_us(${value})`, bytes: itemsOf }
    case 'propensity':
    case 'rate':
    case 'mean':
    case 'numerator':
    case 'denominator':
      return number(name, value)
    case 'feature':
      switch (column.spec.kind) {
        case 'number':
        case 'day':
          return number(name, value)
        case 'boolean':
          return { name, kind: 'boolean', sql: `coalesce(CAST(${value} AS TINYINT), -1::TINYINT)`, bytes: itemsOf }
        case 'category':
          return category(name, value, levels.get(name)!)
      }
  }
}

const text = (name: string, sql: string): Hashed => ({
  name,
  kind: 'text',
  sql: `md5_number(${sql})`,
  bytes: wideItemsOf,
})

const number = (name: string, sql: string): Hashed => ({
  name,
  kind: 'number',
  sql: `coalesce(CAST(${sql} AS DOUBLE), CAST('nan' AS DOUBLE))`,
  bytes: itemsOf,
})

/** Codes of the levels that occur, in alphabetical order: equal rows hash alike whatever else the catalogue lists. */
function category(name: string, value: string, levels: readonly string[]): Hashed {
  const kind = `category ${JSON.stringify(levels)}`
  if (levels.length === 0) return { name, kind, sql: '-1::SMALLINT', bytes: itemsOf }
  const code = `enum_code(CAST(${value} AS ENUM(${levels.map(quoteText).join(', ')})))`
  return { name, kind, sql: `coalesce(CAST(${code} AS SMALLINT), -1::SMALLINT)`, bytes: itemsOf }
}

async function levelsPresent(
  db: DuckDBConnection,
  relation: string,
  columns: readonly CanonicalColumn[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = columns.filter(c => c.role === 'feature' && c.spec.kind === 'category').map(c => c.name)
  if (names.length === 0) return new Map()
  const [found] = await rowsOf(
    db,
    `SELECT ${names
      .map(
        (name, k) => `list_sort(list(DISTINCT ${quoteName(name)})
    FILTER (${quoteName(name)} IS NOT NULL)) AS l${k}`,
      )
      .join(', ')} FROM ${relation}`,
  )
  return new Map(names.map((name, k) => [name, (found?.[`l${k}`] ?? []) as readonly string[]]))
}
