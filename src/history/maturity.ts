// From when on a decision is too young for its outcome to be known.

import { HistoryError } from './history-error.ts'
import { parseInstant } from './instant.ts'

const DAY_MS = 86_400_000

/**
 * Decisions later than this (ms since 1970) have not lived their whole horizon; null when all have.
 *
 * @param observedUntil  ISO instant until which outcomes were observed; null when the history has no times
 * @throws {HistoryError} when it is no instant
 */
export function maturityCut(observedUntil: string | null, horizonDays: number): number | null {
  if (observedUntil === null || horizonDays === 0) return null
  const until = parseInstant(observedUntil)
  if (until === null) {
    throw new HistoryError(`observedUntil “${observedUntil}” is no moment; write it as 2025-12-31T23:59:59Z.`)
  }
  return until - horizonDays * DAY_MS
}

/** Numbers of the rows old enough, in order; null for all. A row without time is. */
export function matureRows(
  { rows, time }: { readonly rows: number; readonly time: Float64Array },
  cut: number | null,
): Int32Array | null {
  if (cut === null) return null
  const list = new Int32Array(rows)
  let found = 0
  for (let i = 0; i < rows; i++) if (!(time[i]! > cut)) list[found++] = i
  return found === rows ? null : list.slice(0, found)
}
