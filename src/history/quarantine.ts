// Rows that cannot be taken: found, counted, and written to a file with line number and reason.

import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { ROW } from './canonical.ts'
import type { Dataset } from './dataset.ts'
import { rowsOf } from './duckdb.ts'
import { HistoryError } from './history-error.ts'
import type { SourceFile } from './source-file.ts'
import { quoteText } from './sql-names.ts'

/** Tables of one import: `seen` has every row's number and the hash of its decision id, `faults` the rows set aside. */
export async function createFaultTables(db: DuckDBConnection): Promise<void> {
  await db.run('CREATE TABLE faults (file VARCHAR, line BIGINT, "row" BIGINT, reason VARCHAR)')
  await db.run('CREATE TABLE seen (file VARCHAR, line BIGINT, "row" BIGINT, reason VARCHAR, id UBIGINT)')
}

/**
 * Reads a file once and notes every row with a fault.
 *
 * @param checked  `checkedRowsSql` of the file, reading it so that DuckDB keeps malformed lines in `reject_errors`
 * @param offset   rows in the files before it
 * @returns rows read, without the malformed lines; `malformed` counts those
 */
export async function findFaults(
  db: DuckDBConnection,
  file: SourceFile,
  checked: string,
  dataset: Dataset,
  offset: number,
): Promise<{ readonly rows: number; readonly malformed: number }> {
  const header = file.format.kind === 'csv' ? 1 : 0,
    name = quoteText(file.name)
  const id = dataset.decision.id === undefined ? 'NULL' : 'hash("decision_id")' // row numbers are unique by themselves
  await db.run(`INSERT INTO seen SELECT ${name}, ${ROW} - ${offset} + ${header}, ${ROW}, "#fault", ${id}
    FROM (${checked})`)
  const [counts] = await rowsOf(db, `SELECT count(*)::DOUBLE AS "rows" FROM seen WHERE "row" > ${offset}`)
  const malformed = file.format.kind === 'parquet' ? 0 : await takeMalformed(db, file)
  return { rows: Number(counts?.['rows']), malformed }
}

/**
 * Lines DuckDB could not cut into cells. It numbers rows without them; their own numbers put the others right. An open
 * quote swallows the lines after it; those count as well, lest a thousand lost rows pass for one.
 */
async function takeMalformed(db: DuckDBConnection, file: SourceFile): Promise<number> {
  const name = quoteText(file.name)
  await db.run(`CREATE OR REPLACE TEMP TABLE malformed AS SELECT *, row_number() OVER (ORDER BY line) AS nth FROM (
    SELECT line, min_by(CASE CAST(error_type AS VARCHAR) ${Object.entries(MALFORMED)
      .map(([type, reason]) => `WHEN ${quoteText(type)} THEN ${quoteText(reason)}`)
      .join(' ')} ELSE error_message END, column_idx) AS message,
      max(CASE WHEN CAST(error_type AS VARCHAR) = 'UNQUOTED VALUE'
        THEN len(string_split(trim(csv_line, chr(10) || chr(13)), chr(10))) ELSE 1 END) AS lines
    FROM reject_errors GROUP BY line)`)
  const [found] = await rowsOf(
    db,
    `SELECT count(*)::DOUBLE AS places, coalesce(sum(lines), 0)::DOUBLE AS lines
    FROM malformed`,
  )
  if (Number(found?.['places']) === 0) return 0
  await db.run(`INSERT INTO faults SELECT ${name}, line + unnest(range(lines)), NULL, message FROM malformed`)
  // The nth malformed line stands after line − nth good ones (header included), so later rows lie n lines further down.
  await db.run(`UPDATE seen SET line = seen.line + shift.nth FROM (SELECT s."row", m.nth
    FROM (SELECT "row", line FROM seen WHERE file = ${name}) s
    ASOF JOIN (SELECT line - nth AS before, max(nth) AS nth FROM malformed GROUP BY before) m
    ON s.line > m.before) shift
    WHERE shift."row" = seen."row"`)
  await db.run('DELETE FROM reject_errors')
  return Number(found?.['lines'])
}

const MALFORMED = {
  'MISSING COLUMNS': 'the line has fewer cells than the header',
  'TOO MANY COLUMNS': 'the line has more cells than the header',
  'UNQUOTED VALUE': 'a quote is opened and not closed, or stands inside a cell',
  'INVALID ENCODING': 'the line is not UTF-8 text',
}

export interface QuarantineSettings {
  readonly path: string
  /** Rows read and lines malformed, over all files. */
  readonly total: number
  readonly limit: number
  readonly files: readonly string[]
}

/**
 * Sets aside every row with a fault and every row that repeats an earlier decision id, and writes them to the file.
 *
 * @param all  the checked rows of all files
 * @throws {HistoryError} when there is no row, when none is good, or when more than the declared share is bad
 */
export async function writeQuarantine(
  db: DuckDBConnection,
  all: string,
  dataset: Dataset,
  { path, total, limit, files }: QuarantineSettings,
): Promise<{ readonly path: string; readonly rows: number } | null> {
  if (total === 0) throw new HistoryError(`${files.join(', ')} has a header but no row. Export it again.`)
  await db.run('INSERT INTO faults SELECT file, line, "row", reason FROM seen WHERE reason IS NOT NULL')
  if (dataset.decision.id !== undefined) await repeatedIds(db, all)
  const [found] = await rowsOf(db, 'SELECT count(*)::DOUBLE AS bad FROM faults')
  const bad = Number(found?.['bad'])
  if (bad === 0) return null
  await mkdir(dirname(path), { recursive: true })
  await db.run(`COPY (SELECT file, line, reason FROM faults ORDER BY file, line)
    TO ${quoteText(`${path}.part`)} (FORMAT csv, HEADER)`)
  await rename(`${path}.part`, path)
  if (bad > limit * total || bad === total) throw tooMany(await commonFaults(db), bad, total, limit, path, files)
  return { path, rows: bad }
}

async function repeatedIds(db: DuckDBConnection, all: string): Promise<void> {
  const [found] = await rowsOf(
    db,
    `SELECT count(*)::DOUBLE AS suspects FROM
    (SELECT id FROM seen WHERE reason IS NULL GROUP BY id HAVING count(*) > 1)`,
  )
  if (Number(found?.['suspects']) === 0) return
  await db.run(`CREATE TABLE repeated AS SELECT ${ROW} AS "row", "decision_id" AS id,
      min(${ROW}) OVER (PARTITION BY "decision_id") AS first
    FROM ${all} WHERE "#fault" IS NULL AND hash("decision_id") IN
      (SELECT id FROM seen WHERE reason IS NULL GROUP BY id HAVING count(*) > 1)`)
  await db.run(`INSERT INTO faults SELECT s.file, s.line, s."row",
      concat('decision id “', left(r.id, 60), '” was given before, in line ', f.line)
    FROM repeated r JOIN seen s ON s."row" = r."row" JOIN seen f ON f."row" = r.first WHERE r."row" > r.first`)
}

/** The commonest reasons, values left out, so that a thousand different wrong ages count as one reason. */
async function commonFaults(db: DuckDBConnection): Promise<readonly string[]> {
  const rows = await rowsOf(
    db,
    `SELECT regexp_replace(reason, '“[^”]*” ', '') AS what, count(*)::DOUBLE AS n,
    min_by(reason, line) AS example, min(line)::DOUBLE AS line FROM faults GROUP BY what ORDER BY n DESC, what LIMIT 3`,
  )
  return rows.map(row => `${count(Number(row['n']))} × ${row['what']} (line ${row['line']}: ${row['example']})`)
}

const count = (n: number) => n.toLocaleString('en')

function tooMany(
  reasons: readonly string[],
  bad: number,
  total: number,
  limit: number,
  path: string,
  files: readonly string[],
): HistoryError {
  return new HistoryError(
    `${count(bad)} of ${count(total)} rows of ${files.join(', ')} cannot be used, more than ` +
      `the ${limit * 100} % the dataset allows: ${reasons.join('; ')}. All of them are listed in ${path}. ` +
      'Mend the file or the definition, or raise quarantineLimit if these rows may be left out.',
  )
}
