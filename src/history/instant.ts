// How an instant is written: in a definition, in a file, in SQL. Without a zone it is UTC, whatever the machine's.

/**
 * An ISO instant as ms since 1970; null for anything else. Without a zone it is taken as UTC, as everywhere in the
 * canonical history and whatever the machine's zone; a day without a time is its first instant.
 */
export function parseInstant(text: string): number | null {
  const [, day, time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? []
  if (day === undefined) return null
  const ms = Date.parse(`${day}T${time}${zone}`),
    midnight = Date.parse(`${day}T00:00Z`)
  // Date.parse bends 30 February into March.
  return Number.isNaN(ms) || !new Date(midnight).toISOString().startsWith(day) ? null : ms
}

/** The same back: ms since 1970 as a DuckDB TIMESTAMP is written. */
export const sqlInstant = (ms: number) => new Date(ms).toISOString().replace('T', ' ').replace('Z', '')

/**
 * Text with an offset is moved to UTC; DuckDB's own cast to TIMESTAMP drops the offset in silence. A zone that is only
 * abbreviated is none: CST is China's, Chicago's and Cuba's.
 */
export const instantSql = (raw: string) => `CASE WHEN typeof(${raw}) = 'VARCHAR'
    AND regexp_matches(CAST(${raw} AS VARCHAR), '[ 0-9](?i:[A-Z]{2,5})$')
    AND NOT regexp_matches(CAST(${raw} AS VARCHAR), '(?i:UTC|GMT)$')
  THEN NULL ELSE CAST(TRY_CAST(${raw} AS TIMESTAMPTZ) AS TIMESTAMP) END`

/** SQL: whether a text ends in a zone, as `instantSql` reads zones. */
export const endsInZone = (text: string) =>
  `regexp_matches(${text}, ':[0-9.]+ ?(Z|[+-][0-9:]+|(?i:UTC|GMT)|[A-Za-z_]+/[A-Za-z_/]+)$')`
