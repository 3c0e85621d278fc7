// Ranking power: how often a score puts an event above a non-event.

/**
 * Area under the ROC curve: P(score of an event > score of a non-event) + ½ P(they are equal). That is Mann and
 * Whitney's U over the number of pairs, so ties are averaged and the order of rows never matters.
 *
 * @param score  any real numbers, length n
 * @param event  1 or 0 (not 0 is an event), length n
 * @returns 0.5 for a score that says nothing, 1 for one that ranks perfectly; null without events or without non-events
 * @throws RangeError for a NaN score: where a missing value stands is for the caller to say
 *
 * Hanley & McNeil, "The meaning and use of the area under a receiver operating characteristic curve", 1982.
 */
export function auc(score: Float64Array, event: Uint8Array): number | null {
  const events = placements(score, event).filter((_, i) => event[i] !== 0)
  if (events.length === 0 || events.length === score.length) return null
  return events.reduce((sum, placement) => sum + placement, 0) / events.length
}

/**
 * Placement of every row among the rows of the other kind: the share of them its score beats, ties counted half; of an
 * event the share of non-events below it, of a non-event the share of events above it. Both kinds average to the AUC.
 *
 * @returns length n; NaN where there is no row of the other kind
 *
 * DeLong, DeLong & Clarke-Pearson, "Comparing the areas under two or more correlated ROC curves", 1988.
 */
export function placements(score: Float64Array, event: Uint8Array): Float64Array {
  checkScores(score, event)
  const events = score.filter((_, i) => event[i] !== 0).sort()
  const others = score.filter((_, i) => event[i] === 0).sort()
  return score.map((s, i) =>
    event[i] !== 0
      ? (countBelow(others, s) + countUpTo(others, s)) / 2 / others.length
      : 1 - (countBelow(events, s) + countUpTo(events, s)) / 2 / events.length,
  )
}

/** AUC and its error from placements: SE² = var(events)/n₁ + var(non-events)/n₀. Also of differences of placements. */
export function meanPlacement(placement: Float64Array, event: Uint8Array): { value: number; standardError: number } {
  const part = (kind: boolean) => {
    let n = 0,
      mean = 0,
      squares = 0
    for (let i = 0; i < placement.length; i++) {
      if ((event[i] !== 0) !== kind || Number.isNaN(placement[i]!)) continue
      n++
      const off = placement[i]! - mean
      mean += off / n
      squares += off * (placement[i]! - mean)
    }
    return { n, mean, variance: n < 2 ? NaN : squares / (n - 1) }
  }
  const events = part(true),
    others = part(false)
  return { value: events.mean, standardError: Math.sqrt(events.variance / events.n + others.variance / others.n) }
}

/** Error of an AUC when the score says nothing: √((n₁ + n₀ + 1)/(12 n₁ n₀)) (Mann & Whitney 1947); ∞ without pairs. */
export function nullAucError(events: number, others: number): number {
  return events === 0 || others === 0 ? Infinity : Math.sqrt((events + others + 1) / (12 * events * others))
}

/** Number of sorted values below s. */
function countBelow(sorted: Float64Array, s: number): number {
  let low = 0,
    high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < s) low = middle + 1
    else high = middle
  }
  return low
}

/** Number of sorted values at or below s. */
function countUpTo(sorted: Float64Array, s: number): number {
  let low = 0,
    high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! <= s) low = middle + 1
    else high = middle
  }
  return low
}

function checkScores(score: Float64Array, event: Uint8Array): void {
  if (score.length !== event.length) {
    throw new RangeError(`There are ${score.length} scores for ${event.length} outcomes; give one for each.`)
  }
  const bad = score.findIndex(Number.isNaN)
  if (bad >= 0) throw new RangeError(`The score of row ${bad} is NaN. Leave the row out, or decide where it ranks.`)
}
