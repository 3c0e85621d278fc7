import type { DuckDBConnection } from '@duckdb/node-api'
import { ROW } from './canonical.ts'
import { rowsOf } from './duckdb.ts'
import { quoteName, quoteText } from './sql-names.ts'
import type { SourceFile } from './source-file.ts'

/** What of a definition decides how text is read. */
export interface ReadAs {
  /** Columns the definition reads as they stand, lower case: they stay text, so `00123` stays `00123`. */
  readonly text: ReadonlySet<string>
  /** Columns named anywhere in the definition, lower case: only in these does an unreadable value condemn a row. */
  readonly named: ReadonlySet<string>
}

export interface SourceRelation {
  /** SQL that can stand after FROM: `#row` from `offset` + 1, `#fault`, and the source columns. */
  readonly sql: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** Rows from which DuckDB guesses the types of text columns that only stand inside expressions. */
const SAMPLE_ROWS = 20_480
const LONGEST_LINE_BYTES = 16 * 2 ** 20

/**
 * The rows of a file as DuckDB reads them. Text columns read as they stand stay text and are cast by the checks of the
 * canonical column; those inside expressions are cast to the number type their first rows have, and a later row that
 * does not fit gets a `#fault`.
 *
 * @param collectRejects  keep lines with too few or too many cells in DuckDB's table `reject_errors`, else skip them
 */
export async function sourceRelation(
  db: DuckDBConnection, file: SourceFile, readAs: ReadAs, offset: number, collectRejects: 'collect' | 'skip',
): Promise<SourceRelation> {
  const { format } = file, path = quoteText(file.path)
  if (format.kind === 'parquet') {
    const columns = await describe(db, `read_parquet(${path})`)
    return {
      columns,
      sql: `(SELECT file_row_number + ${offset + 1} AS ${ROW}, CAST(NULL AS VARCHAR) AS "#fault", * EXCLUDE (file_row_number)
        FROM read_parquet(${path}, file_row_number = true))`,
    }
  }
  if (format.kind === 'csv') {
    const read = `delim = ${quoteText(format.delimiter)}, quote = '"', escape = '"', header = true,
      max_line_size = ${LONGEST_LINE_BYTES}`
    const sniffed = await describe(db, `read_csv(${path}, ${read}, ignore_errors = true, sample_size = ${SAMPLE_ROWS},
      auto_type_candidates = ['BIGINT', 'DOUBLE', 'VARCHAR'])`)
    // The header as this program reads it names the columns; DuckDB's own reading of it only lends the types.
    const columns = format.header.map((name, k) => ({ name, type: textType(name, sniffed[k]?.type ?? 'VARCHAR', readAs) }))
    const raw = `read_csv(${path}, ${read}, auto_detect = false, ${collectRejects === 'collect' ? 'store_rejects' : 'ignore_errors'} = true,
      columns = {${format.header.map(name => `${quoteText(name)}: 'VARCHAR'`).join(', ')}})`
    return { columns, sql: castText(`(SELECT row_number() OVER () + ${offset} AS ${ROW}, * FROM ${raw})`, columns, readAs) }
  }
  const columns = (await describe(db, `read_json(${path}, format = 'newline_delimited', ignore_errors = true,
    sample_size = ${SAMPLE_ROWS}, maximum_object_size = ${LONGEST_LINE_BYTES})`))
    .map(({ name, type }) => ({ name, type: type.endsWith('[]') ? type : textType(name, type, readAs) }))
  const shape = JSON.stringify(Object.fromEntries(columns.map(({ name, type }) => [name, type.endsWith('[]') ? ['VARCHAR'] : 'VARCHAR'])))
  const lines = `read_csv(${path}, delim = '\u0001', quote = '', escape = '', header = false, auto_detect = false,
    columns = {'#line': 'VARCHAR'}, max_line_size = ${LONGEST_LINE_BYTES}, ignore_errors = true)`
  return {
    columns,
    sql: castText(`(SELECT ${ROW}, "#line" IS NULL OR NOT json_valid("#line") AS "#broken",
      unnest(CASE WHEN json_valid("#line") THEN json_transform("#line", ${quoteText(shape)}) END)
      FROM (SELECT row_number() OVER () + ${offset} AS ${ROW}, "#line" FROM ${lines}))`, columns, readAs, '"#broken"'),
  }
}

async function describe(db: DuckDBConnection, relation: string) {
  return (await rowsOf(db, `DESCRIBE SELECT * FROM ${relation}`))
    .map(row => ({ name: String(row['column_name']), type: String(row['column_type']) }))
}

/** Dates stay text: guessing their format from the first rows is how March becomes the third of some month. */
function textType(name: string, sniffed: string, { text }: ReadAs): string {
  if (text.has(name.toLowerCase())) return 'VARCHAR'
  return sniffed === 'BIGINT' || sniffed === 'DOUBLE' || sniffed === 'BOOLEAN' ? sniffed : 'VARCHAR'
}

function castText(raw: string, columns: SourceRelation['columns'], { named }: ReadAs, broken?: string): string {
  const cast = columns.map(({ name, type }) => {
    const column = quoteName(name)
    return type === 'VARCHAR' || type.endsWith('[]') ? column : `${castSql(column, type)} AS ${column}`
  })
  const faults = columns.filter(({ name, type }) => type !== 'VARCHAR' && !type.endsWith('[]') && named.has(name.toLowerCase()))
    .map(({ name, type }) => `WHEN ${quoteName(name)} IS NOT NULL AND ${castSql(quoteName(name), type)} IS NULL
      THEN concat(${quoteText(`column ${name} “`)}, left(${quoteName(name)}, 60), ${quoteText(`” is not ${KIND[type] ?? type}`)})`)
  if (broken !== undefined) faults.unshift(`WHEN ${broken} THEN 'the line is not a JSON object'`)
  const fault = faults.length === 0 ? 'CAST(NULL AS VARCHAR)' : `CASE ${faults.join('\n      ')} END`
  return `(SELECT ${ROW}, ${fault} AS "#fault", ${cast.join(', ')} FROM ${raw})`
}

const KIND: Readonly<Record<string, string>> = { BIGINT: 'a whole number', DOUBLE: 'a number', BOOLEAN: 'true or false' }

/** DuckDB rounds '1.5' to 2 on the way to BIGINT; a whole number is asked to be one. */
function castSql(column: string, type: string): string {
  if (type !== 'BIGINT') return `TRY_CAST(${column} AS ${type})`
  return `CASE WHEN TRY_CAST(${column} AS DOUBLE) = floor(TRY_CAST(${column} AS DOUBLE)) THEN TRY_CAST(${column} AS BIGINT) END`
}
