// What is made once per plan and used for every block of rows.

import type { Columns } from '../../history/columns.ts'
import type { Fitted } from '../../moments/fitted.ts'
import { momentLayout, type MomentLayout } from '../../moments/layout.ts'
import { rowTables, setTables, type RowTables, type SetTables } from '../../moments/row-tables.ts'
import { allowedFor, type SumPlan } from '../../moments/sum-plan.ts'
import { allowedSets, type AllowedSets } from '../../policy/allowed-sets.ts'
import { targetPolicy, type TargetPolicy } from '../../policy/target-policy.ts'
import { maturityClasses, type MaturityClasses } from './maturity-classes.ts'
import { D, R, recordLength, targetOf, V } from './records.ts'
import { residualLoop, wideLoops, type ResidualLoop, type WideLoops } from './wide-loops.ts'

export interface Context {
  readonly plan: SumPlan
  readonly columns: Columns
  readonly layout: MomentLayout
  readonly classes: MaturityClasses
  readonly tables: RowTables
  readonly columnGroups: readonly ColumnGroup[]
  readonly allowedGroups: readonly AllowedGroup[]
  readonly unmatchedGroups: readonly UnmatchedGroup[]
  /** In the plan's order. */
  readonly policies: readonly ReadyPolicy[]
}

/** Outcome columns of one maturity, added up side by side. */
export interface ColumnGroup {
  readonly index: number
  readonly maturityClass: number
  /** Indices into plan.columns, and what is subtracted from each. */
  readonly columns: readonly number[]
  readonly shifts: readonly number[]
  /** Positions in `columns` of those with a shift: their zeros count too. */
  readonly shifted: readonly number[]
  /** q̂ less the shift: (cell × action) × column of the group. Empty without an outcome model. */
  readonly q: Float64Array
  readonly residuals: ResidualLoop
  /** Add to V, to D, and to R of the columns with a shift. */
  readonly addV: WideLoops
  readonly addD: WideLoops
  readonly addR: WideLoops
}

/** Policies that may do the same things: what exploration shares out among them is summed once. */
export interface AllowedGroup {
  readonly index: number
  readonly sets: AllowedSets
  readonly tables: SetTables
  /** By column group: mean of q̂ over the allowed actions, (cell × set) × column of the group. */
  readonly qMean: readonly Float64Array[]
  /** Whether any of its policies explores. */
  readonly explores: boolean
}

/** Policies that may do the same things and explore as often: what they do not match weighs the same. */
export interface UnmatchedGroup {
  readonly index: number
  readonly allowed: AllowedGroup
  readonly exploration: number
  /** ε/|A| where the action is in A, else 0: set × action. */
  readonly explored: Float64Array
}

/** `target` and its groups are null for what the log did. */
export type ReadyPolicy =
  | { readonly index: number; readonly target: null; readonly allowed: null; readonly unmatched: null }
  | {
      readonly index: number
      readonly target: TargetPolicy
      readonly allowed: AllowedGroup
      readonly unmatched: UnmatchedGroup
    }

/** More columns side by side gain nothing and make loops the compiler gives up on. */
const MOST_COLUMNS = 8

/** @throws {StrategyError} when a strategy speaks of what the columns do not have */
export function makeContext(plan: SumPlan, columns: Columns, fitted: Fitted): Context {
  const classes = maturityClasses(plan, columns),
    tables = rowTables(plan, columns, fitted)
  const columnGroups = groupColumns(plan, fitted, classes)
  const lists = [...new Set(plan.policies.map(policy => allowedFor(policy, columns)))]
  const allowedGroups = lists.map((allowed, index): AllowedGroup => {
    const sets = allowedSets(allowed, plan.actions.length),
      means = setTables(plan, fitted, tables, sets)
    return {
      index,
      sets,
      tables: means,
      qMean: columnGroups.map(group => pick(means.qMean, plan.columns.length, group.columns)),
      explores: plan.policies.some(
        policy =>
          policy.kind === 'strategy' && policy.strategy.exploration > 0 && allowedFor(policy, columns) === allowed,
      ),
    }
  })
  const unmatchedGroups: UnmatchedGroup[] = []
  const unmatchedGroup = ({ exploration, explored }: TargetPolicy, allowed: AllowedGroup) => {
    const known = unmatchedGroups.find(group => group.allowed === allowed && group.exploration === exploration)
    if (known !== undefined) return known
    const group = { index: unmatchedGroups.length, allowed, exploration, explored }
    unmatchedGroups.push(group)
    return group
  }
  const policies = plan.policies.map((policy, index): ReadyPolicy => {
    if (policy.kind === 'logged') return { index, target: null, allowed: null, unmatched: null }
    const list = allowedFor(policy, columns),
      allowed = allowedGroups[lists.indexOf(list)]!
    const target = targetPolicy(
      policy.strategy,
      { actions: plan.actions, features: columns.features, allowed: list },
      allowed.sets,
    )
    return { index, target, allowed, unmatched: unmatchedGroup(target, allowed) }
  })
  return {
    plan,
    columns,
    layout: momentLayout(plan),
    classes,
    tables,
    columnGroups,
    allowedGroups,
    unmatchedGroups,
    policies,
  }
}

function groupColumns(plan: SumPlan, { q, shift }: Fitted, classes: MaturityClasses): ColumnGroup[] {
  const byClass = Map.groupBy([...plan.columns.keys()], o => classes.ofMaturity[plan.columns[o]!.maturity]!)
  const parts = [...byClass].flatMap(([maturityClass, columns]) =>
    Array.from({ length: Math.ceil(columns.length / MOST_COLUMNS) }, (_, k) => ({
      maturityClass,
      columns: columns.slice(k * MOST_COLUMNS, (k + 1) * MOST_COLUMNS),
    })),
  )
  return parts.map(({ maturityClass, columns }, index) => {
    const shifts = columns.map(o => shift[o]!)
    const shifted = [...columns.keys()].filter(j => shifts[j] !== 0)
    const loops = (targets: readonly number[]) => wideLoops({ record: recordLength({ columns }), targets })
    return {
      index,
      maturityClass,
      columns,
      shifts,
      shifted,
      q: plan.model ? pick(q, plan.columns.length, columns) : new Float64Array(0),
      residuals: residualLoop(columns.length),
      addV: loops(columns.map((_, j) => targetOf(j, V))),
      addD: loops(columns.map((_, j) => targetOf(j, D))),
      addR: loops(shifted.map(j => targetOf(j, R))),
    }
  })
}

/** Some columns of a table whose rows are as wide as all of them. */
function pick(table: Float64Array, width: number, columns: readonly number[]): Float64Array {
  const rows = table.length / width,
    picked = new Float64Array(rows * columns.length)
  for (let i = 0; i < rows; i++) {
    for (const [j, o] of columns.entries()) picked[i * columns.length + j] = table[i * width + o]!
  }
  return picked
}
