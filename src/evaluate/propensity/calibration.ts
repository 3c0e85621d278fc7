import type { ActionCalibration, CalibrationGroup } from './checks.ts'

/** Groups a table shows per action, of about equally many decisions. */
const GROUPS = 10
/** Bins on the logit scale from −16 to 16: a predicted 0.5 % and 1 % are as far apart as 33 % and 50 %. */
const BINS = 3200,
  EDGE = 16

/**
 * Collects predicted probabilities and whether the action was taken. Memory does not grow with the decisions; the
 * groups read from it depend on the bins, never on the order of rows.
 */
export interface CalibrationTally {
  readonly add: (action: number, predicted: number, taken: boolean, times?: number) => void
  readonly table: (actions: readonly string[]) => readonly ActionCalibration[]
}

/** Of an action, what was predicted against what happened, by predicted probability (a reliability table). */
export function calibrationTally(actions: number): CalibrationTally {
  const n = new Float64Array(actions * BINS),
    predicted = new Float64Array(n.length),
    taken = new Float64Array(n.length)
  return {
    add: (action, p, isTaken, times = 1) => {
      const place = ((Math.log(p / (1 - p)) + EDGE) / (2 * EDGE)) * BINS // ±∞ for 0 and 1
      const at = action * BINS + Math.min(BINS - 1, Math.max(0, Math.floor(place)))
      n[at]! += times
      predicted[at]! += p * times
      if (isTaken) taken[at]! += times
    },
    table: keys =>
      keys.flatMap((action, a): ActionCalibration[] => {
        const groups = groupsOf(n, predicted, taken, a * BINS)
        return groups.some(group => group.observed > 0) ? [{ action, groups }] : []
      }),
  }
}

function groupsOf(n: Float64Array, predicted: Float64Array, taken: Float64Array, from: number): CalibrationGroup[] {
  const total = n.subarray(from, from + BINS).reduce((sum, count) => sum + count, 0)
  const groups: CalibrationGroup[] = []
  let count = 0,
    p = 0,
    hits = 0,
    seen = 0,
    end = total / GROUPS
  for (let b = from; b < from + BINS; b++) {
    count += n[b]!
    seen += n[b]!
    p += predicted[b]!
    hits += taken[b]!
    // A group ends where a tenth of the decisions does; a bin is never cut in two.
    if (count === 0 || (seen < total && seen < end)) continue
    groups.push({ decisions: count, predicted: Math.min(1, p / count), observed: hits / count }) // sums round
    count = p = hits = 0
    end = ((Math.floor((seen * GROUPS) / total) + 1) * total) / GROUPS
  }
  return groups
}
