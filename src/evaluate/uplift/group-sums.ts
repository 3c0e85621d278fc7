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

export function emptyGroupSums(groups: number): GroupSums {
  const column = () => new Float64Array(groups)
  return { rows: column(), treated: column(), control: column(), treatedOutcome: column(), controlOutcome: column() }
}

export function groupSums({ groupEnd, treatment, outcome, weight }: Ranking): GroupSums {
  const sums = emptyGroupSums(groupEnd.length)
  let from = 0
  for (let g = 0; g < groupEnd.length; g++) {
    const to = groupEnd[g]!
    let treated = 0, control = 0, treatedOutcome = 0, controlOutcome = 0
    for (let i = from; i < to; i++) {
      const w = weight === null ? 1 : weight[i]!, wy = w * outcome[i]!
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
  const { rows, treated, control, treatedOutcome, controlOutcome } = sums, along = sums[axis]
  const found: Prefix[] = []
  const at = { rows: 0, treated: 0, control: 0, treatedOutcome: 0, controlOutcome: 0 }
  let reached = 0
  for (let g = 0; g < rows.length && found.length < places.length; g++) {
    const step = along[g]!
    while (found.length < places.length && places[found.length]! < reached + step) {
      const share = Math.max(0, places[found.length]! - reached) / step
      found.push({
        rows: at.rows + share * rows[g]!, treated: at.treated + share * treated[g]!,
        control: at.control + share * control[g]!,
        treatedOutcome: at.treatedOutcome + share * treatedOutcome[g]!,
        controlOutcome: at.controlOutcome + share * controlOutcome[g]!,
      })
    }
    reached += step
    at.rows += rows[g]!
    at.treated += treated[g]!
    at.control += control[g]!
    at.treatedOutcome += treatedOutcome[g]!
    at.controlOutcome += controlOutcome[g]!
  }
  while (found.length < places.length) found.push({ ...at })
  return found
}

/** Sums over all groups. */
export const totals = (sums: GroupSums): Prefix => prefixAt(sums, 'rows', [Infinity])[0]!

/** ȳ of the treated − ȳ of the controls; null when an arm is empty. */
export function difference({ treated, control, treatedOutcome, controlOutcome }: Prefix): number | null {
  return treated > 0 && control > 0 ? treatedOutcome / treated - controlOutcome / control : null
}

/** Steps a group is walked in at `pace` rows each: at least one, but none in a group that a half-sample left empty. */
export const stepsOf = (rows: number, pace: number): number => rows > 0 ? Math.max(1, Math.round(rows / pace)) : 0
