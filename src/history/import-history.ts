// From files a person names to a canonical history in the cache: read, check, set bad rows aside, sort, hash, store.

import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { failingExpression } from './bind-columns.ts'
import { findImport, importedFrom, store, withScratch, type Imported, type ImportRecord } from './cache.ts'
import { canonicalColumns, ROW, type CanonicalColumn } from './canonical.ts'
import { contentHash } from './content-hash.ts'
import { customerHashSql, customerOrderSql } from './customer-hash.ts'
import type { Dataset } from './dataset.ts'
import { definitionHash, sha256 } from './definition-hash.ts'
import { rowsOf, withDuckDb } from './duckdb.ts'
import { eventFiles } from './event-features.ts'
import type { HistoryFacts } from './facts.ts'
import { hashFiles, sizesOf } from './file-hashes.ts'
import { HistoryError } from './history-error.ts'
import { parseInstant } from './instant.ts'
import { isWhole } from './is-whole.ts'
import { openSource } from './open-source.ts'
import { createFaultTables, findFaults, writeQuarantine } from './quarantine.ts'
import { recogniseSource, unreadableFile, type SourceFile } from './source-file.ts'
import type { ReadAs } from './source-relation.ts'
import { columnsNamedIn, quoteName, quoteText, soleColumn, textsIn } from './sql-names.ts'

/** Steps of an import in order; `share` in 0–1 is DuckDB's own estimate. */
export interface ImportProgress {
  readonly step: 'reading' | 'checking' | 'sorting' | 'hashing'
  readonly share: number
}

export interface ImportOptions {
  readonly dataset: Dataset
  readonly files: readonly string[]
  /** Folder of library and cache, `.huijian` as a rule. */
  readonly home: string
  readonly onProgress?: (progress: ImportProgress) => void
  /** Share of bad rows above which the import fails; the dataset's own by default. */
  readonly quarantineLimit?: number
  readonly threads?: number
  /** Bytes DuckDB may hold before it spills to disk. */
  readonly memoryLimit?: number
  /** Separator of CSV files, when it is not one of `,` `;` tab `|` or the wrong one is recognised. */
  readonly delimiter?: string
}

/**
 * Imports the files as one history. The same files under the same definition are recognised and not read again.
 *
 * @throws {HistoryError} with one message for whatever cannot be read; the cache is then as it was before
 */
export async function importHistory(options: ImportOptions): Promise<Imported> {
  const { dataset, home, onProgress = () => {} } = options
  if (options.files.length === 0) {
    throw new HistoryError(`Name the file to import: huijian import ${dataset.name} --file <file>`)
  }
  const columns = canonicalColumns(dataset)
  const readAs = readingOf(columns)
  const files: SourceFile[] = []
  for (const path of options.files) files.push(await recogniseSource(path, [...readAs.named], options.delimiter))
  const inputs = [...files.map(file => file.path), ...new Set(files.flatMap(file => eventFiles(dataset, file.path)))]
  for (const path of inputs.slice(files.length)) await recogniseSource(path, [])
  return withScratch(home, dataset.name, async scratch => {
    const hashes = await hashFiles(inputs, share => onProgress({ step: 'reading', share }))
    refuseTwice(inputs.slice(0, files.length), hashes)
    const definition = definitionHash(dataset)
    const importKey = sha256(JSON.stringify([definition, hashes, options.delimiter ?? null]))
    const known = await findImport(home, dataset.name, importKey, scratch)
    let damaged = false // then read anew; what is there stays until there is something to put in its place
    if (known !== null && withinLimit(known.facts, options)) {
      const cached = importedFrom(home, known, true)
      if (await isWhole(cached)) return cached
      damaged = true
    }

    const sizes = await sizesOf(inputs)
    const { threads, memoryLimit } = options
    const { facts, quarantine } = await withDuckDb({ scratch, threads, memoryLimit }, db =>
      build(db, { ...options, onProgress, columns, files, readAs, importKey, parquet: join(scratch, 'data.parquet') }),
    )
    if (JSON.stringify(sizes) !== JSON.stringify(await sizesOf(inputs))) {
      throw new HistoryError(
        `${inputs.join(', ')} changed while it was being imported. Import it again when it is complete.`,
      )
    }
    const named = hashes.map((hash, k) => ({ name: inputs[k]!, sha256: hash }))
    const record: ImportRecord = { schema: 1, definition, files: named, decisionFiles: files.length, quarantine, facts }
    return store(home, importKey, record, scratch, join(scratch, 'data.parquet'), damaged)
  })
}

/** Rows without ids of their own would count twice, and with them half of all would be set aside. */
function refuseTwice(paths: readonly string[], hashes: readonly string[]): void {
  const second = paths.findIndex((_, k) => hashes.indexOf(hashes[k]!) < k)
  if (second < 0) return
  const [a, b] = [paths[hashes.indexOf(hashes[second]!)]!, paths[second]!]
  throw new HistoryError(
    a === b
      ? `${a} is named twice. Name each file once.`
      : `${a} and ${b} hold the same bytes, so every decision would count twice. Name one of them.`,
  )
}

type BuildRequest = Omit<ImportOptions, 'files'> &
  Required<Pick<ImportOptions, 'onProgress'>> & {
    readonly columns: readonly CanonicalColumn[]
    readonly files: readonly SourceFile[]
    readonly readAs: ReadAs
    readonly importKey: string
    /** Where the canonical rows go. */
    readonly parquet: string
  }

async function build(
  db: DuckDBConnection,
  request: BuildRequest,
): Promise<{ readonly facts: HistoryFacts; readonly quarantine: string | null }> {
  const { dataset, home, onProgress, columns, files, readAs, importKey, parquet } = request
  const step = <T>(name: ImportProgress['step'], work: () => Promise<T>) => watch(db, name, onProgress, work)
  await createFaultTables(db)
  const checked: string[] = []
  let total = 0,
    malformed = 0
  for (const [index, file] of files.entries()) {
    const source = await readable(file, () => openSource(db, dataset, columns, file, readAs, { offset: total, index }))
    const found = await step('checking', () =>
      readable(
        file,
        () => findFaults(db, file, source.noting, dataset, total),
        () => failingExpression(db, file, source.relation, source.bound, dataset),
      ),
    )
    checked.push(source.skipping)
    total += found.rows
    malformed += found.malformed
  }
  const all = `(${checked.join(' UNION ALL ')})`
  const quarantined = await writeQuarantine(db, all, dataset, {
    path: join(home, 'quarantine', dataset.name, `${importKey.slice(0, 16)}.csv`),
    total: total + malformed,
    limit: request.quarantineLimit ?? dataset.quarantineLimit,
    files: files.map(file => file.path),
  })
  const count = quarantined?.rows ?? 0,
    good = total + malformed - count
  await step('sorting', () => db.run(canonicalSql(all, columns, dataset, count > 0, parquet)))
  const relation = `read_parquet(${quoteText(parquet)})`
  const hashing = (rows: number) => onProgress({ step: 'hashing', share: rows / good })
  const content = await contentHash(db, relation, columns, dataset, hashing)
  if (content.rows !== good) {
    const arrived = `${content.rows} of ${good} good rows arrived: `
    throw new HistoryError(
      arrived +
        (malformed === 0 || quarantined === null
          ? 'the file changed while it was being read. Import it again.'
          : 'a quotation mark that is never closed swallows lines, or the file changed while it was being read. ' +
            `${quarantined.path} lists the lines that could not be cut into cells. Mend them and import again.`),
    )
  }
  const { hash: dataHash, rows, customers } = content
  const facts = { ...(await factsOf(db, dataset, relation)), dataHash, rows, customers, quarantined: count }
  return { facts, quarantine: quarantined?.path ?? null }
}

const moment = (ms: unknown) => new Date(Number(ms)).toISOString()

function canonicalSql(
  all: string,
  columns: readonly CanonicalColumn[],
  dataset: Dataset,
  faulty: boolean,
  parquet: string,
): string {
  const list = columns.map(c => quoteName(c.name))
  list.splice(list.indexOf('"customer"') + 1, 0, `${customerHashSql('"customer"')} AS "customer_hash"`)
  if (dataset.propensity.source === 'design') {
    const shares = Object.entries(dataset.propensity.shares).map(
      ([key, share]) => `WHEN ${quoteText(key)} THEN CAST(${share} AS DOUBLE)`,
    )
    const last = dataset.decision.allowed === undefined ? '"action"' : '"allowed"'
    list.splice(list.indexOf(last) + 1, 0, `CASE "action" ${shares.join(' ')} END AS "propensity"`)
  }
  const order = ['"customer"', ...(dataset.decision.time === undefined ? [] : ['"time"']), '"decision_id"']
  return `COPY (SELECT ${list.join(', ')} FROM ${all}
    ${faulty ? `WHERE ${ROW} NOT IN (SELECT "row" FROM faults WHERE "row" IS NOT NULL)` : ''}
    ORDER BY ${customerOrderSql('"customer"')}, ${order.join(', ')}) TO ${quoteText(parquet)} (FORMAT parquet)`
}

async function factsOf(db: DuckDBConnection, dataset: Dataset, relation: string) {
  const { decision, propensity, observedUntil } = dataset
  const [span] =
    decision.time === undefined
      ? []
      : await rowsOf(
          db,
          `SELECT epoch_ms(min("time"))::DOUBLE AS first, epoch_ms(max("time"))::DOUBLE AS last
      FROM ${relation}`,
        )
  const to = span === undefined ? null : moment(span['last'])
  return {
    dataset: dataset.name,
    customersKnown: decision.customer !== undefined,
    from: span === undefined ? null : moment(span['first']),
    to,
    observedUntil: observedUntil === undefined ? to : moment(parseInstant(observedUntil)),
    propensity: propensity.source,
  }
}

/** DuckDB's complaints about a file it cannot read, in words for the person who named it. */
async function readable<T>(
  file: SourceFile,
  read: () => Promise<T>,
  explain: () => Promise<HistoryError | null> = async () => null,
): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof HistoryError) throw error
    throw (await explain()) ?? unreadableFile(file, error)
  }
}

/** How the text of a decision file is read for these columns. */
export function readingOf(columns: readonly CanonicalColumn[]): ReadAs & { readonly named: ReadonlySet<string> } {
  const read = columns.filter(c => !(c.role === 'feature' && c.event))
  return {
    // Where the definition says TRY_CAST, it means to read words among numbers itself.
    text: lower(
      read.flatMap(c =>
        /\btry(_cast|_strptime)?\s*\(/i.test(c.sql) ? columnsNamedIn(c.sql) : (soleColumn(c.sql) ?? []),
      ),
    ),
    named: lower(read.flatMap(c => columnsNamedIn(c.sql))),
    texts: read.flatMap(c => textsIn(c.sql)).filter(text => Number.isNaN(Number(text))),
  }
}

const lower = (names: readonly string[]) => new Set(names.map(name => name.toLowerCase()))

const withinLimit = (facts: HistoryFacts, { dataset, quarantineLimit = dataset.quarantineLimit }: ImportOptions) =>
  facts.quarantined <= quarantineLimit * (facts.rows + facts.quarantined)

/** Reports DuckDB's own progress while `work` runs. */
async function watch<T>(
  db: DuckDBConnection,
  step: ImportProgress['step'],
  onProgress: (progress: ImportProgress) => void,
  work: () => Promise<T>,
): Promise<T> {
  onProgress({ step, share: 0 })
  const timer = setInterval(() => onProgress({ step, share: Math.max(0, db.progress.percentage) / 100 }), 250)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    onProgress({ step, share: 1 })
  }
}
