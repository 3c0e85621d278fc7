// SQL of canonical values: what a raw cell of a source file is read as; NULL where it cannot be read.

import type { CanonicalColumn } from './canonical.ts'
import type { Dataset } from './dataset.ts'
import { instantSql, sqlInstant } from './instant.ts'
import { maturityCut } from './maturity.ts'
import { quoteText } from './sql-names.ts'

/** A canonical column whose expression has been bound to the file: `type` is the DuckDB type it yields. */
export type BoundColumn = CanonicalColumn & { readonly type: string }

/** Adding zero turns −0 into 0: equal numbers must hash alike. */
export const numberOf = (raw: string) => `TRY_CAST(${raw} AS DOUBLE) + 0.0`

export const isNumeric = (type: string) => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/.test(type)

/** Whole days since 1970-01-01 as a number, from a date, an instant, or a number of days. */
export function dayOf(c: BoundColumn, raw: string): string {
  if (isNumeric(c.type)) return `CASE WHEN ${raw} = floor(${raw}) THEN CAST(${raw} AS DOUBLE) + 0.0 END`
  return `CAST(date_diff('day', DATE '1970-01-01', CAST(${instantSql(raw)} AS DATE)) AS DOUBLE)`
}

export function flagOf(c: BoundColumn, raw: string): string {
  return c.type === 'BOOLEAN' ? raw : `CAST(${zeroOrOne(c, raw)} AS BOOLEAN)`
}

export function rateOf(c: BoundColumn, raw: string): string {
  return c.type === 'BOOLEAN' ? `CAST(${raw} AS UTINYINT)` : `CAST(${zeroOrOne(c, raw)} AS UTINYINT)`
}

/** 1, 0, and in text also `1.0`, `true`, `yes` and their like; anything else is NULL: a plain cast calls 2 true. */
function zeroOrOne(c: BoundColumn, raw: string): string {
  const number = `CASE TRY_CAST(${raw} AS DOUBLE) WHEN 1 THEN 1 WHEN 0 THEN 0 END`
  return isNumeric(c.type) ? number : `coalesce(${number}, CAST(TRY_CAST(${raw} AS BOOLEAN) AS INTEGER))`
}

/**
 * An outcome that could not be complete by observedUntil may be missing. It is stored as 0 and never counted: such
 * decisions are unmatured and left out of every sum of that outcome.
 */
export function unripeAsZero(
  c: BoundColumn & { readonly outcome: string },
  raw: string,
  value: string,
  { decision, observedUntil, outcomes }: Dataset,
): string {
  const { horizonDays } = outcomes[c.outcome]!
  if (observedUntil === undefined || decision.time === undefined || horizonDays === 0) return value
  const cut = sqlInstant(maturityCut(observedUntil, horizonDays)!)
  const young = `${instantSql('"#raw time"')} > TIMESTAMP ${quoteText(cut)}`
  return `CASE WHEN ${raw} IS NULL AND ${young} THEN 0 ELSE ${value} END`
}
