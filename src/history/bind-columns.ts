import type { DuckDBConnection } from '@duckdb/node-api'
import { suggest } from '../strategy/errors.ts'
import { definitionPath, type CanonicalColumn } from './canonical.ts'
import type { Dataset } from './dataset.ts'
import { firstLine, rowsOf } from './duckdb.ts'
import { HistoryError } from './history-error.ts'
import { isNumeric, type BoundColumn } from './row-values.ts'
import type { SourceFile } from './source-file.ts'
import type { SourceRelation } from './source-relation.ts'

/**
 * Binds every expression of the definition to the columns the file has, before any row is read.
 *
 * @throws {HistoryError} at the first expression that does not fit, naming its place in the definition, the column it
 *   looked for and the nearest one there is
 */
export async function bindColumns(
  db: DuckDBConnection,
  file: SourceFile,
  relation: string,
  present: SourceRelation['columns'],
  columns: readonly CanonicalColumn[],
  dataset: Dataset,
): Promise<readonly BoundColumn[]> {
  const types = await typesOf(
    db,
    relation,
    columns.map(c => c.sql),
  )
  if (types !== null) return columns.map((column, k) => checkType({ ...column, type: types[k]! }, dataset))
  for (const column of columns) {
    await bindExpression(db, file, relation, present, `${definitionPath(column)} of “${dataset.name}”`, column.sql)
  }
  throw new HistoryError(`The definition of “${dataset.name}” does not fit ${file.path}.`)
}

/** Types no row could make good. */
function checkType(column: BoundColumn, dataset: Dataset): BoundColumn {
  const where = `${definitionPath(column)} of “${dataset.name}”, ${column.sql}, yields ${column.type}`
  if (column.role === 'time' && isNumeric(column.type)) {
    throw new HistoryError(
      `${where}, not a moment. Write to_timestamp(…) around seconds since 1970, or epoch_ms(…) ` +
        'around milliseconds.',
    )
  }
  if (column.role === 'allowed' && !column.type.endsWith('[]')) {
    throw new HistoryError(`${where}, not a list. Write string_split(…, '|') around text.`)
  }
  return column
}

/**
 * The message for a query that failed on some row although every name in it was right: finds the expression by trying
 * them one by one. Null when none fails alone, so the file itself cannot be read.
 */
export async function failingExpression(
  db: DuckDBConnection,
  file: SourceFile,
  relation: string,
  columns: readonly CanonicalColumn[],
  dataset: Dataset,
): Promise<HistoryError | null> {
  try {
    await rowsOf(db, `SELECT count(*) FROM ${relation}`)
  } catch {
    return null
  }
  for (const column of columns) {
    try {
      await rowsOf(db, `SELECT count((${column.sql})) FROM ${relation}`)
    } catch (error) {
      const where = `${definitionPath(column)} of “${dataset.name}”, the expression ${column.sql}`
      return new HistoryError(
        `${where}, fails on a row of ${file.path}: ${firstLine(error)} ` +
          'Use try_cast or try_strptime where a value may be unreadable.',
        { cause: error },
      )
    }
  }
  return null
}

const describeSql = (relation: string, expressions: readonly string[]) =>
  `DESCRIBE SELECT ${expressions.map((sql, k) => `(${sql}) AS "#${k}"`).join(', ')} FROM ${relation}`

async function typesOf(
  db: DuckDBConnection,
  relation: string,
  expressions: readonly string[],
): Promise<readonly string[] | null> {
  try {
    return (await rowsOf(db, describeSql(relation, expressions))).map(row => String(row['column_type']))
  } catch {
    return null // asked again one by one, to name the culprit
  }
}

/**
 * Binds one expression, without reading a row.
 *
 * @param where  its place in the definition, in words
 */
export async function bindExpression(
  db: DuckDBConnection,
  file: SourceFile,
  relation: string,
  present: SourceRelation['columns'],
  where: string,
  sql: string,
): Promise<void> {
  try {
    await rowsOf(db, describeSql(relation, [sql]))
  } catch (error) {
    const message = misfit(
      (error as Error).message,
      file,
      present.map(c => c.name),
      where,
      sql,
    )
    throw new HistoryError(message, { cause: error })
  }
}

function misfit(complaint: string, file: SourceFile, present: readonly string[], where: string, sql: string): string {
  const missing = /Referenced (?:column|table) "((?:[^"]|"")*)" not found/.exec(complaint)?.[1]?.replaceAll('""', '"')
  if (missing !== undefined && present.length === 1 && file.format.kind === 'csv') {
    return (
      `${file.path} was read as a single column, “${present[0]!.slice(0, 80)}”: its separator was not ` +
      `recognised (${where} looks for “${missing}”). Name it with --delimiter.`
    )
  }
  if (missing !== undefined) {
    return `${file.path} has no column “${missing}”, which ${where} reads.${suggest(missing, present)}`
  }
  const hint =
    file.format.kind !== 'parquet' && complaint.includes('No function matches')
      ? ' In text files a column is text when any part of the definition reads it as it stands; ' +
        'write CAST(… AS DOUBLE) where a number is meant.'
      : ''
  return `${where}, the expression ${sql}, does not fit ${file.path}: ${complaint.split('\n')[0]}${hint}`
}
