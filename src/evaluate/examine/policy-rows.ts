// What policies do decision by decision, as arrays: for what cannot be read off sums. In this thread, one policy and
// one column at a time, so that memory holds a few arrays of the history's length and no more.

import type { PolicyRows } from '../../estimate/rows/examine-policy.ts'
import type { WeightedRows } from '../../estimate/rows/logged-arrays.ts'
import type { Columns } from '../../history/columns.ts'
import { matureRows } from '../../history/maturity.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { RowTables } from '../../moments/row-tables.ts'
import { rowTables, setTables } from '../../moments/row-tables.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { allowedFor } from '../../moments/sum-plan.ts'
import type { AllowedSets } from '../../policy/allowed-sets.ts'
import { allowedSets } from '../../policy/allowed-sets.ts'
import { targetPolicy } from '../../policy/target-policy.ts'
import type { AllowedActions } from '../../strategy/compile-js.ts'
import type { RidgeModels, RidgeOf } from './ridge-models.ts'

/** What a policy chooses on every row and the weight that gives. */
interface ChosenRows {
  readonly action: Uint8Array
  readonly w: Float64Array
  /** 1 − ε and ε. */
  readonly stay: number
  readonly exploration: number
}

/** One policy of a plan over its columns, with all that is looked up. */
interface Source {
  readonly plan: SumPlan
  readonly columns: Columns
  readonly fitted: Fitted
  readonly policy: number
  readonly sets: AllowedSets
  /** Mean of q̂ over the allowed actions, (cell × set) × column. */
  readonly qMean: Float64Array
  readonly chosen: ChosenRows
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
    allowed = allowedFor(plan.policies[policy]!, columns),
    sets = allowedSets(allowed, plan.actions.length)
  const { qMean } = setTables(plan, fitted, tables, sets)
  const chosen = choose(plan, columns, tables, policy, { allowed, sets })
  const source: Source = { plan, columns, fitted, policy, sets, qMean, chosen }
  const mature = plan.maturities.map(cut => matureRows(columns, cut))
  const predicted = new Map<RidgeOf, readonly Predictions[]>()
  const column = (o: number) => columnRows(source, o, mature[plan.columns[o]!.maturity]!)
  return {
    weights: mature[0] === null ? chosen.w : Float64Array.from(mature[0]!, i => chosen.w[i]!),
    column,
    ridge:
      ridge &&
      (o => {
        if (plan.policies[policy]!.kind === 'logged') return column(o)
        const of = ridge.of(o),
          place = of.columns.indexOf(o)
        const ready = predicted.get(of) ?? ridgePredictions(source, of)
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

function choose(
  plan: SumPlan,
  columns: Columns,
  tables: RowTables,
  policy: number,
  { allowed, sets }: { readonly allowed: AllowedActions | null; readonly sets: AllowedSets },
): ChosenRows {
  const { rows } = columns,
    what = plan.policies[policy]!,
    actions = plan.actions.length
  if (what.kind === 'logged') {
    return { action: columns.action, w: new Float64Array(rows).fill(1), stay: 1, exploration: 0 }
  }
  const rowsToDecide = { actions: plan.actions, features: columns.features, allowed }
  const { decide, stay, exploration } = targetPolicy(what.strategy, rowsToDecide, sets)
  const action = new Uint8Array(rows),
    w = new Float64Array(rows)
  decide(0, rows, new Int16Array(rows), action)
  for (let i = 0; i < rows; i++) {
    const logged = columns.action[i]!,
      set = sets.setOf === null ? 0 : sets.setOf[i]!
    const target = exploration * sets.share[set * actions + logged]! + (action[i] === logged ? stay : 0)
    w[i] =
      target /
      (columns.propensity === null
        ? tables.propensity![cellOf(plan, columns, i) * actions + logged]!
        : columns.propensity[i]!)
  }
  return { action, w, stay, exploration }
}

/** Fold × stratum of a row. */
const cellOf = ({ folds, strata }: SumPlan, { customerHash, stratum }: Columns, i: number) =>
  (customerHash[i]! % folds) * strata + stratum[i]!

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

function columnRows(source: Source, o: number, rows: Int32Array | null): WeightedRows {
  const { plan, columns, fitted, sets, qMean, chosen } = source
  const n = rows === null ? columns.rows : rows.length,
    actions = plan.actions.length,
    width = plan.columns.length
  const values = columns.outcomes[plan.columns[o]!.name]!,
    shift = fitted.shift[o]!,
    own = new Float64Array(n),
    reward = new Float64Array(n)
  const isLogged = plan.policies[source.policy]!.kind === 'logged',
    hasModel = plan.model || isLogged
  const qLogged = new Float64Array(hasModel ? n : 0),
    qTarget = new Float64Array(hasModel ? n : 0)
  for (let k = 0; k < n; k++) {
    const i = rows === null ? k : rows[k]!
    own[k] = chosen.w[i]!
    reward[k] = values[i]!
    if (!hasModel) continue
    if (isLogged) {
      // D = Σr: what was done needs no model
      qLogged[k] = qTarget[k] = values[i]!
      continue
    }
    const cell = cellOf(plan, columns, i),
      set = sets.setOf === null ? 0 : sets.setOf[i]!
    const q = (action: number) => fitted.q[(cell * actions + action) * width + o]!
    const mean = qMean[(cell * sets.sets.length + set) * width + o]!
    qLogged[k] = shift + q(columns.action[i]!)
    qTarget[k] = shift + chosen.stay * q(chosen.action[i]!) + chosen.exploration * mean
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
  { plan, columns, sets, chosen }: Source,
  { model, columns: places }: RidgeOf,
): readonly Predictions[] {
  const actions = plan.actions.length,
    outcomes = places.length
  const qLogged = places.map(() => new Float64Array(columns.rows))
  const qTarget = places.map(() => new Float64Array(columns.rows))
  let k = 0
  model.forEach((i, q) => {
    const first = (sets.setOf === null ? 0 : sets.setOf[i]!) * actions
    const logged = columns.action[i]! * outcomes,
      rule = chosen.action[i]! * outcomes
    for (let o = 0; o < outcomes; o++) {
      let uniform = 0
      for (let a = 0; a < actions; a++) uniform += sets.share[first + a]! * q[a * outcomes + o]!
      qLogged[o]![k] = q[logged + o]!
      qTarget[o]![k] = chosen.stay * q[rule + o]! + chosen.exploration * uniform
    }
    k++
  })
  return places.map((_, o) => ({ qLogged: qLogged[o]!.subarray(0, k), qTarget: qTarget[o]!.subarray(0, k) }))
}
