// Ways in which a bank's log goes wrong, done on purpose to a good one.

import { actionKey } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'
import type { Columns, HistoryFacts } from 'huijian/engine'
import { rng, split } from 'huijian/stats'

/** A history in memory. */
export interface World {
  readonly columns: Columns
  readonly facts: HistoryFacts
}

/** The propensities dealt to the decisions at random: what a column joined to the wrong rows looks like. */
export function shuffled({ columns, facts }: World, seed: number): World {
  const uniform = rng(split(seed, 'shuffle')),
    propensity = columns.propensity!.slice()
  for (let i = propensity.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1)),
      kept = propensity[i]!
    propensity[i] = propensity[j]!
    propensity[j] = kept
  }
  return { columns: { ...columns, propensity }, facts }
}

/** Each action's share of the whole log instead of the probability this customer had. */
export function overallShares({ columns, facts }: World): World {
  const counts = new Float64Array(demoBank.actions.length)
  for (const action of columns.action) counts[action]!++
  const propensity = Float64Array.from(columns.action, action => counts[action]! / columns.rows)
  return { columns: { ...columns, propensity }, facts }
}

/** Only the decisions whose action is one of those kept; customers are numbered anew. */
export function only({ columns, facts }: World, isKept: (action: string) => boolean): World {
  const kept = demoBank.actions.map(action => isKept(actionKey(action)))
  const rows = Int32Array.from([...columns.action.keys()].filter(i => kept[columns.action[i]!]))
  const numbers = new Map<number, number>()
  for (const i of rows) if (!numbers.has(columns.customer[i]!)) numbers.set(columns.customer[i]!, numbers.size)
  const features = Object.entries(columns.features).map(([name, column]) => [
    name,
    column.kind === 'category'
      ? { ...column, codes: pick(column.codes, rows) }
      : { ...column, values: pick<Float64Array | Int8Array>(column.values, rows) },
  ])
  const outcomes = Object.entries(columns.outcomes).map(([name, values]) => [
    name,
    pick<Float64Array | Uint8Array>(values, rows),
  ])
  return {
    columns: {
      ...columns,
      rows: rows.length,
      customers: numbers.size,
      customer: Int32Array.from(rows, i => numbers.get(columns.customer[i]!)!),
      customerHash: pick(columns.customerHash, rows),
      time: pick(columns.time, rows),
      month: pick(columns.month, rows),
      segment: pick(columns.segment, rows),
      action: pick(columns.action, rows),
      propensity: pick(columns.propensity!, rows),
      features: Object.fromEntries(features) as Columns['features'],
      outcomes: Object.fromEntries(outcomes),
    },
    facts: { ...facts, rows: rows.length, customers: numbers.size },
  }
}

type Values = Float64Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array

/** The values at these rows, in an array of the same kind. */
function pick<V extends Values>(values: V, rows: Int32Array): V {
  const picked = new (values.constructor as new (length: number) => V)(rows.length)
  rows.forEach((from, to) => (picked[to] = values[from]!))
  return picked
}
