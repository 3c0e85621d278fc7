import { auc } from '../../stats/auc.ts'
import { fitLogit } from '../../stats/logistic.ts'
import { addScores, RIDGE } from './ranking.ts'
import type { TimeSplit } from './report.ts'
import type { RankingSample } from './sample.ts'

/** Below this the two AUCs are told apart by chance as easily as by time. */
const FLATTERY_LIMIT = 0.02

/**
 * Fits on the first two thirds of the decisions and ranks the last; and fits on two of every three decisions in the
 * order of time and ranks the third. The second is how models are often praised: it knows what came after.
 */
export function splitByTime(sample: RankingSample): TimeSplit {
  const order = Int32Array.from({ length: sample.rows }, (_, i) => i).sort(
    (a, b) => sample.time[a]! - sample.time[b]! || sample.row[a]! - sample.row[b]!,
  )
  const from = sample.time[order[Math.floor((2 * sample.rows) / 3)] ?? 0] ?? NaN
  if (Number.isNaN(from)) return { ordered: null, interleaved: null, flatters: null, from: null }
  const place = new Int32Array(sample.rows)
  order.forEach((i, k) => {
    place[i] = k
  })
  // Decisions at one instant stay on one side.
  const ordered = heldOut(
    sample,
    Uint8Array.from(sample.time, time => (time >= from ? 1 : 0)),
  )
  const interleaved = heldOut(
    sample,
    Uint8Array.from(place, k => (k % 3 === 2 ? 1 : 0)),
  )
  return {
    ordered,
    interleaved,
    flatters: ordered === null || interleaved === null ? null : interleaved - ordered > FLATTERY_LIMIT,
    from: new Date(from).toISOString(),
  }
}

/** AUC on the rows held out, of a logit on the others; null when either has no events or nothing but events. */
function heldOut(sample: RankingSample, out: Uint8Array): number | null {
  const held = [...out.keys()].filter(i => out[i] === 1)
  const events = held.reduce((sum, i) => sum + sample.event[i]!, 0)
  const rest = sample.events - events,
    others = sample.rows - held.length - rest
  if (rest === 0 || others === 0) return null
  const { x } = sample.without(new Set()),
    score = new Float64Array(sample.rows)
  const model = fitLogit(x, sample.event, 2, { ridge: RIDGE, include: out.map(o => 1 - o) })
  addScores(x, model, i => out[i] === 1, score)
  return auc(
    Float64Array.from(held, i => score[i]!),
    Uint8Array.from(held, i => sample.event[i]!),
  )
}
