import type { DuckDBConnection } from '@duckdb/node-api'
import { canonicalColumns, ROW, type CanonicalColumn } from '../canonical.ts'
import type { Dataset } from '../dataset.ts'
import { rowsOf } from '../duckdb.ts'
import { latestEvents } from '../event-features.ts'
import { readingOf } from '../import-history.ts'
import { openSource } from '../open-source.ts'
import { recogniseSource, type SourceFile } from '../source-file.ts'
import { sourceRelation } from '../source-relation.ts'
import { quoteName, quoteText } from '../sql-names.ts'
import type { Truncation } from './report.ts'

/** Moments at which data is cut off, at even shares of the decisions. */
const CUTS = 6
/** Numbers this close are equal: sums over rows in another order differ in their last digits. */
const TOLERANCE = 1e-9

/**
 * Computes features again as if it were an earlier instant T: without decisions after T and without events from T on. A
 * feature of a decision made at T or before must not change, because everything it may use lies strictly before it.
 *
 * @param files  decision files as they were imported; event files lie beside them
 */
export async function testTruncation(
  db: DuckDBConnection,
  dataset: Dataset,
  files: readonly string[],
  delimiter: string | undefined,
  onProgress: (done: number) => void,
): Promise<Truncation> {
  const columns = canonicalColumns(dataset)
  const features = columns.filter(column => column.role === 'feature')
  const suspects = features.filter(column => column.event || readsOtherRows(column.sql))
  const ownRow = features.filter(column => !suspects.includes(column)).map(({ name }) => name)
  const timed = dataset.decision.time !== undefined
  if (!timed || suspects.length === 0) return { cuts: [], exposed: 0, tested: [], ownRow, timed }

  const sources = await placeSources(db, files, readingOf(columns).named, delimiter)
  const request = { dataset, columns, sources, suspects }
  const whole = await writeRun(db, request, 'leakage_whole')
  await db.run(`CREATE TABLE leakage_last AS ${lastDataSql(await eventsOf(db, dataset, sources), whole, dataset)}`)
  const cuts = await cutMoments(db, whole)
  const found = suspects.map(({ name }) => ({ feature: name, compared: 0, changed: 0, example: null as string | null }))
  let exposed = 0
  for (const [k, cut] of cuts.entries()) {
    const run = await writeRun(db, request, `leakage_cut_${k}`, `TIMESTAMP ${quoteText(cut)}`)
    const [row] = await rowsOf(db, comparisonSql(whole, run, suspects, cut))
    suspects.forEach((_, s) => {
      const feature = found[s]!
      feature.compared += Number(row!['rows'])
      feature.changed += Number(row![`changed${s}`])
      feature.example ??= row![`example${s}`] === null ? null : String(row![`example${s}`])
    })
    exposed += Number(row!['exposed'])
    await db.run(`DROP TABLE ${run}`)
    onProgress((k + 1) / cuts.length)
  }
  return { cuts: cuts.map(cut => `${cut.replace(' ', 'T')}Z`), exposed, tested: found, ownRow, timed }
}

/** An expression that can see more than its row: a window function or a subquery. Texts and comments do not count. */
function readsOtherRows(sql: string): boolean {
  const bare = sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
  return /\bover\s*[(\p{L}_]|\bselect\b/iu.test(bare)
}

/** A decision file and the number of rows in the files before it. */
interface PlacedSource {
  readonly file: SourceFile
  readonly offset: number
}

/**
 * Offsets count whole files, never what a cut leaves of them: decisions are told apart by row number, and must have the
 * same one in every run.
 */
async function placeSources(
  db: DuckDBConnection,
  files: readonly string[],
  named: ReadonlySet<string>,
  delimiter: string | undefined,
): Promise<readonly PlacedSource[]> {
  const placed: PlacedSource[] = []
  let offset = 0
  for (const path of files) {
    const file = await recogniseSource(path, [...named], delimiter)
    placed.push({ file, offset })
    if (placed.length === files.length) break // after the last file nothing is left to place
    const { skipping } = await sourceRelation(db, file, { text: new Set(), named: new Set() }, offset)
    const [last] = await rowsOf(db, `SELECT coalesce(max(${ROW}), ${offset})::DOUBLE AS row FROM ${skipping}`)
    offset = Number(last!['row'])
  }
  return placed
}

let runs = 0

interface RunRequest {
  readonly dataset: Dataset
  readonly columns: readonly CanonicalColumn[]
  readonly sources: readonly PlacedSource[]
  readonly suspects: readonly CanonicalColumn[]
}

/** One run of the import's own checks into a table of row, decision, customer, time and the suspected features. */
async function writeRun(
  db: DuckDBConnection,
  { dataset, columns, sources, suspects }: RunRequest,
  table: string,
  until?: string,
): Promise<string> {
  const parts: string[] = []
  for (const { file, offset } of sources) {
    // Event features are tables of the connection, one per run.
    const { skipping } = await openSource(db, dataset, columns, file, readingOf(columns), {
      offset,
      index: ++runs,
      ...(until === undefined ? {} : { until }),
    })
    const kept = ['#row', '#fault', 'decision_id', 'customer', 'time', ...suspects.map(({ name }) => name)]
    parts.push(`SELECT ${kept.map(quoteName).join(', ')} FROM (${skipping})`)
  }
  await db.run(`CREATE TABLE ${table} AS ${parts.join(' UNION ALL ')}`)
  return table
}

async function eventsOf(db: DuckDBConnection, dataset: Dataset, sources: readonly PlacedSource[]): Promise<string> {
  const relations: string[] = []
  for (const { file } of sources) relations.push(`SELECT * FROM ${await latestEvents(db, dataset, file.path)}`)
  return `(${relations.join(' UNION ALL ')})`
}

/** By customer the last instant of an event and of a decision; without customers every row hangs together. */
function lastDataSql(events: string, whole: string, { decision }: Dataset): string {
  const own = decision.customer === undefined ? 'SELECT customer, max(time) OVER () AS time' : 'SELECT customer, time'
  return `SELECT customer, max(event) AS event, max(decision) AS decision FROM (
    SELECT customer, time AS event, NULL::TIMESTAMP AS decision FROM ${events}
    UNION ALL SELECT customer, NULL, time FROM (${own} FROM ${whole} WHERE "#fault" IS NULL)) GROUP BY customer`
}

async function cutMoments(db: DuckDBConnection, whole: string): Promise<readonly string[]> {
  // A hair below, so that 5/6 of 720 decisions is the 600th and not, by rounding, the next.
  const shares = Array.from({ length: CUTS }, (_, k) => (k + 1) / CUTS - 1e-12).join(', ')
  const moments = await rowsOf(
    db,
    `SELECT DISTINCT strftime(moment, '%Y-%m-%d %H:%M:%S.%f') AS moment FROM (
    SELECT unnest(quantile_disc(time, [${shares}])) AS moment FROM ${whole} WHERE "#fault" IS NULL)
    WHERE moment IS NOT NULL ORDER BY 1`,
  )
  return moments.map(({ moment }) => String(moment))
}

function comparisonSql(whole: string, run: string, suspects: readonly CanonicalColumn[], cut: string): string {
  const moment = `TIMESTAMP ${quoteText(cut)}`
  const changed = suspects.map((column, s) => {
    const before = `w.${quoteName(column.name)}`,
      after = `r.${quoteName(column.name)}`
    const number = column.role === 'feature' && (column.spec.kind === 'number' || column.spec.kind === 'day')
    const near = `coalesce(abs(${before} - ${after}) <= ${TOLERANCE} * greatest(abs(${before}), abs(${after})), false)`
    const differs = `${before} IS DISTINCT FROM ${after}${number ? ` AND NOT ${near}` : ''}`
    return `count(*) FILTER (${differs})::DOUBLE AS changed${s}, min(w.decision_id) FILTER (${differs}) AS example${s}`
  })
  return `SELECT count(*)::DOUBLE AS rows,
    count(*) FILTER (last.event >= ${moment} OR last.decision > ${moment})::DOUBLE AS exposed, ${changed.join(', ')}
    FROM ${whole} w JOIN ${run} r USING ("#row") LEFT JOIN leakage_last last ON last.customer = w.customer
    WHERE w."#fault" IS NULL`
}
