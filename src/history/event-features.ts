import { dirname, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { asOfSql, eventFaultsSql, placedEvents } from './as-of.ts'
import { bindExpression } from './bind-columns.ts'
import { ROW } from './canonical.ts'
import type { Dataset, EventTable } from './dataset.ts'
import { firstLine, rowsOf } from './duckdb.ts'
import { HistoryError } from './history-error.ts'
import { instantSql } from './instant.ts'
import { recogniseSource } from './source-file.ts'
import { sourceRelation } from './source-relation.ts'
import { columnsNamedIn, quoteName, quoteSole, soleColumn } from './sql-names.ts'

/** Event files of the dataset beside a decision file. */
export function eventFiles(dataset: Dataset, decisionFile: string): readonly string[] {
  return Object.values(dataset.events ?? {}).map(table => join(dirname(decisionFile), table.file))
}

/**
 * Computes the features that come from event tables, once, into a DuckDB table, and returns how to join them to the
 * decisions: a function from the relation of source rows to one that has a column `#event <feature>` for each.
 *
 * @param source  relation of the decisions' source rows
 * @param index   number of the decision file, to name the table
 * @param until   SQL of an instant: events at it or later are left out, as if it were now
 */
export async function joinEvents(
  db: DuckDBConnection,
  dataset: Dataset,
  decisionFile: string,
  source: string,
  index: number,
  until?: string,
): Promise<(source: string) => string> {
  const { events = {}, decision } = dataset
  const names = Object.values(events).flatMap(table => Object.keys(table.features))
  if (names.length === 0 || decision.customer === undefined || decision.time === undefined) return relation => relation
  const tables = []
  for (const [name, written] of Object.entries(events)) {
    const table = quoteColumns(written)
    const all = await eventRelation(db, name, table, join(dirname(decisionFile), table.file))
    const relation =
      until === undefined ? all : `(SELECT * FROM ${all} WHERE ${instantSql(`(${table.time})`)} < ${until})`
    tables.push({ table, relation })
  }
  const decisions = `(SELECT ${ROW} AS line, CAST((${quoteSole(decision.customer)}) AS VARCHAR) AS customer,
    ${instantSql(`(${quoteSole(decision.time)})`)} AS time FROM ${source})`
  await db.run(`CREATE TABLE event_features_${index} AS ${asOfSql(tables, decisions)}`)
  const columns = names.map(name => `event.${quoteName(name)} AS ${quoteName(`#event ${name}`)}`).join(', ')
  return relation => `(SELECT source.*, ${columns} FROM ${relation} source
    LEFT JOIN event_features_${index} event ON event.line = source.${ROW})`
}

/** SQL of a relation with the instant of each customer's latest event of any table, as `customer` and `time`. */
export async function latestEvents(db: DuckDBConnection, dataset: Dataset, decisionFile: string): Promise<string> {
  const parts = ['SELECT NULL::VARCHAR AS customer, NULL::TIMESTAMP AS time WHERE false']
  for (const [name, written] of Object.entries(dataset.events ?? {})) {
    const table = quoteColumns(written)
    const relation = await eventRelation(db, name, table, join(dirname(decisionFile), table.file))
    parts.push(`SELECT customer, time FROM (${placedEvents(table, relation, undefined, 'NULL')})`)
  }
  return `(SELECT customer, max(time) AS time FROM (${parts.join(' UNION ALL ')}) GROUP BY customer)`
}

function quoteColumns(table: EventTable): EventTable {
  const features = Object.entries(table.features).map(
    ([name, feature]) =>
      [name, feature.as === 'latest' ? { ...feature, value: quoteSole(feature.value) } : feature] as const,
  )
  const [customer, time] = [quoteSole(table.customer), quoteSole(table.time)]
  return { ...table, customer, time, features: Object.fromEntries(features) }
}

async function eventRelation(db: DuckDBConnection, name: string, table: EventTable, path: string): Promise<string> {
  const expressions = [
    table.customer,
    table.time,
    ...(table.tieBreak === undefined ? [] : [table.tieBreak]),
    ...Object.values(table.features).flatMap(f => (f.as === 'latest' ? [f.value] : [])),
    ...Object.values(table.features).flatMap(f => f.where ?? []),
  ]
  const readAs = {
    text: lower([table.customer, table.time].map(soleColumn).filter(column => column !== null)),
    named: lower(expressions.flatMap(columnsNamedIn)),
  }
  const file = await recogniseSource(path, [...readAs.named])
  const { noting: relation, columns } = await sourceRelation(db, file, readAs, 0)
  for (const sql of expressions) await bindExpression(db, file, relation, columns, `events.${name}`, sql)
  const refuse = (mistake: string, cause?: unknown) =>
    new HistoryError(`Events “${name}” in ${path}: ${mistake}`, { cause })
  const [found] = await rowsOf(db, eventFaultsSql(table, relation)).catch((error: unknown) => {
    throw refuse(firstLine(error), error)
  })
  if (Number(found?.['faulty']) > 0) {
    throw refuse(
      `${found?.['faulty']} of ${found?.['events']} events have no customer or no readable moment. ` +
        'Without them counts would be too small; mend the file.',
    )
  }
  return relation
}

const lower = (names: readonly string[]) => new Set(names.map(column => column.toLowerCase()))
