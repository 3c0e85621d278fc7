// What the columns of a file hold, as far as a program can see it.

import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '../duckdb.ts'
import { HistoryError } from '../history-error.ts'
import { endsInZone, instantSql } from '../instant.ts'
import { quoteName } from '../sql-names.ts'

export interface ColumnProfile {
  readonly name: string
  /** DuckDB's type. */
  readonly type: string
  /** What every value reads as. Text that is an instant on every row is an instant; 0 and 1, yes and no are boolean. */
  readonly kind: 'number' | 'boolean' | 'moment' | 'text' | 'nested'
  readonly rows: number
  readonly missing: number
  /** Different values, missing not counted; exact up to `MOST_LISTED`, an estimate above. */
  readonly distinct: number
  /** Smallest and largest number; null for anything else. */
  readonly min: number | null
  readonly max: number | null
  /** All values as text, the most frequent first; null when there are more than `MOST_LISTED`. */
  readonly values: readonly { readonly text: string; readonly rows: number }[] | null
}

/** Name of the DuckDB table the file is read into. */
export const DRAFT_ROWS = 'draft_rows'

/** A category with more levels than this is a text nobody can read in a rule. */
export const MOST_LISTED = 60

const isNumber = (type: string) => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/.test(type)
const isNested = (type: string) => /\[|STRUCT|MAP|UNION|BLOB/.test(type)

/** SQL of a column without the empty texts that stand for missing values. */
export const filled = ({ name, type }: { readonly name: string; readonly type: string }) =>
  type === 'VARCHAR' ? `nullif(${quoteName(name)}, '')` : quoteName(name)

/**
 * Whether the instants of a column carry a zone.
 * @throws {HistoryError} when some do and some do not: which is which in the others nobody knows
 */
export async function isZoned(db: DuckDBConnection, relation: string, column: ColumnProfile): Promise<boolean> {
  if (column.type !== 'VARCHAR') return column.type === 'TIMESTAMP WITH TIME ZONE'
  const [found] = await rowsOf(
    db,
    `SELECT count(*) FILTER (zoned)::DOUBLE AS zoned, count(*)::DOUBLE AS known FROM (
    SELECT ${endsInZone(quoteName(column.name))} AS zoned FROM ${relation} WHERE ${filled(column)} IS NOT NULL)`,
  )
  const zoned = Number(found?.['zoned']),
    known = Number(found?.['known'])
  if (zoned > 0 && zoned < known) {
    throw new HistoryError(
      `In the time column “${column.name}” ${zoned} of ${known} moments carry a zone and the ` +
        'others do not. Export them alike.',
    )
  }
  return zoned > 0
}

/** @param relation  name of a table with the rows */
export async function profileColumns(
  db: DuckDBConnection,
  relation: string,
  columns: readonly { readonly name: string; readonly type: string }[],
): Promise<readonly ColumnProfile[]> {
  const profiles: ColumnProfile[] = []
  for (const column of columns) profiles.push(await profileColumn(db, relation, column))
  return profiles
}

async function profileColumn(
  db: DuckDBConnection,
  relation: string,
  column: { readonly name: string; readonly type: string },
): Promise<ColumnProfile> {
  const { name, type } = column,
    value = filled(column)
  const number = isNumber(type),
    nested = isNested(type)
  const [facts] = await rowsOf(
    db,
    `SELECT count(*)::DOUBLE AS rows, count(${value})::DOUBLE AS known,
      approx_count_distinct(${nested ? `CAST(${value} AS VARCHAR)` : value})::DOUBLE AS about,
      ${number ? `min(${value})::DOUBLE` : 'NULL'} AS min, ${number ? `max(${value})::DOUBLE` : 'NULL'} AS max,
      ${type === 'VARCHAR' ? `count(${instantSql(value)})::DOUBLE` : '0'} AS moments,
      ${type === 'VARCHAR' ? `count(TRY_CAST(${value} AS BOOLEAN))::DOUBLE` : '0'} AS flags
    FROM ${relation}`,
  )
  const count = (what: string) => Number(facts![what])
  const rows = count('rows'),
    known = count('known')
  // The estimate may be off by a tenth or so; a column just above the border is listed and then counted exactly.
  const values = nested || count('about') > MOST_LISTED * 1.5 ? null : await listValues(db, relation, value)
  const kind = nested ? 'nested' : kindOf()
  return {
    name,
    type,
    kind,
    rows,
    missing: rows - known,
    distinct: values?.length ?? count('about'),
    min: number && known > 0 ? count('min') : null,
    max: number && known > 0 ? count('max') : null,
    values: values !== null && values.length > MOST_LISTED ? null : values,
  }

  function kindOf(): ColumnProfile['kind'] {
    const both = values?.length === 2
    if (type === 'BOOLEAN') return 'boolean'
    if (number) return both && count('min') === 0 && count('max') === 1 ? 'boolean' : 'number'
    if (/^(DATE|TIMESTAMP)/.test(type)) return 'moment'
    if (known > 0 && count('moments') === known) return 'moment'
    if (both && count('flags') === known) return 'boolean'
    return 'text'
  }
}

async function listValues(
  db: DuckDBConnection,
  relation: string,
  value: string,
): Promise<NonNullable<ColumnProfile['values']>> {
  const rows = await rowsOf(
    db,
    `SELECT CAST(${value} AS VARCHAR) AS text, count(*)::DOUBLE AS rows FROM ${relation}
    WHERE ${value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_LISTED * 2}`,
  )
  return rows.map(row => ({ text: String(row['text']), rows: Number(row['rows']) }))
}

/** True when no value of the column occurs twice and none is missing: it could be the key of the rows. */
export async function isUnique(db: DuckDBConnection, relation: string, column: ColumnProfile): Promise<boolean> {
  if (column.missing > 0 || column.distinct < 0.8 * column.rows) return false
  const [row] = await rowsOf(db, `SELECT count(DISTINCT ${filled(column)}) = count(*) AS alike FROM ${relation}`)
  return row!['alike'] === true
}

/** Rows on which an instant lies after the decision's. */
export async function rowsLater(
  db: DuckDBConnection,
  relation: string,
  column: ColumnProfile,
  time: ColumnProfile,
): Promise<number> {
  const [row] = await rowsOf(
    db,
    `SELECT count(*)::DOUBLE AS later FROM ${relation}
    WHERE ${instantSql(filled(column))} > ${instantSql(filled(time))}`,
  )
  return Number(row!['later'])
}
