import type { EventFeature, EventTable } from './dataset.ts'
import { instantSql } from './instant.ts'
import { quoteName } from './sql-names.ts'

/**
 * Point-in-time features: SQL that gives, for every decision, what its customer's events say strictly before the
 * instant of the decision. An event at the very instant does not count: it may be the decision's own consequence.
 *
 *     latest       value of the last event before t; missing when there was none, or when it carries no value
 *     count        number of events in [t − n·24 h, t); 0 when there was none
 *     days since   t − instant of the last event before t, in days of 24 h with fractions; missing when there was none
 *
 * So `count within n > 0` and `days since <= n` are the same condition. Events without a match in `where` do not exist
 * for the feature. Among events of one customer at the same instant, `latest` takes the one with the largest
 * `tieBreak` that carries a value (a missing `tieBreak` is smallest), then the largest value, so the order of lines
 * in the file never matters.
 *
 * Every join is an ASOF join, which sorts both sides and spills to disk, and never pairs each decision with each event
 * of its customer: a count is the difference of two running counts, not a range join.
 *
 * @param tables     event tables with the relation each is read from, in SQL that can stand after FROM
 * @param decisions  relation with columns `line` (unique), `customer` (VARCHAR), `time` (TIMESTAMP), in SQL
 * @returns a SELECT with `line` and one column per event feature, one row per decision, in no particular order
 */
export function asOfSql(
  tables: readonly { readonly table: EventTable; readonly relation: string }[],
  decisions: string,
): string {
  const features = tables.flatMap(({ table, relation }) =>
    Object.entries(table.features).map(([name, feature], index) => ({ name, feature, table, relation, index })),
  )
  const parts = features.map(({ name, feature, table, relation }, k) =>
    part(name, feature, table, relation, `as_of_${k}`),
  )
  return (
    `WITH as_of_decisions AS MATERIALIZED (SELECT line, customer, time FROM ${decisions})` +
    parts.map(p => `,\n${p.table}`).join('') +
    `\nSELECT d.line${parts.map(p => `, ${p.value}`).join('')}\nFROM as_of_decisions d` +
    parts.map(p => `\n${p.join}`).join('')
  )
}

/**
 * SQL that counts the event rows which cannot be placed: no customer or no readable instant. One row, columns `events`
 * and `faulty`. Left out in silence they would make counts too small, so import refuses them.
 */
export function eventFaultsSql(table: EventTable, relation: string): string {
  return `SELECT count(*) AS events, count(*) FILTER (customer IS NULL OR time IS NULL) AS faulty
    FROM (${placedEvents(table, relation, undefined, 'NULL')})`
}

interface Part {
  /** Common table expression: events reduced to one row per customer and instant. */
  readonly table: string
  readonly join: string
  readonly value: string
}

function part(name: string, feature: EventFeature, table: EventTable, relation: string, alias: string): Part {
  const column = quoteName(name)
  const before = (moment: string, as: string) =>
    `ASOF LEFT JOIN ${alias} ${as} ON d.customer = ${as}.customer AND ${moment} > ${as}.time`
  const events = placedEvents(table, relation, feature.where, feature.as === 'latest' ? feature.value : 'NULL')
  const instants = (columns: string) => `SELECT customer, time, ${columns} FROM (${events})
    WHERE customer IS NOT NULL AND time IS NOT NULL GROUP BY customer, time`

  if (feature.as === 'latest') {
    return {
      table: `${alias} AS (${instants(LAST_VALUE)})`,
      join: before('d.time', alias),
      value: `${alias}.value AS ${column}`,
    }
  }
  if (feature.as === 'days since') {
    return {
      table: `${alias} AS (SELECT DISTINCT customer, time FROM (${events})
        WHERE customer IS NOT NULL AND time IS NOT NULL)`,
      join: before('d.time', alias),
      value: `(epoch_us(d.time) - epoch_us(${alias}.time)) / ${MICROSECONDS_PER_DAY}.0 AS ${column}`,
    }
  }
  const window = Math.round(feature.withinDays * MICROSECONDS_PER_DAY)
  return {
    table: `${alias} AS (SELECT customer, time, sum(n) OVER (PARTITION BY customer ORDER BY time) AS total
      FROM (${instants('count(*) AS n')}))`,
    join: `${before('d.time', alias)}\n${before(`d.time - to_microseconds(${window})`, `${alias}_old`)}`,
    value: `CAST(coalesce(${alias}.total, 0) - coalesce(${alias}_old.total, 0) AS DOUBLE) AS ${column}`,
  }
}

const MICROSECONDS_PER_DAY = 86_400_000_000
/** arg_max passes over missing values; in a struct NULL would be the largest, hence the flag before the tie-break. */
const LAST_VALUE = 'arg_max(value, struct_pack(has := tie IS NOT NULL, tie := tie, value := value)) AS value'

/** Event rows as `customer`, `time`, `tie`, `value`; the inner aliases keep the file's columns of these names apart. */
export function placedEvents(table: EventTable, relation: string, where: string | undefined, value: string): string {
  return `SELECT as_of_customer AS customer, as_of_time AS time, as_of_tie AS tie, as_of_value AS value FROM (
    SELECT CAST((${table.customer}) AS VARCHAR) AS as_of_customer, ${instantSql(`(${table.time})`)} AS as_of_time,
      (${table.tieBreak ?? 'NULL'}) AS as_of_tie, (${value}) AS as_of_value
    FROM ${relation}${where === undefined ? '' : ` WHERE (${where})`})`
}
