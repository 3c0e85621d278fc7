import type { Interval } from '../stats/wilson.ts'

/** value ± z·error; null when either is absent. */
export function around(value: number | null, error: number | null, z: number): Interval | null {
  return value === null || error === null ? null : [value - z * error, value + z * error]
}
