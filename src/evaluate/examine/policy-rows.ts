// What policies do decision by decision, as arrays: for what cannot be read off sums. In this thread, one policy and
// one column at a time, so that memory holds a few arrays of the history's length and no more.

import type { PolicyRows } from '../../estimate/rows/examine-policy.ts'
import type { WeightedRows } from '../../estimate/rows/logged-arrays.ts'
import type { Columns } from '../../history/columns.ts'
import { matureRows } from '../../history/maturity.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { RowTables } from '../../moments/row-tables.ts'
import { rowTables } from '../../moments/row-tables.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { compileDecider } from '../../strategy/compile-js.ts'
import type { RidgeModels, RidgeOf } from './ridge-models.ts'

/** What a policy chooses on every row and the weight that gives. */
interface ChosenRows {
  readonly action: Uint8Array
  readonly w: Float64Array
  readonly exploration: number
}

/** @throws {StrategyError} when a strategy speaks of what the columns do not have */
export function policyRows(
  plan: SumPlan,
  columns: Columns,
  fitted: Fitted,
  policy: number,
  ridge: RidgeModels | null = null,
): PolicyRows {
  const tables = rowTables(plan, columns, fitted),
    chosen = choose(plan, columns, tables, policy)
  const mature = plan.maturities.map(cut => matureRows(columns, cut))
  const predicted = new Map<RidgeOf, readonly Predictions[]>()
  const column = (o: number) =>
    columnRows(plan, columns, fitted, tables, chosen, policy, o, mature[plan.columns[o]!.maturity]!)
  return {
    weights: mature[0] === null ? chosen.w : Float64Array.from(mature[0]!, i => chosen.w[i]!),
    column,
    ridge:
      ridge &&
      (o => {
        if (plan.policies[policy]!.kind === 'logged') return column(o)
        const of = ridge.of(o),
          place = of.columns.indexOf(o)
        const ready = predicted.get(of) ?? ridgePredictions(plan, columns, tables, chosen, of)
        predicted.set(of, ready)
        return { ...column(o), ...ready[place]! }
      }),
    keys: o => {
      const rows = mature[plan.columns[o]!.maturity]!,
        n = rows === null ? columns.rows : rows.length
      const { customer, customers } = customersOf(plan, columns, rows, n),
        keys = new Uint32Array(customers)
      for (let k = 0; k < n; k++) {
        const i = rows === null ? k : rows[k]!
        keys[customer === null ? k : customer[k]!] = columns.customerHash[i]!
      }
      return keys
    },
  }
}

function choose(plan: SumPlan, columns: Columns, tables: RowTables, policy: number): ChosenRows {
  const { rows } = columns,
    what = plan.policies[policy]!,
    actions = plan.actions.length
  if (what.kind === 'logged') return { action: columns.action, w: new Float64Array(rows).fill(1), exploration: 0 }
  const { exploration } = what.strategy,
    action = new Uint8Array(rows),
    w = new Float64Array(rows)
  compileDecider(what.strategy, plan.actions, columns.features, columns.allowed)(0, rows, new Int16Array(rows), action)
  for (let i = 0; i < rows; i++) {
    const logged = columns.action[i]!,
      set = tables.setOf === null ? 0 : tables.setOf[i]!
    const target = exploration * tables.explore[set * actions + logged]! + (action[i] === logged ? 1 - exploration : 0)
    w[i] =
      target /
      (columns.propensity === null
        ? tables.propensity![cellOf(plan, columns, i) * actions + logged]!
        : columns.propensity[i]!)
  }
  return { action, w, exploration }
}

/** Fold × segment of a row. */
const cellOf = ({ folds, segments }: SumPlan, { customerHash, segment }: Columns, i: number) =>
  (customerHash[i]! % folds) * segments + segment[i]!

/** Customers among the rows, numbered from 0; the rows of one stand together. */
function customersOf(
  plan: SumPlan,
  columns: Columns,
  rows: Int32Array | null,
  n: number,
): Pick<WeightedRows, 'customer' | 'customers'> {
  if (!plan.clustered) return { customer: null, customers: n }
  const customer = new Int32Array(n)
  let found = -1,
    current = -1
  for (let k = 0; k < n; k++) {
    const own = columns.customer[rows === null ? k : rows[k]!]!
    if (own !== current) found++
    current = own
    customer[k] = found
  }
  return { customer, customers: found + 1 }
}

function columnRows(
  plan: SumPlan,
  columns: Columns,
  { shift }: Fitted,
  tables: RowTables,
  { action, w, exploration }: ChosenRows,
  policy: number,
  o: number,
  rows: Int32Array | null,
): WeightedRows {
  const n = rows === null ? columns.rows : rows.length,
    actions = plan.actions.length,
    sets = tables.sets.length
  const values = columns.outcomes[plan.columns[o]!.name]!,
    own = new Float64Array(n),
    reward = new Float64Array(n)
  const isLogged = plan.policies[policy]!.kind === 'logged',
    hasModel = plan.model || isLogged
  const qLogged = new Float64Array(hasModel ? n : 0),
    qTarget = new Float64Array(hasModel ? n : 0)
  for (let k = 0; k < n; k++) {
    const i = rows === null ? k : rows[k]!
    own[k] = w[i]!
    reward[k] = values[i]!
    if (!hasModel) continue
    if (isLogged) {
      // D = Σr: what was done needs no model
      qLogged[k] = qTarget[k] = values[i]!
      continue
    }
    const cell = cellOf(plan, columns, i),
      set = tables.setOf === null ? 0 : tables.setOf[i]!
    const q = tables.q[o]!,
      mean = tables.qMean[o]![cell * sets + set]!
    qLogged[k] = shift[o]! + q[cell * actions + columns.action[i]!]!
    qTarget[k] = shift[o]! + (1 - exploration) * q[cell * actions + action[i]!]! + exploration * mean
  }
  return {
    reward,
    w: own,
    qLogged: hasModel ? qLogged : null,
    qTarget: hasModel ? qTarget : null,
    ...customersOf(plan, columns, rows, n),
  }
}

type Predictions = Pick<WeightedRows, 'qLogged' | 'qTarget'>

/**
 * q̂ of the logged action and v̂ by the ridge model, for the mature decisions of every column that shares the model, in
 * order: predicting is what costs, so it is done once for all of them.
 */
function ridgePredictions(
  plan: SumPlan,
  columns: Columns,
  tables: RowTables,
  { action, exploration }: ChosenRows,
  { model, columns: places }: RidgeOf,
): readonly Predictions[] {
  const actions = plan.actions.length,
    outcomes = places.length
  const qLogged = places.map(() => new Float64Array(columns.rows))
  const qTarget = places.map(() => new Float64Array(columns.rows))
  let k = 0
  model.forEach((i, q) => {
    const first = (tables.setOf === null ? 0 : tables.setOf[i]!) * actions
    const logged = columns.action[i]! * outcomes,
      chosen = action[i]! * outcomes
    for (let o = 0; o < outcomes; o++) {
      let uniform = 0
      for (let a = 0; a < actions; a++) uniform += tables.explore[first + a]! * q[a * outcomes + o]!
      qLogged[o]![k] = q[logged + o]!
      qTarget[o]![k] = (1 - exploration) * q[chosen + o]! + exploration * uniform
    }
    k++
  })
  return places.map((_, o) => ({ qLogged: qLogged[o]!.subarray(0, k), qTarget: qTarget[o]!.subarray(0, k) }))
}
