// What a history looks like once imported: one list of columns, from which import writes and loading reads.

import type { FeatureSpec } from '../strategy/catalogue.ts'
import type { Dataset } from './dataset.ts'
import { quoteSole } from './sql-names.ts'

/** `sql` is DuckDB SQL over one source row. */
export type CanonicalColumn = { readonly name: string; readonly sql: string } & (
  | { readonly role: 'id' | 'customer' | 'time' | 'action' | 'allowed' | 'propensity' }
  | { readonly role: 'feature'; readonly spec: FeatureSpec; readonly event: boolean }
  | { readonly role: 'rate' | 'mean' | 'denominator'; readonly outcome: string }
  | { readonly role: 'numerator'; readonly outcome: string }
)

/** Global row number over the files of one import; stands in for an id where the log has none. */
export const ROW = '"#row"'

/** The columns import computes from source rows, in canonical order; `customer_hash` and design shares follow. */
export function canonicalColumns(dataset: Dataset): readonly CanonicalColumn[] {
  const { decision, propensity } = dataset
  const computed = new Set(Object.values(dataset.events ?? {}).flatMap(table => Object.keys(table.features)))
  const id = decision.id ?? ROW
  const columns: CanonicalColumn[] = [
    { name: 'decision_id', role: 'id', sql: id },
    { name: 'customer', role: 'customer', sql: decision.customer ?? id },
  ]
  if (decision.time !== undefined) columns.push({ name: 'time', role: 'time', sql: decision.time })
  columns.push({ name: 'action', role: 'action', sql: decision.action })
  if (decision.allowed !== undefined) columns.push({ name: 'allowed', role: 'allowed', sql: decision.allowed })
  if (propensity.source === 'logged') columns.push({ name: 'propensity', role: 'propensity', sql: propensity.from })
  for (const [name, spec] of Object.entries(dataset.features)) {
    const event = computed.has(name)
    columns.push({ name, role: 'feature', spec, event, sql: event ? `"#event ${name}"` : (spec.from ?? `"${name}"`) })
  }
  for (const [name, outcome] of Object.entries(dataset.outcomes)) {
    if (outcome.measure === 'ratio') {
      columns.push({ name: `${name}.num`, role: 'numerator', outcome: name, sql: outcome.numerator })
      columns.push({ name: `${name}.den`, role: 'denominator', outcome: name, sql: outcome.denominator })
    } else {
      columns.push({ name, role: outcome.measure, outcome: name, sql: outcome.from ?? `"${name}"` })
    }
  }
  return columns.map(column => ({ ...column, sql: quoteSole(column.sql) }))
}

/** How a column is called in a message. */
export function describeColumn(column: CanonicalColumn): string {
  switch (column.role) {
    case 'id':
      return 'decision id'
    case 'customer':
    case 'time':
    case 'action':
    case 'propensity':
      return column.role
    case 'allowed':
      return 'allowed list'
    case 'feature':
      return `feature ${column.name}`
    case 'rate':
    case 'mean':
      return `outcome ${column.name}`
    case 'numerator':
    case 'denominator':
      return `${column.role} of outcome ${column.outcome}`
  }
}

/** Where in the definition the expression of a column stands. */
export function definitionPath(column: CanonicalColumn): string {
  switch (column.role) {
    case 'id':
    case 'customer':
    case 'time':
    case 'action':
    case 'allowed':
      return `decision.${column.role}`
    case 'propensity':
      return 'propensity.from'
    case 'feature':
      return `features.${column.name}`
    case 'rate':
    case 'mean':
      return `outcomes.${column.outcome}`
    case 'numerator':
    case 'denominator':
      return `outcomes.${column.outcome}.${column.role}`
  }
}
