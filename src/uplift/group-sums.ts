// Sums per group of equal scores, best group first: all that the areas under the curves are computed from.

import type { Ranking } from './ranking.ts'

/**
 * One entry per group. Within a group nothing is known of the order, so every curve runs as if its rows were mixed
 * evenly: sums at a place inside the group are interpolated. That is what "ties are averaged" means.
 */
export interface GroupSums {
  readonly rows: Float64Array
  /** Σw of treated rows; their number when all weights are 1. */
  readonly treated: Float64Array
  readonly control: Float64Array
  /** Σwy of treated rows. */
  readonly treatedOutcome: Float64Array
  readonly controlOutcome: Float64Array
}

/** Running sums up to some place in the ranking. */
export interface Prefix {
  readonly rows: number
  readonly treated: number
  readonly control: number
  readonly treatedOutcome: number
  readonly controlOutcome: number
}

export const groupSumNames = ['rows', 'treated', 'control', 'treatedOutcome', 'controlOutcome'] as const

export function emptyGroupSums(groups: number): GroupSums {
  const column = () => new Float64Array(groups)
  return { rows: column(), treated: column(), control: column(), treatedOutcome: column(), controlOutcome: column() }
}

export function groupSums({ groupEnd, treatment, outcome, weight }: Ranking): GroupSums {
  const sums = emptyGroupSums(groupEnd.length)
  let from = 0
  for (let g = 0; g < groupEnd.length; g++) {
    const to = groupEnd[g]!
    let treated = 0,
      control = 0,
      treatedOutcome = 0,
      controlOutcome = 0
    for (let i = from; i < to; i++) {
      const w = weight === null ? 1 : weight[i]!,
        wy = w * outcome[i]!
      if (treatment[i] === 1) {
        treated += w
        treatedOutcome += wy
      } else {
        control += w
        controlOutcome += wy
      }
    }
    sums.rows[g] = to - from
    sums.treated[g] = treated
    sums.control[g] = control
    sums.treatedOutcome[g] = treatedOutcome
    sums.controlOutcome[g] = controlOutcome
    from = to
  }
  return sums
}

/**
 * Running sums where the running sum of `axis` reaches each of `places`.
 *
 * @param places  ascending, from 0 to the total of the axis; what lies beyond is taken as the end
 */
export function prefixAt(sums: GroupSums, axis: keyof Prefix, places: readonly number[]): readonly Prefix[] {
  const { rows, treated, control, treatedOutcome, controlOutcome } = sums,
    along = sums[axis]
  const found: Prefix[] = []
  // Plain numbers, not an object: this loop runs over every distinct score.
  let reached = 0,
    n = 0,
    t = 0,
    c = 0,
    ty = 0,
    cy = 0,
    place = places[0] ?? Infinity
  for (let g = 0; g < rows.length && found.length < places.length; g++) {
    const step = along[g]!
    while (place < reached + step) {
      const share = Math.max(0, place - reached) / step
      found.push({
        rows: n + share * rows[g]!,
        treated: t + share * treated[g]!,
        control: c + share * control[g]!,
        treatedOutcome: ty + share * treatedOutcome[g]!,
        controlOutcome: cy + share * controlOutcome[g]!,
      })
      place = places[found.length] ?? Infinity
    }
    reached += step
    n += rows[g]!
    t += treated[g]!
    c += control[g]!
    ty += treatedOutcome[g]!
    cy += controlOutcome[g]!
  }
  const end = { rows: n, treated: t, control: c, treatedOutcome: ty, controlOutcome: cy }
  while (found.length < places.length) found.push(end)
  return found
}

/** Sums over all groups. */
export function totals(sums: GroupSums): Prefix {
  return {
    rows: sum(sums.rows),
    treated: sum(sums.treated),
    control: sum(sums.control),
    treatedOutcome: sum(sums.treatedOutcome),
    controlOutcome: sum(sums.controlOutcome),
  }
}

function sum(values: Float64Array): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}

/** ȳ of the treated − ȳ of the controls; null when an arm is empty. */
export function difference({ treated, control, treatedOutcome, controlOutcome }: Prefix): number | null {
  return treated > 0 && control > 0 ? treatedOutcome / treated - controlOutcome / control : null
}

/** Steps a group is walked in at `pace` rows each: at least one, but none in a group that a half-sample left empty. */
export const stepsOf = (rows: number, pace: number): number => (rows > 0 ? Math.max(1, Math.round(rows / pace)) : 0)
