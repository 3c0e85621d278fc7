// Counting how often intervals held the truth, key by key. Tallies of disjoint sets of worlds add up.

import type { Observation } from './demo-world.ts'

export interface Tally {
  seen: number
  refused: number
  /** Observations with an interval and no reason against them but few events. */
  judged: number
  covered: number
  width: number
  events: number
  standardError: number
}

export type Tallies = Record<string, Tally>

export function count(into: Tallies, observations: readonly Observation[], truth: (key: string) => number): void {
  for (const { key, events, isRefused, interval, standardError } of observations) {
    const tally = (into[key] ??= { seen: 0, refused: 0, judged: 0, covered: 0, width: 0, events: 0, standardError: 0 })
    tally.seen++
    tally.events += events
    tally.refused += Number(isRefused)
    if (Number.isFinite(standardError)) tally.standardError += standardError
    if (isRefused || interval === null) continue
    const value = truth(key)
    tally.judged++
    tally.covered += Number(interval[0] <= value && value <= interval[1])
    tally.width += interval[1] - interval[0]
  }
}

export function addTallies(into: Tallies, part: Tallies): void {
  for (const [key, tally] of Object.entries(part)) {
    const sum = (into[key] ??= { seen: 0, refused: 0, judged: 0, covered: 0, width: 0, events: 0, standardError: 0 })
    for (const name of Object.keys(tally) as (keyof Tally)[]) sum[name] += tally[name]
  }
}
