import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { CanonicalColumn } from './canonical.ts'
import type { Dataset } from './dataset.ts'
import { itemsOf } from './duckdb.ts'
import { quoteName, quoteText } from './sql-names.ts'

/** A column as fixed-width numbers whose bytes are hashed: NULL has a value of its own that no row can hold. */
interface Hashed {
  readonly name: string
  readonly kind: string
  readonly sql: string
}

/**
 * SHA-256 over the canonical content: per column over its values in canonical row order, then over the names, kinds
 * and hashes of the columns. It does not depend on row groups, compression, threads or the version of Parquet.
 * Texts enter as their 128-bit MD5, which DuckDB computes without making a JS string of each.
 *
 * @param relation  SQL of the canonical rows, in canonical order
 */
export async function contentHash(
  db: DuckDBConnection, relation: string, columns: readonly CanonicalColumn[], dataset: Dataset,
  onRows: (rows: number) => void = () => {},
): Promise<{ readonly hash: string; readonly rows: number; readonly customers: number }> {
  const hashed = columns.flatMap(hashedParts)
  // Two hash values per customer, to count where one customer's rows end; also the columns hashed for `customer`.
  const [high, low] = [hashed.findIndex(h => h.name === 'customer.high'), hashed.findIndex(h => h.name === 'customer.low')]
  const digests = hashed.map(() => createHash('sha256'))
  const result = await db.stream(`SELECT ${hashed.map(h => h.sql).join(', ')} FROM ${relation}`)
  let rows = 0, customers = 0, lastHigh: bigint | null = null, lastLow: bigint | null = null
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let k = 0; k < hashed.length; k++) digests[k]!.update(itemsOf<Float64Array>(chunk, k))
    const highs = itemsOf<BigUint64Array>(chunk, high), lows = itemsOf<BigUint64Array>(chunk, low)
    for (let i = 0; i < highs.length; i++) {
      if (highs[i] !== lastHigh || lows[i] !== lastLow) customers++
      lastHigh = highs[i]!
      lastLow = lows[i]!
    }
    rows += chunk.rowCount
    onRows(rows)
  }
  const whole = createHash('sha256').update(`huijian history 1\n${dataset.propensity.source}\n${rows}\n`)
  hashed.forEach((h, k) => whole.update(`${JSON.stringify([h.name, h.kind])} ${digests[k]!.digest('hex')}\n`))
  return { hash: whole.digest('hex'), rows, customers }
}

function hashedParts(column: CanonicalColumn): readonly Hashed[] {
  const { name } = column, value = quoteName(name)
  const text = (sql: string): readonly Hashed[] => [
    { name: `${name}.high`, kind: 'text', sql: `md5_number_upper(${sql})` },
    { name: `${name}.low`, kind: 'text', sql: `md5_number_lower(${sql})` },
  ]
  const number = (sql: string) => [{ name, kind: 'number', sql: `coalesce(CAST(${sql} AS DOUBLE), CAST('nan' AS DOUBLE))` }]
  switch (column.role) {
    case 'id': case 'customer': case 'action': return text(value)
    case 'allowed': return text(`array_to_string(${value}, chr(31))`)
    case 'time': return [{ name, kind: 'time', sql: `epoch_us(${value})` }]
    case 'propensity': case 'rate': case 'mean': case 'numerator': case 'denominator': return number(value)
    case 'feature': switch (column.spec.kind) {
      case 'number': case 'day': return number(value)
      case 'boolean': return [{ name, kind: 'boolean', sql: `coalesce(CAST(${value} AS TINYINT), -1::TINYINT)` }]
      // By level as text, through a code in sorted order: the same rows hash alike however the catalogue orders levels.
      case 'category': {
        const levels = [...column.spec.levels].sort()
        return [{ name, kind: `category ${JSON.stringify(levels)}`,
          sql: `coalesce(CAST(enum_code(CAST(${value} AS ENUM(${levels.map(quoteText).join(', ')}))) AS SMALLINT), -1::SMALLINT)` }]
      }
    }
  }
}
