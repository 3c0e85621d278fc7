import type { DuckDBConnection } from '@duckdb/node-api'
import { suggest } from '../strategy/errors.ts'
import { definitionPath, type CanonicalColumn } from './canonical.ts'
import type { Dataset } from './dataset.ts'
import { rowsOf } from './duckdb.ts'
import { HistoryError } from './history-error.ts'
import type { BoundColumn } from './row-checks.ts'
import type { SourceFile } from './source-file.ts'
import type { SourceRelation } from './source-relation.ts'

/**
 * Binds every expression of the definition to the columns the file has, before any row is read.
 *
 * @throws {HistoryError} at the first expression that does not fit, naming its place in the definition, the column it
 *   looked for and the nearest one there is
 */
export async function bindColumns(
  db: DuckDBConnection, file: SourceFile, relation: string, present: SourceRelation['columns'],
  columns: readonly CanonicalColumn[], dataset: Dataset,
): Promise<readonly BoundColumn[]> {
  const types = await typesOf(db, relation, columns.map(c => c.sql))
  if (types !== null) return columns.map((column, k) => ({ ...column, type: types[k]! }))
  for (const column of columns) {
    try {
      await rowsOf(db, describeSql(relation, [column.sql]))
    } catch (error) {
      throw unbound(error as Error, column, file, present.map(c => c.name), dataset)
    }
  }
  throw new HistoryError(`The definition of “${dataset.name}” does not fit ${file.path}.`)
}

const describeSql = (relation: string, expressions: readonly string[]) =>
  `DESCRIBE SELECT ${expressions.map((sql, k) => `(${sql}) AS "#${k}"`).join(', ')} FROM ${relation}`

async function typesOf(db: DuckDBConnection, relation: string, expressions: readonly string[]): Promise<readonly string[] | null> {
  try {
    return (await rowsOf(db, describeSql(relation, expressions))).map(row => String(row['column_type']))
  } catch {
    return null // asked again one by one, to name the culprit
  }
}

function unbound(error: Error, column: CanonicalColumn, file: SourceFile, present: readonly string[], dataset: Dataset): HistoryError {
  const where = `${definitionPath(column)} of “${dataset.name}”`
  const missing = /Referenced column "((?:[^"]|"")*)" not found/.exec(error.message)?.[1]?.replaceAll('""', '"')
    ?? /Referenced table "((?:[^"]|"")*)" not found/.exec(error.message)?.[1]
  if (missing === undefined) {
    const [first = ''] = error.message.split('\n')
    return new HistoryError(`${where}, the expression ${column.sql}, does not fit ${file.path}: ${first}`, { cause: error })
  }
  if (present.length === 1 && file.format.kind === 'csv') {
    return new HistoryError(`${file.path} was read as a single column, “${present[0]!.slice(0, 80)}”: its separator was not recognised ` +
      `(${where} looks for “${missing}”). Name it with --delimiter.`, { cause: error })
  }
  return new HistoryError(`${file.path} has no column “${missing}”, which ${where} reads.${suggest(missing, present)}`, { cause: error })
}
