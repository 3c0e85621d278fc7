// The border of `evaluateLog`: what a caller hands over as arrays, checked once, as weights and dense customer numbers.

import { HuijianError } from '../../huijian-error.ts'

/** Arrays that are no log of decisions: names the array, the place and the value. */
export class LogError extends HuijianError {
  override readonly name = 'LogError'
  readonly code = 'log'
}

/** n logged decisions and what the evaluated policy would have done, row by row. */
export interface LoggedArrays {
  /** r_i in any unit; all 0 or 1 are a rate. */
  readonly reward: ArrayLike<number>
  /** π₀(a_i|x_i) in (0, 1]: how likely the logged action was. */
  readonly propensity: ArrayLike<number>
  /** π(a_i|x_i) in [0, 1]: how likely the evaluated policy would have taken it. */
  readonly target: ArrayLike<number>
  /** q̂(x_i, a_i), in the unit of the reward: what a model predicted for the logged action. */
  readonly qLogged?: ArrayLike<number>
  /** v̂_i = Σ_a π(a|x_i) q̂(x_i, a). */
  readonly qTarget?: ArrayLike<number>
  /** Whole numbers, the same for the decisions of one customer. If absent, each decision is a customer's of its own. */
  readonly customer?: ArrayLike<number>
}

/** A log whose weights are known, as estimators over rows take it. Arrays have the length of `reward`. */
export interface WeightedRows {
  readonly reward: Float64Array
  readonly w: Float64Array
  readonly qLogged: Float64Array | null
  readonly qTarget: Float64Array | null
  /** 0 … customers − 1; null when each row is a customer's of its own. */
  readonly customer: Int32Array | null
  readonly customers: number
}

/** Cubes of sums of such weights are still numbers. */
const LARGEST_WEIGHT = 1e90

/** Probabilities that were added up may exceed 1 by rounding. */
const MOST_PROBABILITY = 1 + 1e-9

/** What every value of an array has to be, and the way out when one is not. */
interface Demand {
  readonly holds: (x: number) => boolean
  readonly range: string
  readonly wayOut: string
}
const demands: Readonly<Record<'reward' | 'propensity' | 'target' | 'qLogged' | 'qTarget', Demand>> = {
  reward: {
    holds: Number.isFinite,
    range: 'a finite number',
    wayOut: 'Leave decisions without a known outcome out.',
  },
  propensity: {
    holds: p => p > 0 && p <= MOST_PROBABILITY,
    range: 'above 0 and at most 1',
    wayOut: 'It is the probability with which the log took the action it took; leave decisions without one out.',
  },
  target: {
    holds: p => p >= 0 && p <= MOST_PROBABILITY,
    range: 'from 0 to 1',
    wayOut: 'It is the probability with which the evaluated policy would have taken the logged action.',
  },
  qLogged: {
    holds: Number.isFinite,
    range: 'a finite number',
    wayOut: 'Without a model for every decision, leave qLogged out.',
  },
  qTarget: {
    holds: Number.isFinite,
    range: 'a finite number',
    wayOut: 'Without a model for every decision, leave qTarget out.',
  },
}

/** @throws {LogError} */
export function weightedRows(log: LoggedArrays): WeightedRows {
  const n = lengthOf(log)
  const propensity = numbers('propensity', log.propensity, n),
    target = numbers('target', log.target, n)
  const w = target.map((p, i) => p / propensity[i]!)
  const overflow = w.findIndex(weight => !(weight <= LARGEST_WEIGHT))
  if (overflow >= 0) {
    throw new LogError(
      `propensity[${overflow}] is ${propensity[overflow]}: too small for its weight to be squared. ` +
        'No log chooses an action so rarely; correct the propensity, or leave the decision out.',
    )
  }
  const q = (name: 'qLogged' | 'qTarget') => (isAbsent(log[name]) ? null : numbers(name, log[name], n))
  return {
    reward: numbers('reward', log.reward, n),
    w,
    qLogged: q('qLogged'),
    qTarget: q('qTarget'),
    ...customersOf(log.customer, n),
  }
}

/** Callers without types also say null. */
const isAbsent = (values: ArrayLike<number> | null | undefined) => values === undefined || values === null

function lengthOf(log: LoggedArrays): number {
  const reward: unknown = (log as LoggedArrays | null)?.reward
  if (!isArrayLike(reward)) throw missing('reward')
  if (reward.length === 0) throw new LogError('The log has no decision. Give arrays of at least one.')
  return reward.length
}

const isArrayLike = (values: unknown): values is ArrayLike<unknown> =>
  Array.isArray(values) || (ArrayBuffer.isView(values) && 'length' in values)

const missing = (name: string) =>
  new LogError(
    `${name} is missing or no array of numbers. Give { reward, propensity, target }, arrays with one number per ` +
      'decision.',
  )

/** @throws {LogError} */
export function checkLambda(lambda: number | null): void {
  if (lambda === null || (typeof lambda === 'number' && lambda >= 0)) return
  throw new LogError(`λ is ${lambda}; it is one weight, 0 or more.`)
}

/** @throws {LogError} */
export function checkLevel(level: number): void {
  if (level > 0 && level < 1) return
  throw new LogError(`The level is ${level}; it lies between 0 and 1, usually 0.95.`)
}

function numbers(name: keyof typeof demands, values: ArrayLike<number> | undefined, n: number): Float64Array {
  const { holds, range, wayOut } = demands[name]
  if (!isArrayLike(values)) throw missing(name)
  checkLength(name, values, n)
  for (let i = 0; i < n; i++) {
    const x = values[i]!
    if (typeof x !== 'number' || !holds(x)) {
      throw new LogError(`${name}[${i}] is ${shown(x)}; it has to be ${range}. ${wayOut}`)
    }
  }
  return values instanceof Float64Array ? values : Float64Array.from(values)
}

/** With quotes where a number came as text. */
const shown = (x: unknown) => (typeof x === 'string' ? JSON.stringify(x) : typeof x === 'bigint' ? `${x}n` : String(x))

function checkLength(name: string, values: ArrayLike<number>, n: number): void {
  if (values.length === n) return
  throw new LogError(`${name} has ${values.length} values and reward has ${n}; every array needs one per decision.`)
}

/** Any whole numbers as 0 … customers − 1, in the order in which they first appear. */
function customersOf(codes: ArrayLike<number> | undefined, n: number): Pick<WeightedRows, 'customer' | 'customers'> {
  if (codes === undefined || isAbsent(codes)) return { customer: null, customers: n }
  if (!isArrayLike(codes)) throw missing('customer')
  checkLength('customer', codes, n)
  const known = new Map<number, number>(),
    customer = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    const code = codes[i]!
    if (!Number.isSafeInteger(code)) {
      throw new LogError(`customer[${i}] is ${shown(code)}; customers are whole numbers. Number them, in any order.`)
    }
    let dense = known.get(code)
    if (dense === undefined) known.set(code, (dense = known.size))
    customer[i] = dense
  }
  return { customer, customers: known.size }
}
