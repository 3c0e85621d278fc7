// A world in memory, in the form evaluation reads: for simulations that need a thousand small histories.

import { createHash } from 'node:crypto'
import { compileRules } from 'huijian'
import type { Columns } from '../../src/history/columns.ts'
import { customerHash } from '../../src/history/customer-hash.ts'
import type { HistoryFacts } from '../../src/history/facts.ts'
import { newBlock } from './block.ts'
import { Draws } from './draws.ts'
import demoBank from './index.ts'
import { legacyProbabilities } from './legacy.ts'
import { LAST_MONTH } from './months.ts'
import { checkSize, customerKey, live, newRow, WORLD_VERSION, type WorldSize } from './world.ts'

/**
 * The history the bank logged, in canonical order: what importing the generated file and loading every column gives.
 * About 250 bytes a decision; 24,000 decisions take some 40 ms.
 */
export function demoColumns(size: WorldSize): Columns {
  checkSize(size)
  const { customers, months } = size
  const rows = customers * months
  const block = newBlock(rows)
  const { order, hash } = canonicalOrder(customers)
  const customer = new Int32Array(new SharedArrayBuffer(4 * rows))
  const hashes = new Uint32Array(new SharedArrayBuffer(4 * rows))
  const month = new Uint16Array(new SharedArrayBuffer(2 * rows))
  const row = newRow(),
    draws = new Draws()
  for (let c = 0; c < customers; c++) {
    let i = c * months
    live(size, order[c]!, legacyProbabilities, row, draws, decided => {
      customer[i] = c
      hashes[i] = hash[c]!
      month[i] = i - c * months
      block.write(decided, i)
      i++
    })
  }
  const segmentBuffer = new SharedArrayBuffer(2 * rows) // the loop writes signed codes; none is negative
  segmentLoop(block.features)(0, rows, new Int16Array(segmentBuffer))
  const stratum = new Uint16Array(segmentBuffer),
    strata = [...demoBank.strata.map(({ id }) => id), 'other']
  return {
    rows,
    customers,
    customer,
    customerHash: hashes,
    time: block.time,
    month,
    months: monthNames(months),
    stratum,
    strata,
    segment: stratum, // the demo bank's segments are its strata
    segments: strata,
    action: block.action,
    allowed: null,
    propensity: block.propensity,
    features: block.features,
    outcomes: block.outcomes,
  }
}

/**
 * What is known of an in-memory world without reading its rows. Its `dataHash` names the world by size and seed; the
 * hash of an imported file is over its content and therefore another one.
 */
export function demoFacts(size: WorldSize, columns: Columns): HistoryFacts {
  const { rows, customers, time } = columns
  let first = Infinity,
    last = -Infinity
  for (const t of time) {
    if (t < first) first = t
    if (t > last) last = t
  }
  return {
    dataset: demoBank.name,
    rows,
    customers,
    customersKnown: true,
    quarantined: 0,
    propensity: 'logged',
    dataHash: createHash('sha256')
      .update(`${demoBank.name}/${WORLD_VERSION} ${customers} × ${size.months}, ${size.seed}`)
      .digest('hex'),
    from: moment(first),
    to: moment(last),
    observedUntil: moment(Date.parse(demoBank.observedUntil ?? moment(last))),
  }
}

/** Writes the segment of each row, as an index into the dataset's segments (their number = other). */
export function segmentLoop(features: Columns['features']): (from: number, to: number, out: Int16Array) => void {
  return compileRules(demoBank.segments, {}, features)
}

/** '2025-01' …, ascending. */
export function monthNames(months: number): readonly string[] {
  return Array.from({ length: months }, (_, k) =>
    new Date(Date.UTC(2025, LAST_MONTH - months + 1 + k, 1)).toISOString().slice(0, 7),
  )
}

interface Order {
  readonly order: Int32Array // customer numbers by hash of the key
  readonly hash: Uint32Array // fold hash, in that order
}

const orders = new Map<number, Order>()

/** Depends on the number of customers alone, so a study of many worlds of one size hashes its keys once. */
function canonicalOrder(customers: number): Order {
  const known = orders.get(customers)
  if (known) return known
  const prefix = new Float64Array(customers) // the first 52 bits of the digest, exact in a double
  const fold = new Uint32Array(customers)
  for (let c = 0; c < customers; c++) {
    const { order, fold: bits } = customerHash(customerKey(c))
    prefix[c] = parseInt(order.slice(0, 13), 16)
    fold[c] = bits
  }
  const order = Int32Array.from(prefix.keys()).sort(
    (a, b) => prefix[a]! - prefix[b]! || (digest(a) < digest(b) ? -1 : 1),
  )
  const made = { order, hash: Uint32Array.from(order, c => fold[c]!) }
  orders.clear() // one size at a time: a large one is not worth keeping beside another
  orders.set(customers, made)
  return made
}

const digest = (customer: number): string => customerHash(customerKey(customer)).order

const moment = (ms: number): string => new Date(ms).toISOString()
