// Customers' totals within the cells of a block: what the products of moments are products of. Rows add up by slot, and
// the totals of the whole are added up from the first grouping's slots.

import type { ColumnGroup, Context, ReadyPolicy } from './context.ts'
import type { Grouping, Groupings } from './groupings.ts'
import { addByCustomer, addOnes, addProducts, addValues, outOfLine } from './loops.ts'
import type { OutcomeGroup } from './outcome-block.ts'
import type { PolicyBlock } from './policy-block.ts'
import { completeRecords, R, recordLength, targetOf } from './records.ts'
import { gatherRecords } from './wide-loops.ts'

/** Totals by maturity class and slot; one class more takes the rows too young for all, and is never read. */
export interface ByClass {
  readonly all: Float64Array
  readonly of: readonly Float64Array[]
}

/** A policy's totals within one grouping, by slot. */
export interface PolicyTotals {
  readonly W: ByClass
  /** Records (records.ts) by column group; V and D are not read of what the log did, where they are R. */
  readonly records: readonly Float64Array[]
}

/** One grouping's totals by slot: what every policy has, the champion's, and those of the policy at hand. */
export interface GroupingTotals {
  readonly grouping: Grouping
  readonly N: ByClass
  readonly champion: PolicyTotals
  readonly challenger: PolicyTotals
}

export interface SlotTotals {
  /** The whole first, then what rows are added up by, where that is not the whole itself. */
  readonly all: readonly GroupingTotals[]
  readonly byRow: readonly GroupingTotals[]
}

export function makeSlotTotals(context: Context, groupings: Groupings): SlotTotals {
  const byRow = groupings.byRow.map(grouping => makeGroupingTotals(context, grouping))
  const isWhole = groupings.byRow[0] === groupings.whole
  return { byRow, all: isWhole ? byRow : [makeGroupingTotals(context, groupings.whole), ...byRow] }
}

function makeGroupingTotals({ classes, columnGroups }: Context, grouping: Grouping): GroupingTotals {
  const stride = grouping.trash + 1
  const byClass = (): ByClass => {
    const all = new Float64Array((classes.cuts.length + 1) * stride)
    return { all, of: classes.cuts.map((_, c) => all.subarray(c * stride, (c + 1) * stride)) }
  }
  const policyTotals = (): PolicyTotals => ({
    W: byClass(),
    records: columnGroups.map(group => new Float64Array(stride * recordLength(group))),
  })
  return { grouping, N: byClass(), champion: policyTotals(), challenger: policyTotals() }
}

/** Decisions of every customer within every cell. */
export function countDecisions({ byRow, all }: SlotTotals, rows: number): void {
  for (const { grouping, N } of byRow) {
    N.all.fill(0)
    outOfLine(addOnes, rows, grouping.slotAt, N.all)
    completeClasses(grouping, N)
  }
  gatherClasses(byRow[0]!.grouping, byRow[0]!.N, all[0]!.grouping, all[0]!.N)
}

/** Weights of one policy. */
export function addWeights({ byRow, all }: SlotTotals, rows: number, { w }: PolicyBlock, role: Role): void {
  for (const totals of byRow) {
    const { W } = totals[role]
    W.all.fill(0)
    outOfLine(addValues, rows, totals.grouping.slotAt, w, W.all)
    completeClasses(totals.grouping, W)
  }
  gatherClasses(byRow[0]!.grouping, byRow[0]![role].W, all[0]!.grouping, all[0]![role].W)
}

/** Rows were added in the first class that counts them; each class takes over what earlier ones have. */
function completeClasses({ slots }: Grouping, { of }: ByClass): void {
  for (let c = 1; c < of.length; c++) {
    const before = of[c - 1]!,
      now = of[c]!
    for (let s = 0; s < slots; s++) now[s]! += before[s]!
  }
}

/** The whole's totals from those of the grouping its rows are added up by. */
function gatherClasses(grouping: Grouping, from: ByClass, whole: Grouping, into: ByClass): void {
  if (whole === grouping) return
  for (const [c, customers] of into.of.entries()) {
    customers.fill(0, 0, whole.slots)
    outOfLine(addByCustomer, grouping.slots, grouping.customerOfSlot, from.of[c]!, customers)
  }
}

/** Whose totals a policy's are: the champion's are kept, since all others are multiplied with them. */
export type Role = 'champion' | 'challenger'

export interface SeriesInput {
  readonly policy: ReadyPolicy
  readonly own: PolicyBlock
  readonly group: ColumnGroup
  readonly outcomes: OutcomeGroup
  /** Records of what exploration shares, by grouping the rows are added up by. */
  readonly shared: readonly Float64Array[]
  readonly role: Role
}

/** Outcome totals of one policy and one group of columns. */
export function addSeries(context: Context, { byRow, all }: SlotTotals, rows: number, input: SeriesInput): void {
  const { policy, group, role, shared } = input,
    length = recordLength(group)
  for (const [g, totals] of byRow.entries()) {
    const { grouping } = totals,
      records = totals[role].records[group.index]!
    records.fill(0, 0, grouping.slots * length)
    if (context.plan.model && policy.target !== null) {
      addOutcomes(grouping, input, records)
      addModel(rows, grouping, input, records)
      const { stay, exploration } = policy.target
      outOfLine(completeRecords, grouping.slots * group.columns.length, stay, exploration, shared[g]!, records)
    } else {
      addOutcomes(grouping, input, records)
      const at = grouping.slot[group.maturityClass]!
      if (group.addR.width > 0) group.addR.addWeighted(rows, at, input.own.w, input.outcomes.shifted, records)
    }
  }
  const [first] = byRow,
    [whole] = all
  if (whole === first) return
  const into = whole![role].records[group.index]!
  into.fill(0, 0, whole!.grouping.slots * length)
  const { slots, customerOfSlot } = first!.grouping
  gatherRecords(length)(slots, customerOfSlot, first![role].records[group.index]!, into)
}

/** Σ w·r of columns without a shift, over the rows that have an outcome. */
function addOutcomes({ slot }: Grouping, { own, group, outcomes }: SeriesInput, records: Float64Array): void {
  const at = slot[group.maturityClass]!,
    record = recordLength(group)
  for (const [j, { nonzero, raw }] of outcomes.columns.entries()) {
    if (group.shifts[j] !== 0) continue
    outOfLine(addProducts, nonzero, at, own.w, raw, { into: records, record, target: targetOf(j, R) })
  }
}

/** Σ q̂ of the rule's action, and what the policy's matches add to Σ w·e and, of columns with a shift, to Σ w·r. */
function addModel(
  rows: number,
  { slot }: Grouping,
  { own, group, outcomes }: SeriesInput,
  records: Float64Array,
): void {
  const at = slot[group.maturityClass]!
  group.addV.addLookups(rows, at, own.chosenAt, group.q, records)
  group.addD.addListed(own.matches, at, own.gain, outcomes.residual, records)
  if (group.addR.width > 0) group.addR.addListed(own.matches, at, own.gain, outcomes.shifted, records)
}
