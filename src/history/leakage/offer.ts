import type { DuckDBConnection } from '@duckdb/node-api'
import type { FeatureSpec } from '../../strategy/catalogue.ts'
import { suggest } from '../../strategy/errors.ts'
import type { Dataset } from '../dataset.ts'
import { reservedColumns } from '../define-dataset.ts'
import { filled, MOST_LISTED, profileColumns, type ColumnProfile } from '../draft/column-profile.ts'
import { HistoryError } from '../history-error.ts'
import { momentSql } from '../row-checks.ts'
import { recogniseSource } from '../source-file.ts'
import { sourceRelation } from '../source-relation.ts'
import { quoteName } from '../sql-names.ts'
import type { LeakageReport } from './report.ts'

/**
 * The dataset with source columns added as features, for this test alone: also columns declared as leaks, which
 * `defineDataset` refuses. A column is a number, a flag, a category or a moment (in days), by what the file holds.
 *
 * @throws {HistoryError} for a column the file does not have, or one that is a text nobody could list
 */
export async function offerColumns(
  db: DuckDBConnection, dataset: Dataset, file: string, delimiter: string | undefined, names: readonly string[],
): Promise<{ readonly dataset: Dataset; readonly offered: LeakageReport['offered'] }> {
  const source = await recogniseSource(file, names, delimiter)
  const { columns, skipping } = await sourceRelation(db, source, { text: new Set(), named: 'all' }, 0)
  const known = columns.map(column => column.name)
  const features: Record<string, FeatureSpec> = { ...dataset.features }
  const offered: { column: string; feature: string }[] = []
  for (const name of new Set(names)) {
    const column = columns.find(one => one.name === name)
    if (column === undefined) {
      throw new HistoryError(`${file} has no column “${name}” to offer.${suggest(name, known)}`)
    }
    await db.run(`CREATE OR REPLACE TABLE leakage_offered AS SELECT ${quoteName(name)} FROM ${skipping}`)
    const [profile] = await profileColumns(db, 'leakage_offered', [column])
    const feature = freeName(name, { ...dataset, features })
    features[feature] = specOf(profile!, file)
    offered.push({ column: name, feature })
  }
  return { dataset: { ...dataset, features }, offered }
}

/** `emp.var.rate` cannot be a name, and `duration` may be taken by another feature or an outcome. */
function freeName(column: string, { features, outcomes }: Dataset): string {
  const taken = new Set([...reservedColumns, ...Object.keys(features), ...Object.keys(outcomes)]
    .map(name => name.toLowerCase()))
  let name = column.replaceAll(/[^\p{L}\p{N}_]/gu, '_').replace(/^(?=\p{N})/u, '_')
  while (taken.has(name.toLowerCase())) name += '_offered'
  return name
}

function specOf(profile: ColumnProfile, file: string): FeatureSpec {
  const label = { en: profile.name, zh: profile.name }
  const described = { label, nature: 'dynamic', from: quoteName(profile.name) } as const
  switch (profile.kind) {
    case 'number': return { ...described, kind: 'number', unit: 'as in the file' }
    case 'boolean': return { ...described, kind: 'boolean' }
    case 'moment': {
      const days = `epoch_us(${momentSql(filled(profile))}) / 86400000000.0`
      return { ...described, kind: 'number', unit: 'days since 1970', from: days }
    }
    case 'text':
      if (profile.values !== null) {
        return { ...described, kind: 'category', levels: profile.values.map(({ text }) => text).sort() }
      }
  }
  const what = profile.kind === 'nested' ? 'a list or a structure' : `a text with more than ${MOST_LISTED} values`
  throw new HistoryError(`Column “${profile.name}” of ${file} cannot be offered: it is ${what}. Offer a number or a ` +
    'category.')
}
