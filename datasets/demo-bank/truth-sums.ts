// What truth() adds up: expectations per group of customers and cell, and the values and errors read off them.

import demoBank from './index.ts'
import { OUTCOME_COLUMNS } from './response.ts'

/** A true value with the Monte Carlo standard error it is known to, in the outcome's own scale (a rate in 0–1). */
export interface TruthValue {
  readonly value: number
  readonly error: number
  /** Decisions it is averaged over; a value over none is NaN. */
  readonly decisions: number
}

export interface TruthCell {
  readonly value: TruthValue
  /** From the first policy asked for; both were taken at the same customers, so the error is the pair's. */
  readonly difference: TruthValue
}

const GROUPS = 64
const WIDTH = OUTCOME_COLUMNS.length
const SEGMENTS = demoBank.segments.length + 1

/**
 * Sums of expectations by group of customers × cell × policy × outcome column, and decisions by policy × group × cell.
 */
export interface Sums {
  readonly cells: number
  readonly policies: number
  readonly outcomes: Float64Array
  readonly decisions: Float64Array
}

export function newSums(policies: number, cells: number): Sums {
  const places = policies * GROUPS * cells
  return { cells, policies, outcomes: new Float64Array(places * WIDTH), decisions: new Float64Array(places) }
}

/** Adds one decision to the whole, its segment and its month. `value`: Σ_a π(a|x)·E(outcome | x, a) by column. */
export function add(
  sums: Sums,
  policy: number,
  group: number,
  segment: number,
  month: number,
  value: Float64Array,
): void {
  const first = (policy * GROUPS + group) * sums.cells
  addTo(sums, first, value)
  addTo(sums, first + 1 + segment, value)
  addTo(sums, first + 1 + SEGMENTS + month, value)
}

function addTo(sums: Sums, where: number, value: Float64Array): void {
  sums.decisions[where]! += 1
  for (let k = 0; k < WIDTH; k++) sums.outcomes[where * WIDTH + k]! += value[k]!
}

export const groupOf = (customer: number, customers: number): number => Math.floor((customer / customers) * GROUPS)

/** Numerator and denominator columns; the denominator of a rate or mean is the number of decisions, −1. */
function columnsOf(name: string): readonly [number, number] {
  const columns: readonly string[] = OUTCOME_COLUMNS
  if (columns.includes(name)) return [columns.indexOf(name), -1]
  if (columns.includes(`${name}.num`)) return [columns.indexOf(`${name}.num`), columns.indexOf(`${name}.den`)]
  throw new RangeError(`The demo bank has no outcome “${name}”. It has ${Object.keys(demoBank.outcomes).join(', ')}.`)
}

export function cellOf(sums: Sums, policy: number, outcome: string, cell: number): TruthCell {
  const [numerator, denominator] = columnsOf(outcome)
  const parts: Parts = (of, group) => {
    const where = (of * GROUPS + group) * sums.cells + cell
    const below = denominator < 0 ? sums.decisions[where]! : sums.outcomes[where * WIDTH + denominator]!
    return [sums.outcomes[where * WIDTH + numerator]!, below]
  }
  let decisions = 0
  for (let g = 0; g < GROUPS; g++) decisions += sums.decisions[(policy * GROUPS + g) * sums.cells + cell]!
  const own = jackknife(leftOut => ratio(parts, policy, leftOut))
  const difference = jackknife(leftOut => ratio(parts, policy, leftOut) - ratio(parts, 0, leftOut))
  return { value: { ...own, decisions }, difference: { ...difference, decisions } }
}

type Parts = (policy: number, group: number) => readonly [number, number]

function ratio(parts: Parts, policy: number, leftOut: number): number {
  let above = 0,
    below = 0
  for (let g = 0; g < GROUPS; g++) {
    if (g === leftOut) continue
    const [a, b] = parts(policy, g)
    above += a
    below += b
  }
  return above / below
}

/** A statistic of all groups, and the delete-one-group jackknife of its standard error. */
function jackknife(statistic: (leftOut: number) => number): { readonly value: number; readonly error: number } {
  const without = Array.from({ length: GROUPS }, (_, g) => statistic(g))
  const mean = without.reduce((sum, x) => sum + x, 0) / GROUPS
  const squares = without.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  return { value: statistic(-1), error: Math.sqrt(((GROUPS - 1) / GROUPS) * squares) }
}
