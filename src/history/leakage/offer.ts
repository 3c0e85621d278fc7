import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { FeatureSpec } from '../../strategy/catalogue.ts'
import { suggest } from '../../strategy/errors.ts'
import type { Dataset } from '../dataset.ts'
import { reservedColumns } from '../define-dataset.ts'
import { filled, MOST_LISTED, profileColumns, type ColumnProfile } from '../draft/column-profile.ts'
import { rowsOf } from '../duckdb.ts'
import { HistoryError } from '../history-error.ts'
import { instantSql } from '../instant.ts'
import { recogniseSource, type SourceFile } from '../source-file.ts'
import { sourceRelation } from '../source-relation.ts'
import { quoteName, quoteText } from '../sql-names.ts'
import type { LeakageReport } from './report.ts'

/**
 * The dataset with source columns added as features, for this test alone: also columns declared as leaks, which
 * `defineDataset` refuses. A column is a number, a flag, a category or an instant (in days), by what all files hold.
 *
 * @throws {HistoryError} for a column some file does not have, or one that is a text nobody could list
 */
export async function offerColumns(
  db: DuckDBConnection,
  dataset: Dataset,
  files: readonly string[],
  delimiter: string | undefined,
  names: readonly string[],
): Promise<{ readonly dataset: Dataset; readonly offered: LeakageReport['offered'] }> {
  const sources: SourceFile[] = []
  for (const path of files) sources.push(await recogniseSource(path, names, delimiter))
  const features: Record<string, FeatureSpec> = { ...dataset.features }
  const offered: { column: string; feature: string }[] = []
  for (const name of new Set(names)) {
    const profile = await profileOf(db, sources, name)
    const feature = freeName(name, { ...dataset, features })
    features[feature] = specOf(profile, files)
    offered.push({ column: name, feature })
  }
  return { dataset: { ...dataset, features }, offered }
}

/** What the column holds in all files together: a level, or a word among numbers, may come in a later one only. */
async function profileOf(db: DuckDBConnection, sources: readonly SourceFile[], name: string): Promise<ColumnProfile> {
  const guessed = await readColumn(db, sources, name, new Set())
  // Numbers in one file and words in another are text in both, as they are written: `1.50` must not become `1.5`.
  const mixed = guessed.some(one => one.type === 'VARCHAR') && guessed.some(one => one.type !== 'VARCHAR')
  const parts = mixed ? await readColumn(db, sources, name, new Set([name.toLowerCase()])) : guessed
  await db.run(`CREATE OR REPLACE TABLE leakage_offered AS ${parts.map(({ sql }) => sql).join(' UNION ALL ')}`)
  const [described] = await rowsOf(db, 'DESCRIBE leakage_offered')
  const [profile] = await profileColumns(db, 'leakage_offered', [{ name, type: String(described!['column_type']) }])
  return profile!
}

interface ColumnPart {
  readonly type: string
  readonly sql: string
}

/** The column in every file that has a value of it; in all files when none has: no values are of no type. */
async function readColumn(
  db: DuckDBConnection,
  sources: readonly SourceFile[],
  name: string,
  text: ReadonlySet<string>,
): Promise<readonly ColumnPart[]> {
  const all: ColumnPart[] = [],
    withValues: ColumnPart[] = []
  for (const source of sources) {
    const { columns, skipping } = await sourceRelation(db, source, { text, named: new Set([name.toLowerCase()]) }, 0)
    const column = columns.find(one => one.name.toLowerCase() === name.toLowerCase())
    if (column === undefined) {
      const nearest = suggest(
        name,
        columns.map(one => one.name),
      )
      throw new HistoryError(`${source.path} has no column “${name}” to offer.${nearest}`)
    }
    const part = { type: column.type, sql: `SELECT ${quoteName(name)} AS ${quoteName(name)} FROM ${skipping}` }
    const [found] = await rowsOf(db, `SELECT count(${filled({ name, type: column.type })}) > 0 AS any FROM ${skipping}`)
    all.push(part)
    if (found!['any'] === true) withValues.push(part)
  }
  return withValues.length > 0 ? withValues : all
}

/**
 * Why the history cannot be read with the offered columns in it: the first row one of them condemns, from the file of
 * rows set aside, which is gone when the test is over and must not be named. Null when none of them condemns a row.
 *
 * @param home  folder the import with the offered columns was made in
 */
export async function offeredFault(
  db: DuckDBConnection,
  { name, features }: Dataset,
  offered: LeakageReport['offered'],
  home: string,
): Promise<HistoryError | null> {
  const aside = `read_csv(${quoteText(join(home, 'quarantine', name, '*.csv'))}, header = true, auto_detect = false,
    delim = ',', quote = '"', escape = '"', columns = {'file': 'VARCHAR', 'line': 'BIGINT', 'reason': 'VARCHAR'})`
  for (const { column, feature } of offered) {
    const said = `feature ${feature} `
    const [found] = await rowsOf(
      db,
      `SELECT file, line::DOUBLE AS line,
      substr(reason, ${[...said].length + 1}) AS fault, count(*) OVER ()::DOUBLE AS rows
      FROM ${aside} WHERE starts_with(reason, ${quoteText(said)})
      ORDER BY file, line LIMIT 1`,
    )
    if (found === undefined) continue
    const rows = Number(found['rows']).toLocaleString('en'),
      place = `line ${Number(found['line'])} of ${found['file']}`
    const kind = KINDS[features[feature]!.kind]
    return new HistoryError(
      `Column “${column}” cannot be offered: it was taken for ${kind}, but ` +
        `${found['fault']} (${place}; such rows: ${rows}). Mend the file, or offer another column.`,
    )
  }
  return null
}

const KINDS = { number: 'a number', boolean: 'true or false', category: 'a category', day: 'a date' } as const

/** `emp.var.rate` cannot be a name, and `duration` may be taken by another feature or an outcome. */
function freeName(column: string, { features, outcomes }: Dataset): string {
  const taken = new Set(
    [...reservedColumns, ...Object.keys(features), ...Object.keys(outcomes)].map(name => name.toLowerCase()),
  )
  let name = column.replaceAll(/[^\p{L}\p{N}_]/gu, '_').replace(/^(?=\p{N})/u, '_')
  while (taken.has(name.toLowerCase())) name += '_offered'
  return name
}

function specOf(profile: ColumnProfile, files: readonly string[]): FeatureSpec {
  const label = { en: profile.name, zh: profile.name }
  const described = { label, nature: 'dynamic', from: quoteName(profile.name) } as const
  switch (profile.kind) {
    case 'number':
      return { ...described, kind: 'number', unit: 'as in the file' }
    case 'boolean':
      return { ...described, kind: 'boolean' }
    case 'moment': {
      const days = `epoch_us(${instantSql(filled(profile))}) / 86400000000.0`
      return { ...described, kind: 'number', unit: 'days since 1970', from: days }
    }
    case 'text':
      if (profile.values !== null) {
        return { ...described, kind: 'category', levels: profile.values.map(({ text }) => text).sort() }
      }
  }
  const what = profile.kind === 'nested' ? 'a list or a structure' : `a text with more than ${MOST_LISTED} values`
  throw new HistoryError(
    `Column “${profile.name}” of ${files.join(', ')} cannot be offered: it is ${what}. Offer a ` +
      'number or a category.',
  )
}
