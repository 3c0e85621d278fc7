// Where the rows of a block add up: each customer's rows within a cell share a slot. The rows of the whole are not
// added up again; a customer's totals are the totals of her strata (or months) together. Segments are none of the ways
// the whole is added up, so that no segment moves a bit of it.

import type { Columns } from '../../history/columns.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'

/** One way to group the rows of a block: the whole, the strata, the segments or the months. */
export interface Grouping {
  /** The plan's cell that its first cell is; null where the plan has no cells of these. */
  readonly firstCell: number | null
  readonly cells: number
  /** Which cell of the marginal row i of the history belongs to; null for the whole. */
  readonly cellOfRow: Uint16Array | null
  /** By row of the block: its slot and its cell. */
  readonly ownSlot: Int32Array
  readonly ownCell: Int32Array
  /**
   * Per maturity class, by row: its slot and cell, or `trash` and `cells` for a row too young for the class. Those
   * places are never read; writing there stands in for a branch.
   */
  readonly slot: readonly Int32Array[]
  readonly cell: readonly Int32Array[]
  readonly trash: number
  /** By row: class × (trash + 1) + slot and class × (cells + 1) + cell, for sums kept per class. */
  readonly slotAt: Int32Array
  readonly cellAt: Int32Array
  /** By slot: its cell, and its customer counted from the block's first. */
  readonly cellOfSlot: Int32Array
  readonly customerOfSlot: Int32Array
  /** Slots by cell: those of cell c are order[starts[c] … starts[c + 1]). */
  readonly order: Int32Array
  readonly starts: Int32Array
  /** By cell: the current customer's slot, −1 before her first row there. */
  readonly current: Int32Array
  slots: number
  /** Every slot holds one decision. */
  single: boolean
}

export interface Groupings {
  readonly whole: Grouping
  /**
   * What the rows are added up by. The whole is added up from the first: the strata, or the months where there is one
   * stratum, or itself.
   */
  readonly byRow: readonly Grouping[]
}

/** @param classes  number of maturity classes; 1 with `allMature` when every row counts for everything */
export function makeGroupings(
  plan: SumPlan,
  columns: Columns,
  classes: { readonly count: number; readonly allMature: boolean },
  capacity: number,
): Groupings {
  const ints = (length = capacity) => new Int32Array(length)
  const keepsParts = plan.wholeOnly !== true
  const make = (firstCell: number | null, cells: number, cellOfRow: Uint16Array | null): Grouping => {
    const ownSlot = ints(),
      ownCell = ints()
    return {
      firstCell,
      cells,
      cellOfRow,
      ownSlot,
      ownCell,
      trash: capacity,
      slot: classes.allMature ? [ownSlot] : Array.from({ length: classes.count }, () => ints()),
      cell: classes.allMature ? [ownCell] : Array.from({ length: classes.count }, () => ints()),
      slotAt: classes.allMature ? ownSlot : ints(),
      cellAt: classes.allMature ? ownCell : ints(),
      cellOfSlot: ints(),
      customerOfSlot: ints(),
      order: ints(),
      starts: ints(cells + 1),
      current: ints(cells).fill(-1),
      slots: 0,
      single: false,
    }
  }
  const whole = make(0, 1, null)
  const { segment, month } = plan.by,
    isByStratum = plan.strata > 1,
    areSegments = columns.segment === columns.stratum
  const byRow: Grouping[] = []
  const firstSegment = keepsParts && segment ? 1 : null,
    firstMonth = keepsParts && month ? 1 + (segment ? plan.segments : 0) : null
  if (isByStratum) byRow.push(make(areSegments ? firstSegment : null, plan.strata, columns.stratum))
  if (month) byRow.push(make(firstMonth, plan.months, columns.month))
  if (byRow.length === 0) byRow.push(whole)
  if (segment && !(isByStratum && areSegments)) byRow.push(make(firstSegment, plan.segments, columns.segment))
  // The whole is added up from the first alone, so without its parts the others are not wanted.
  return { whole, byRow: keepsParts ? byRow : byRow.slice(0, 1) }
}

/** The customers of a block's rows, counted from the block's first, and the rows' maturity classes. */
export interface BlockRows {
  readonly from: number
  readonly rows: number
  readonly customer: Int32Array
  readonly customers: number
  /** Class of each row: the first that counts it; null when there is one class and it counts all. */
  readonly maturity: Uint8Array | null
}

/** Gives every row of the block its slots. Rows of one customer may visit her cells in any order. */
export function assignSlots({ whole, byRow }: Groupings, block: BlockRows): void {
  whole.slots = block.customers
  whole.single = block.customers === block.rows
  whole.cellOfSlot.fill(0, 0, block.customers)
  for (let c = 0; c < block.customers; c++) whole.customerOfSlot[c] = c
  orderByCell(whole)
  for (const grouping of byRow) {
    if (grouping.cellOfRow === null) {
      for (let k = 0; k < block.rows; k++) grouping.ownSlot[k] = block.customer[k]!
    } else {
      assignByCell(grouping, grouping.cellOfRow, block)
      orderByCell(grouping)
    }
    if (block.maturity !== null) applyMaturity(grouping, block.maturity, block.rows)
  }
}

function assignByCell(grouping: Grouping, cellOfRow: Uint16Array, { from, rows, customer }: BlockRows): void {
  const { ownSlot, ownCell, cellOfSlot, customerOfSlot, current } = grouping
  let slots = 0,
    first = 0,
    now = -1
  for (let k = 0; k < rows; k++) {
    if (customer[k] !== now) {
      for (let s = first; s < slots; s++) current[cellOfSlot[s]!] = -1
      now = customer[k]!
      first = slots
    }
    const cell = cellOfRow[from + k]!
    let s = current[cell]!
    if (s < 0) {
      s = slots++
      current[cell] = s
      cellOfSlot[s] = cell
      customerOfSlot[s] = now
    }
    ownSlot[k] = s
    ownCell[k] = cell
  }
  for (let s = first; s < slots; s++) current[cellOfSlot[s]!] = -1
  grouping.slots = slots
  grouping.single = slots === rows
}

/** Counting sort of the slots by cell: slots of one cell keep their order. */
function orderByCell({ slots, starts, order, cellOfSlot, cells }: Grouping): void {
  starts.fill(0)
  for (let s = 0; s < slots; s++) starts[cellOfSlot[s]!]!++
  for (let c = 1; c <= cells; c++) starts[c]! += starts[c - 1]!
  for (let s = slots - 1; s >= 0; s--) order[--starts[cellOfSlot[s]!]!] = s
}

function applyMaturity(grouping: Grouping, maturity: Uint8Array, rows: number): void {
  const { ownSlot, ownCell, slotAt, cellAt, trash, cells } = grouping
  for (let k = 0; k < rows; k++) {
    slotAt[k] = maturity[k]! * (trash + 1) + ownSlot[k]!
    cellAt[k] = maturity[k]! * (cells + 1) + ownCell[k]!
  }
  for (const [c, slot] of grouping.slot.entries()) {
    const cell = grouping.cell[c]!
    for (let k = 0; k < rows; k++) {
      const counts = maturity[k]! <= c
      slot[k] = counts ? ownSlot[k]! : trash
      cell[k] = counts ? ownCell[k]! : cells
    }
  }
}
