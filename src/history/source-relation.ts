import type { DuckDBConnection } from '@duckdb/node-api'
import { ROW } from './canonical.ts'
import { rowsOf } from './duckdb.ts'
import type { SourceFile } from './source-file.ts'
import { listOfTexts, quoteName, quoteText } from './sql-names.ts'

/** What of a definition decides how text is read. */
export interface ReadAs {
  /** Columns the definition reads as they stand, lower case: they stay text, so `00123` stays `00123`. */
  readonly text: ReadonlySet<string>
  /** Columns named anywhere in the definition, lower case: only these are examined. */
  readonly named: ReadonlySet<string> | 'all'
  /** Texts in the definition's expressions: a column that holds one of them among numbers is meant to. */
  readonly texts?: readonly string[]
}

export interface SourceRelation {
  readonly columns: readonly SourceColumn[]
  /**
   * SQL that can stand after FROM: `#row` from `offset` + 1, `#fault`, and the source columns. Malformed lines (too few
   * cells, an open quote) have no row; `noting` leaves them in DuckDB's table `reject_errors`, `skipping` does not.
   */
  readonly noting: string
  readonly skipping: string
}

interface SourceColumn {
  readonly name: string
  readonly type: string
}

/** Rows of JSON in which every column must have been seen. */
const SAMPLE_ROWS = 20_480
const LONGEST_LINE_BYTES = 16 * 2 ** 20

/**
 * The rows of a file as DuckDB reads them. Text columns read as they stand stay text and are cast by the checks of the
 * canonical column. Those inside expressions are numbers when at least the `numeric` share of their values is, and a
 * row that does not fit gets a `#fault`. Dates stay text: guessing their format is how March 4th becomes April 3rd.
 */
export async function sourceRelation(
  db: DuckDBConnection,
  file: SourceFile,
  readAs: ReadAs,
  offset: number,
  numeric = 1,
): Promise<SourceRelation> {
  const { format } = file,
    path = quoteText(file.path)
  if (format.kind === 'parquet') {
    const sql = `(SELECT file_row_number + ${offset + 1} AS ${ROW}, CAST(NULL AS VARCHAR) AS "#fault",
      * EXCLUDE (file_row_number) FROM read_parquet(${path}, file_row_number = true))`
    return { columns: await describe(db, `read_parquet(${path})`), noting: sql, skipping: sql }
  }
  if (format.kind === 'csv') {
    const texts = format.header.map(name => `${quoteText(name)}: 'VARCHAR'`).join(', ')
    const raw = (rejects: string) => `(SELECT row_number() OVER () + ${offset} AS ${ROW}, *
      FROM read_csv(${path}, delim = ${quoteText(format.delimiter)}, quote = '"', escape = '"', header = true,
        auto_detect = false, columns = {${texts}}, ${LONG_LINES}, ${rejects} = true))`
    return typed(
      db,
      raw,
      format.header.map(name => ({ name, type: 'VARCHAR' })),
      readAs,
      numeric,
    )
  }
  const found = await describe(
    db,
    `read_json(${path}, format = 'newline_delimited', ignore_errors = true,
    sample_size = ${SAMPLE_ROWS}, maximum_object_size = ${LONGEST_LINE_BYTES})`,
  )
  const columns = found.map(({ name, type }) => ({ name, type: isList(type) || type === 'BOOLEAN' ? type : 'VARCHAR' }))
  const shape = JSON.stringify(
    Object.fromEntries(columns.map(({ name, type }) => [name, isList(type) ? ['VARCHAR'] : 'VARCHAR'])),
  )
  // Read as a table of one text column, so that broken lines are counted and every line keeps its number.
  const raw = (rejects: string) => `(SELECT ${ROW}, "#line" IS NULL OR NOT json_valid("#line") AS "#broken",
    unnest(CASE WHEN json_valid("#line") THEN json_transform("#line", ${quoteText(shape)}) END)
    FROM (SELECT row_number() OVER () + ${offset} AS ${ROW}, "#line"
      FROM read_csv(${path}, delim = '\u0001', quote = '', escape = '', header = false, auto_detect = false,
        columns = {'#line': 'VARCHAR'}, ${LONG_LINES}, ${rejects} = true)))`
  return typed(db, raw, columns, readAs, numeric, `WHEN "#broken" THEN 'the line is not a JSON object'`)
}

const LONG_LINES = `max_line_size = ${LONGEST_LINE_BYTES}`

/** Numbers made of the text columns that stand inside expressions and look like numbers. */
async function typed(
  db: DuckDBConnection,
  raw: (rejects: string) => string,
  texts: readonly SourceColumn[],
  readAs: ReadAs,
  numeric: number,
  fault = '',
): Promise<SourceRelation> {
  const columns = await guessNumbers(db, raw('ignore_errors'), texts, readAs, numeric)
  const values = columns.map(({ name, type }) =>
    type === 'VARCHAR' || isList(type)
      ? quoteName(name)
      : `TRY_CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`,
  )
  const faults = columns.flatMap(({ name, sound }) =>
    sound === undefined
      ? []
      : [
          `WHEN NOT ${sound}
    THEN concat(${quoteText(`column ${name} “`)}, left(${quoteName(name)}, 60), '” is not a number')`,
        ],
  )
  const sql = (rejects: string) => `(SELECT ${ROW}, CASE ${fault} ${faults.join('\n    ')} WHEN false THEN '' END
    AS "#fault", ${values.join(', ')} FROM ${raw(rejects)})`
  return { columns, noting: sql('store_rejects'), skipping: sql('ignore_errors') }
}

/**
 * Decided over all rows, not a sample: in a sample, an amount that is nearly always 0 passes for a whole number. Only
 * what is written like a number is one; `00123` and `+5` would not survive the way back to text.
 */
async function guessNumbers(
  db: DuckDBConnection,
  raw: string,
  columns: readonly SourceColumn[],
  { text, named, texts = [] }: ReadAs,
  numeric: number,
): Promise<readonly (SourceColumn & { readonly sound?: string })[]> {
  const open = columns.filter(
    ({ name, type }) =>
      type === 'VARCHAR' && !text.has(name.toLowerCase()) && (named === 'all' || named.has(name.toLowerCase())),
  )
  if (open.length === 0) return columns
  const [found] = await rowsOf(
    db,
    `SELECT ${open
      .map(({ name }, k) => {
        const column = quoteName(name)
        const alike = (pattern: string) => `count(*) FILTER (regexp_full_match(${column}, '${pattern}'))::DOUBLE`
        return `coalesce(bool_or(list_contains(${listOfTexts(texts)}::VARCHAR[], ${column})), false) AS meant${k},
      count(${column})::DOUBLE AS present${k}, ${alike(NUMBER)} AS numbers${k}, ${alike(WHOLE)} AS wholes${k}`
      })
      .join(', ')} FROM ${raw}`,
  )
  const guessed = new Map(
    open.flatMap(({ name }, k) => {
      const counted = (what: string) => Number(found?.[`${what}${k}`])
      const present = counted('present'),
        numbers = counted('numbers'),
        wholes = counted('wholes')
      if (numbers === 0 || numbers < (found?.[`meant${k}`] === true ? present : numeric * present)) return []
      const [type, pattern] = wholes === numbers ? ['BIGINT', WHOLE] : ['DOUBLE', NUMBER]
      const sound = `coalesce(regexp_full_match(${quoteName(name)}, '${pattern}'), true)`
      return [[name, { name, type, ...(numbers < present ? { sound } : {}) }]]
    }),
  )
  return columns.map(column => guessed.get(column.name) ?? column)
}

const WHOLE = '-?(0|[1-9][0-9]{0,14})' // 15 digits: what a double holds exactly
const NUMBER = '-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?'

async function describe(db: DuckDBConnection, relation: string): Promise<readonly SourceColumn[]> {
  return (await rowsOf(db, `DESCRIBE SELECT * FROM ${relation}`)).map(row => ({
    name: String(row['column_name']),
    type: String(row['column_type']),
  }))
}

const isList = (type: string) => type.endsWith('[]')
