// Customers in the order of a score, best first, as every uplift metric reads them.

import { rowOrder, type SortKey } from './row-order.ts'
import { UpliftError } from './uplift-error.ts'

/** n decisions of which each was treated or left alone. All columns have length n. */
export interface UpliftRows {
  /** Ranks the customers: the highest would be treated first. Any finite or infinite number. */
  readonly score: ArrayLike<number>
  /** 1 treated, 0 control. */
  readonly treatment: ArrayLike<number>
  /** Observed outcome in any unit; 0/1 or continuous. */
  readonly outcome: ArrayLike<number>
  /**
   * p = π₀(a|x) of the arm the customer was in (not of being treated), in (0, 1]. Only its proportions within an arm
   * matter. Left out when the treatment was drawn with the same probability for everybody.
   */
  readonly propensity?: ArrayLike<number>
  /** Whole-number codes; rows of one customer stay together when intervals are drawn. By default each row is one. */
  readonly customer?: ArrayLike<number>
  /**
   * Orders customers of equal score, lowest first, for the sake of programs that take them as they come. Without it
   * (and among rows equal in this too) ties are averaged.
   */
  readonly tieBreak?: ArrayLike<number>
}

/** The rows by score, best first; equal scores in an order that does not depend on how the rows were given. */
export interface Ranking {
  readonly rows: number
  readonly treatment: Uint8Array
  readonly outcome: Float64Array
  /**
   * 1/p, scaled within each arm to a mean of 1, so that sums stay in rows and equal propensities change nothing; null
   * when all are 1.
   */
  readonly weight: Float64Array | null
  /** Block of customers that are drawn together, 0 … BLOCKS − 1. */
  readonly block: Uint16Array
  /** Row after the last one of each group of equal scores. */
  readonly groupEnd: Uint32Array
}

/** Customers are dealt into this many blocks by hash; half of the blocks make a half-sample. */
export const BLOCKS = 512

/**
 * Checks the rows and brings them into the order of the score.
 *
 * Rows of equal score are ordered by treatment, outcome and propensity: rows equal in all of these are alike, so sums
 * over the ranking are the same bits however the rows were given.
 *
 * @param seed  deals customers into blocks; null leaves `block` empty
 * @throws {UpliftError} naming the first row that cannot be ranked, or the arm that is empty
 */
export function rank(given: UpliftRows, seed: number | null): Ranking {
  const n = lengthOf(given)
  const read = (name: keyof UpliftRows, values: ArrayLike<number>) => column(name, values, n)
  const readIfGiven = (name: keyof UpliftRows) => {
    const values: ArrayLike<number> | null | undefined = given[name] // callers without types also say null
    return values === undefined || values === null ? null : read(name, values)
  }
  const score = read('score', given.score),
    treatment = new Uint8Array(read('treatment', given.treatment))
  const outcome = read('outcome', given.outcome),
    propensity = readIfGiven('propensity')
  const customer = readIfGiven('customer'),
    tieBreak = readIfGiven('tieBreak')
  const weights = propensity === null ? null : stabilised(treatment, propensity)
  refuseEmptyArm(treatment)

  const among: SortKey[] = [{ values: treatment }, { values: outcome }]
  if (weights !== null) among.push({ values: weights })
  if (tieBreak !== null) among.unshift({ values: tieBreak })
  const differs = new Uint8Array(n),
    order = rowOrder(n, [{ values: score, descending: true }, ...among], differs)
  if (tieBreak !== null) markDifferences(order, tieBreak, differs)
  return {
    rows: n,
    treatment: inOrder(treatment, order, new Uint8Array(n)),
    outcome: inOrder(outcome, order, new Float64Array(n)),
    weight: weights === null ? null : inOrder(weights, order, new Float64Array(n)),
    block: seed === null ? new Uint16Array(0) : blocksInOrder(order, customer, seed),
    groupEnd: groupEnds(differs),
  }
}

/** One column at a time: memory is read at random, and several such streams at once slow each other down. */
function inOrder<T extends Uint8Array | Float64Array>(values: T, order: Uint32Array, into: T): T {
  for (let i = 0; i < order.length; i++) into[i] = values[order[i]!]!
  return into
}

/** Sets 1 where the row before has another value. */
function markDifferences(order: Uint32Array, values: Float64Array, differs: Uint8Array): void {
  let before = values[order[0]!]!
  for (let i = 1; i < order.length; i++) {
    const own = values[order[i]!]!
    if (own !== before) differs[i] = 1
    before = own
  }
}

/** @param differs  1 where a row differs from the row before */
function groupEnds(differs: Uint8Array): Uint32Array {
  const n = differs.length,
    ends = new Uint32Array(n)
  let groups = 0
  for (let i = 1; i < n; i++) if (differs[i] === 1) ends[groups++] = i
  ends[groups++] = n
  return groups === n ? ends : ends.slice(0, groups)
}

/** What every value of a column has to be, and what to do about one that is not. */
interface UpliftDemand {
  readonly holds: (x: number) => boolean
  readonly wayOut: string
}
const demands: Readonly<Record<keyof UpliftRows, UpliftDemand>> = {
  score: {
    holds: x => !Number.isNaN(x),
    wayOut: 'A customer without a score has no rank: score such rows, or leave them out.',
  },
  treatment: { holds: x => x === 0 || x === 1, wayOut: 'It is 1 for treated and 0 for control.' },
  outcome: { holds: Number.isFinite, wayOut: 'Leave rows without a known outcome out.' },
  propensity: {
    // sums of probabilities may exceed 1 by rounding; 1/p has to be a number
    holds: x => x > 1e-300 && x <= 1 + 1e-9,
    wayOut: 'It is the probability of the arm the customer was in, above 0 (1e-300 at least) and at most 1.',
  },
  customer: { holds: Number.isSafeInteger, wayOut: 'Customers are given as whole numbers.' },
  tieBreak: { holds: x => !Number.isNaN(x), wayOut: 'Every row needs a place among its equals.' },
}

function lengthOf(given: UpliftRows): number {
  for (const name of ['score', 'treatment', 'outcome'] as const) {
    const values: unknown = (given as UpliftRows | null)?.[name]
    if (!(Array.isArray(values) || ArrayBuffer.isView(values))) {
      throw new UpliftError(`${name} is missing. Give { score, treatment, outcome }, columns with one number per row.`)
    }
  }
  return given.score.length
}

/** A column as numbers, every one of which can be what the column says. */
function column(name: keyof UpliftRows, values: ArrayLike<number>, n: number): Float64Array {
  if (values.length !== n) {
    throw new UpliftError(`${name} has ${values.length} rows and score ${n}: every column describes the same rows.`)
  }
  const numbers = values instanceof Float64Array ? values : new Float64Array(values),
    { holds, wayOut } = demands[name]
  for (let i = 0; i < n; i++) {
    if (!holds(numbers[i]!)) throw new UpliftError(`${name} of row ${i} is ${numbers[i]}. ${wayOut}`)
  }
  return numbers
}

function refuseEmptyArm(treatment: Uint8Array): void {
  let treated = 0
  for (let i = 0; i < treatment.length; i++) treated += treatment[i]!
  if (treated > 0 && treated < treatment.length) return
  if (treatment.length === 0) throw new UpliftError('There are no rows to rank.')
  const arm = treated === 0 ? 'controls' : 'treated'
  throw new UpliftError(
    `All ${treatment.length} rows are ${arm}. An uplift is a difference between treated and ` +
      'controls: give rows of both.',
  )
}

/** 1/p over its mean in the row's arm; null when that is 1 in every row. */
function stabilised(treatment: Uint8Array, propensity: Float64Array): Float64Array | null {
  const sum = [0, 0],
    count = [0, 0],
    least = [Infinity, Infinity],
    most = [0, 0]
  for (let i = 0; i < treatment.length; i++) {
    const arm = treatment[i]!,
      p = propensity[i]!
    least[arm] = Math.min(least[arm]!, p)
    most[arm] = Math.max(most[arm]!, p)
  }
  if (least.every((p, arm) => p >= most[arm]!)) return null
  // Summed from the smallest on, so that the total does not depend on the order of the rows.
  const order = rowOrder(treatment.length, [{ values: propensity }])
  for (const i of order) {
    sum[treatment[i]!]! += 1 / propensity[i]!
    count[treatment[i]!]!++
  }
  return Float64Array.from(propensity, (p, i) => count[treatment[i]!]! / sum[treatment[i]!]! / p)
}

/** Blocks of the ordered rows. A row that names no customer is known by its place, whatever order rows came in. */
export function blocksInOrder(order: Uint32Array, customer: Float64Array | null, seed: number): Uint16Array {
  const mix = seedWord(seed),
    blocks = new Uint16Array(order.length)
  for (let i = 0; i < order.length; i++) blocks[i] = blockOf(customer === null ? i : customer[order[i]!]!, mix)
  return blocks
}

/** Spreads whole numbers evenly over the blocks. MurmurHash3's finaliser (Appleby) on both halves of the code. */
function blockOf(code: number, mix: number): number {
  return finish(finish((code | 0) ^ mix) ^ Math.floor(code / 2 ** 32)) % BLOCKS
}

const seedWord = (seed: number) => finish(seed | 0) ^ 0x9e37_79b9

function finish(x: number): number {
  let h = x
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35)
  return (h ^ (h >>> 16)) >>> 0
}
