// From when on a decision is too young for its outcome to be known.
import { HistoryError } from './history-error.ts'

const DAY_MS = 86_400_000

/**
 * An ISO moment as ms since 1970; null for anything else. Without a zone it is taken as UTC, as everywhere in the
 * canonical history and whatever the machine's zone; a day without a time is its first moment.
 */
export function parseMoment(text: string): number | null {
  const [, day, time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? []
  if (day === undefined) return null
  const ms = Date.parse(`${day}T${time}${zone}`), midnight = Date.parse(`${day}T00:00Z`)
  // Date.parse bends 30 February into March.
  return Number.isNaN(ms) || !new Date(midnight).toISOString().startsWith(day) ? null : ms
}

/**
 * Decisions later than this (ms since 1970) have not lived their whole horizon; null when all have.
 *
 * @param observedUntil  ISO moment until which outcomes were observed; null when the history has no times
 * @throws {HistoryError} when it is no moment
 */
export function maturityCut(observedUntil: string | null, horizonDays: number): number | null {
  if (observedUntil === null || horizonDays === 0) return null
  const until = parseMoment(observedUntil)
  if (until === null) {
    throw new HistoryError(`observedUntil “${observedUntil}” is no moment; write it as 2025-12-31T23:59:59Z.`)
  }
  return until - horizonDays * DAY_MS
}

/** Numbers of the rows old enough, in order; null for all. A row without time is. */
export function matureRows(
  { rows, time }: { readonly rows: number; readonly time: Float64Array }, cut: number | null,
): Int32Array | null {
  if (cut === null) return null
  const list = new Int32Array(rows)
  let found = 0
  for (let i = 0; i < rows; i++) if (!(time[i]! > cut)) list[found++] = i
  return found === rows ? null : list.slice(0, found)
}
