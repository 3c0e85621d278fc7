// Goal: what a person who wants just these sums would write: two loops over typed arrays, in one thread.

import type { Columns } from 'huijian/engine'
import { ACTIONS, EXPLORATION, FOLDS, SHRINKAGE, sumNames } from './strategy.ts'

const WIDTH = sumNames.length

/** [whole, then segments] × sumNames. Every decision has matured, as in the history of the benchmark. */
export function byHand(columns: Columns): Float64Array {
  const { rows, customer, segment, customerHash, action } = columns,
    propensity = columns.propensity!,
    outcome = columns.outcomes['conversion'] as Uint8Array
  const segments = columns.segments.length,
    { optedOut, contacts, matures, balance, appUser, age } = featuresOf(columns),
    q = outcomeModel(columns),
    qMean = meanOverActions(q)
  const sums = new Float64Array((1 + segments) * WIDTH)
  // Totals of the customer at hand: n, w, r, d and the log's r, of all her decisions and by segment.
  const totals = new Float64Array((1 + segments) * 5),
    seen = new Int32Array(segments)
  let count = 0
  for (let i = 0; i < rows; i++) {
    const chosen =
      optedOut[i] === 1
        ? 0
        : contacts[i]! >= 4
          ? 0
          : matures[i]! <= 28 && balance[i]! >= 10_000
            ? 1
            : appUser[i] === 1
              ? 4
              : age[i]! < 60
                ? 3
                : 0
    const s = segment[i]!,
      logged = action[i]!,
      cell = (customerHash[i]! % FOLDS) * segments + s,
      r = outcome[i]!
    const w = (EXPLORATION / ACTIONS + (logged === chosen ? 1 - EXPLORATION : 0)) / propensity[i]!
    const v = EXPLORATION * qMean[cell]! + (1 - EXPLORATION) * q[cell * ACTIONS + chosen]!
    const d = v + w * (r - q[cell * ACTIONS + logged]!)
    const at = (1 + s) * 5
    if (totals[at] === 0) seen[count++] = s
    totals[at]! += 1
    totals[at + 1]! += w
    totals[at + 2]! += w * r
    totals[at + 3]! += d
    totals[at + 4]! += r
    if (i + 1 < rows && customer[i + 1] === customer[i]) continue
    for (let k = 0; k < count; k++) {
      const s = seen[k]!
      for (let x = 0; x < 5; x++) totals[x]! += totals[(1 + s) * 5 + x]!
      addProducts(sums, totals, 1 + s)
    }
    addProducts(sums, totals, 0)
    count = 0
  }
  return sums
}

function addProducts(sums: Float64Array, totals: Float64Array, cell: number): void {
  const t = cell * 5,
    n = totals[t]!,
    w = totals[t + 1]!,
    r = totals[t + 2]!,
    d = totals[t + 3]!,
    l = totals[t + 4]!
  const at = cell * WIDTH
  sums[at]! += n
  sums[at + 1]! += 1
  sums[at + 2]! += n * n
  sums[at + 3]! += w
  sums[at + 4]! += w * w
  sums[at + 5]! += w * n
  sums[at + 6]! += r
  sums[at + 7]! += r * r
  sums[at + 8]! += r * w
  sums[at + 9]! += r * n
  sums[at + 10]! += d
  sums[at + 11]! += d * d
  sums[at + 12]! += d * n
  sums[at + 13]! += r * l
  sums[at + 14]! += w * l
  sums[at + 15]! += d * l
  sums[at + 16]! += l
  sums[at + 17]! += l * l
  sums[at + 18]! += l * n
  totals.fill(0, t, t + 5)
}

/** Mean outcome of the other folds by fold × segment × action, pulled towards the action's. */
function outcomeModel({ rows, segments, customerHash, segment, action, outcomes }: Columns): Float64Array {
  const outcome = outcomes['conversion'] as Uint8Array,
    cells = segments.length * ACTIONS
  const n = new Float64Array(FOLDS * cells),
    sum = new Float64Array(FOLDS * cells)
  for (let i = 0; i < rows; i++) {
    const cell = ((customerHash[i]! % FOLDS) * segments.length + segment[i]!) * ACTIONS + action[i]!
    n[cell]! += 1
    sum[cell]! += outcome[i]!
  }
  const q = new Float64Array(FOLDS * cells)
  const others = (of: Float64Array, fold: number, cell: number) => {
    let total = 0
    for (let f = 0; f < FOLDS; f++) if (f !== fold) total += of[f * cells + cell]!
    return total
  }
  for (let f = 0; f < FOLDS; f++) {
    for (let a = 0; a < ACTIONS; a++) {
      let actionN = 0,
        actionSum = 0
      for (let cell = a; cell < cells; cell += ACTIONS) {
        actionN += others(n, f, cell)
        actionSum += others(sum, f, cell)
      }
      for (let cell = a; cell < cells; cell += ACTIONS) {
        q[f * cells + cell] =
          (others(sum, f, cell) + (SHRINKAGE * actionSum) / actionN) / (others(n, f, cell) + SHRINKAGE)
      }
    }
  }
  return q
}

function meanOverActions(q: Float64Array): Float64Array {
  return Float64Array.from(
    { length: q.length / ACTIONS },
    (_, cell) => q.subarray(cell * ACTIONS, (cell + 1) * ACTIONS).reduce((a, b) => a + b, 0) / ACTIONS,
  )
}

function featuresOf({ features }: Columns) {
  const number = (name: string) => (features[name] as { values: Float64Array }).values
  const flag = (name: string) => (features[name] as { values: Int8Array }).values
  return {
    optedOut: flag('optedOut'),
    contacts: number('contacts90d'),
    matures: number('depositMaturesInDays'),
    balance: number('balance'),
    appUser: flag('appUser'),
    age: number('ageYears'),
  }
}
