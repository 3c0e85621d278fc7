// Qini and uplift curves as scikit-uplift defines them: one point per distinct score, joined by straight lines.

import { emptyGroupSums, type GroupSums, type Prefix } from './group-sums.ts'

/** Area under a curve from (0, 0) over rows targeted, and where the curve ends. */
export interface CurveArea {
  readonly area: number
  readonly end: number
}

/** Height of a curve where the running sums of `GroupSums` are these. */
export type Height = (
  rows: number,
  treated: number,
  control: number,
  treatedOutcome: number,
  controlOutcome: number,
) => number

/**
 * Qini(k) = Y_T − Y_C·N_T/N_C among the k best rows: outcomes gained in the treated arm beyond what the controls' rate
 * explains. N_T/N_C is taken as 0 while there are no controls.
 *
 * Radcliffe, "Using control groups to target on predicted lift", 2007; scikit-uplift 0.5.1, `qini_curve`.
 */
export const qiniHeight: Height = (_, treated, control, treatedOutcome, controlOutcome) =>
  treatedOutcome - (control > 0 ? controlOutcome * (treated / control) : 0)

/**
 * Uplift(k) = (Y_T/N_T − Y_C/N_C)·k among the k best rows; an arm without rows counts as 0.
 *
 * scikit-uplift 0.5.1, `uplift_curve`; Gutierrez & Gérardy, "Causal inference and uplift modeling", 2016, section 4.1.
 */
export const upliftHeight: Height = (rows, treated, control, treatedOutcome, controlOutcome) =>
  ((treated > 0 ? treatedOutcome / treated : 0) - (control > 0 ? controlOutcome / control : 0)) * rows

/** Area under a curve by trapezoids between the ends of the groups, in (unit of height) × rows. */
export function areaUnder(sums: GroupSums, height: Height): CurveArea {
  const { rows, treated, control, treatedOutcome, controlOutcome } = sums
  let n = 0,
    t = 0,
    c = 0,
    ty = 0,
    cy = 0,
    area = 0,
    before = 0
  for (let g = 0; g < rows.length; g++) {
    const width = rows[g]!
    n += width
    const now = height(
      n,
      (t += treated[g]!),
      (c += control[g]!),
      (ty += treatedOutcome[g]!),
      (cy += controlOutcome[g]!),
    )
    area += (width * (before + now)) / 2
    before = now
  }
  return { area, end: before }
}

/** Height of the same curve at numbers of rows, ascending: straight between the ends of the groups. */
export function heightsAt(sums: GroupSums, height: Height, places: readonly number[]): readonly number[] {
  const { rows, treated, control, treatedOutcome, controlOutcome } = sums,
    heights: number[] = []
  let n = 0,
    t = 0,
    c = 0,
    ty = 0,
    cy = 0,
    before = 0,
    place = places[0] ?? Infinity
  for (let g = 0; g < rows.length; g++) {
    const start = n,
      width = rows[g]!
    n += width
    const now = height(
      n,
      (t += treated[g]!),
      (c += control[g]!),
      (ty += treatedOutcome[g]!),
      (cy += controlOutcome[g]!),
    )
    while (place <= n) {
      heights.push(width === 0 ? now : before + ((place - start) / width) * (now - before))
      place = places[heights.length] ?? Infinity
    }
    before = now
  }
  while (heights.length < places.length) heights.push(before) // the end, which rounding may put beyond the last row
  return heights
}

/**
 * The best ranking there is for a Qini curve of a 0/1 outcome: treated who responded first, controls who responded
 * last. Rows are counted by their weights.
 */
export function perfectQini({ treated, control, treatedOutcome, controlOutcome }: Prefix): GroupSums {
  return classes([
    { treated: treatedOutcome, responding: true },
    { treated: treated - treatedOutcome, control: control - controlOutcome },
    { control: controlOutcome, responding: true },
  ])
}

/**
 * What scikit-uplift takes as the best ranking for an uplift curve of a 0/1 outcome: treated who responded, controls
 * who did not, then controls who did if they are more than the treated who did not, else those. It is not the largest
 * area possible, but it is that program's yardstick (`perfect_uplift_curve`).
 */
export function perfectUplift({ treated, control, treatedOutcome, controlOutcome }: Prefix): GroupSums {
  const controlResponders = { control: controlOutcome, responding: true }
  const treatedOthers = { treated: treated - treatedOutcome }
  return classes([
    { treated: treatedOutcome, responding: true },
    { control: control - controlOutcome },
    ...(controlOutcome > treatedOthers.treated
      ? [controlResponders, treatedOthers]
      : [treatedOthers, controlResponders]),
  ])
}

/**
 * Area under the curve that rises by one per row to the whole gain r = Y_T − N_T·Y_C/N_C and stays there: nobody is
 * harmed and everybody who gains comes first (`perfect_qini_curve` with negative_effect=False). Null unless 0 < r ≤ n.
 */
export function perfectWithoutNegative(rows: number, gain: number): number | null {
  return gain > 0 && gain <= rows ? (gain * gain) / 2 + gain * (rows - gain) : null
}

interface OutcomeClass {
  readonly treated?: number
  readonly control?: number
  readonly responding?: boolean
}

function classes(list: readonly OutcomeClass[]): GroupSums {
  const sums = emptyGroupSums(list.length)
  list.forEach(({ treated = 0, control = 0, responding = false }, g) => {
    sums.rows[g] = treated + control
    sums.treated[g] = treated
    sums.control[g] = control
    sums.treatedOutcome[g] = responding ? treated : 0
    sums.controlOutcome[g] = responding ? control : 0
  })
  return sums
}
