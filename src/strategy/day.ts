const DAY_MS = 86_400_000

/** Whole days from 1970-01-01 to an ISO date; null when the text is no date of the calendar (2025-02-29). */
export function dayNumber(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const ms = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? null : ms / DAY_MS
}
