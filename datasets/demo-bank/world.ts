// The demo bank, one customer at a time: months pass, a policy acts, outcomes follow and shape what comes next.

import { HistoryError } from '../../src/history/history-error.ts'
import { ACTIONS } from './catalogue.ts'
import { meetCustomer, newSituation, type Situation } from './customer.ts'
import { TIMELESS, type Draws } from './draws.ts'
import { advance, firstDayOf, LAST_MONTH, MAX_MONTHS, observe } from './months.ts'
import { draw } from './outcomes.ts'
import { COMPLAINT, CONVERSION, newResponse, OPT_OUT, OUTCOME_COLUMNS, respond, type Response } from './response.ts'

/** How large a world is and which one. The same three numbers give the same world, byte for byte. */
export interface WorldSize {
  readonly customers: number
  /** Months up to December 2025: 12 is the year 2025, 24 begins in January 2024. */
  readonly months: number
  readonly seed: number
}

/** Raise when an equation changes: files generated before are then another world's. */
export const WORLD_VERSION = 1

export const DEFAULT_SIZE: WorldSize = { customers: 20_000, months: 12, seed: 2025 }

/** One decision as it is made, with what followed. The same object is reused for every row: copy what is kept. */
export interface Row {
  /** The state just before the decision. */
  readonly situation: Situation
  /** Probability of each action under the policy that acted. */
  readonly probabilities: Float64Array
  action: number
  reached: boolean
  readonly outcomes: Float64Array // by OUTCOME_COLUMNS
  readonly response: Response // of the action taken
}

/** Writes π(·|x) for the situation into `out`, summing to 1. */
export type Behaviour = (s: Situation, out: Float64Array) => void

const PURPOSE_ACTION = 90
/** Keys have eight digits. */
const MAX_CUSTOMERS = 99_999_999

/** Lives one customer's months under a policy, calling `see` at every decision, before the state moves on. */
export function live(
  size: WorldSize,
  customer: number,
  behaviour: Behaviour,
  row: Row,
  d: Draws,
  see: (row: Row) => void,
): void {
  const s = row.situation
  const first = LAST_MONTH - size.months + 1
  d.at(size.seed, customer, TIMELESS)
  meetCustomer(s, d, firstDayOf(first), first)
  s.month = first
  for (let m = 0; m < size.months; m++) {
    d.at(size.seed, customer, s.month)
    observe(s, d)
    behaviour(s, row.probabilities)
    row.action = pickAction(row.probabilities, d.uniform(PURPOSE_ACTION))
    respond(s, row.action, row.response)
    row.reached = draw(row.response, d, row.outcomes)
    see(row)
    advance(
      s,
      d,
      row.action,
      row.outcomes[CONVERSION] === 1,
      row.outcomes[COMPLAINT] === 1,
      row.outcomes[OPT_OUT] === 1,
    )
  }
}

export function newRow(): Row {
  return {
    situation: newSituation(),
    probabilities: new Float64Array(ACTIONS),
    action: 0,
    reached: false,
    outcomes: new Float64Array(OUTCOME_COLUMNS.length),
    response: newResponse(),
  }
}

/** Key of a customer in the log. */
export function customerKey(customer: number): string {
  return `C${String(customer + 1).padStart(8, '0')}`
}

function pickAction(probabilities: Float64Array, u: number): number {
  let action = 0
  for (let left = u - probabilities[0]!; left >= 0 && action < ACTIONS - 1; left -= probabilities[action]!) action++
  return action
}

/** @throws {HistoryError} when no world of this size can be made */
export function checkSize({ customers, months, seed }: WorldSize): void {
  const wrong = !(Number.isInteger(customers) && customers >= 1 && customers <= MAX_CUSTOMERS)
    ? `customers is ${customers}; give a whole number from 1 to ${MAX_CUSTOMERS}.`
    : !(Number.isInteger(months) && months >= 1 && months <= MAX_MONTHS)
      ? `months is ${months}; give a whole number from 1 to ${MAX_MONTHS}.`
      : !(Number.isSafeInteger(seed) && seed >= 0)
        ? `the seed is ${seed}; give a whole number from 0 on.`
        : null
  if (wrong !== null) throw new HistoryError(`The demo bank cannot be made: ${wrong}`)
}
