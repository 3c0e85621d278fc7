// Sums by month and block of customers, added up straight from the rows: nothing of them is multiplied by customer.

import { hashBlock, hashBlockLayout } from '../../moments/hash-block-layout.ts'
import type { Moments } from '../../moments/moments.ts'
import { EngineError } from '../engine-error.ts'
import type { AllowedGroup, ColumnGroup, Context, ReadyPolicy } from './context.ts'
import type { BlockRows } from './groupings.ts'
import { addOnes, outOfLine } from './loops.ts'
import type { OutcomeGroup } from './outcome-block.ts'
import type { PolicyBlock } from './policy-block.ts'
import type { SharedInput } from './shared-totals.ts'

export interface HashBlockSums {
  /** Before the rows of a chunk. */
  readonly begin: () => void
  /** Once per block of rows, before its columns. */
  readonly place: (rows: BlockRows, moments: Moments) => void
  /** Once per block, allowed group and column group: what all exploring policies have in common. */
  readonly share: (rows: number, allowed: AllowedGroup, input: SharedInput) => void
  readonly add: (rows: number, input: HashBlockInput, moments: Moments) => void
  /** After the rows of a chunk. */
  readonly finish: (moments: Moments) => void
}

export interface HashBlockInput {
  readonly policy: ReadyPolicy
  readonly own: PolicyBlock
  readonly group: ColumnGroup
  readonly outcomes: OutcomeGroup
}

/**
 * @returns null when the plan asks for no blocks
 * @throws {EngineError} when it has no outcome model, which D is made of
 */
export function hashBlockSums({ plan, columns, classes, policies, allowedGroups }: Context): HashBlockSums | null {
  if (plan.hashBlocks === undefined) return null
  const { count: blocks, columns: summed } = plan.hashBlocks
  if (!plan.model) {
    throw new EngineError(
      'Sums by block of customers are sums of DR, and this plan has no outcome model. Ask for both.',
    )
  }
  const layout = hashBlockLayout(plan),
    uncounted = layout.places - 1
  const shared = allowedGroups.map(() => plan.columns.map(() => new Float64Array(layout.places)))
  const sumsAt = (moments: Moments, from: number) => moments.hashBlocks.subarray(from, from + layout.places)
  // By maturity class and row of the block.
  let at: readonly Int32Array[] = []

  return {
    begin() {
      for (const sums of shared.flat()) sums.fill(0)
    },
    place({ from, rows, maturity }, moments) {
      if ((at[0]?.length ?? 0) < rows) at = classes.cuts.map(() => new Int32Array(rows))
      const { month, customerHash } = columns
      for (const [c, places] of at.entries()) {
        for (let k = 0; k < rows; k++) {
          const counts = maturity === null || maturity[k]! <= c
          places[k] = counts ? month[from + k]! * blocks + hashBlock(customerHash[from + k]!, blocks) : uncounted
        }
      }
      for (const [m, c] of classes.ofMaturity.entries())
        outOfLine(addOnes, rows, at[c]!, sumsAt(moments, layout.decisions(m)))
    },
    share(rows, allowed, { group, outcomes, allowed: { uniform, meanAt }, qMean }) {
      const places = at[group.maturityClass]!
      for (const [j, o] of group.columns.entries()) {
        if (!summed.includes(o)) continue
        const column = { width: group.columns.length, j, into: shared[allowed.index]![o]! }
        addWeighted(rows, places, uniform, outcomes.residual, column)
        addLookups(rows, places, meanAt, qMean, column)
      }
    },
    add(rows, { policy, own, group, outcomes }, moments) {
      const places = at[group.maturityClass]!
      for (const [j, o] of group.columns.entries()) {
        if (!summed.includes(o)) continue
        const into = sumsAt(moments, layout.D(o, policy.index))
        if (policy.target === null) {
          const { raw } = outcomes.columns[j]!,
            shift = group.shifts[j]!
          for (let k = 0; k < rows; k++) into[places[k]!]! += raw[k]! - shift
          continue
        }
        const column = { width: group.columns.length, j, into }
        addScaledLookups(rows, places, own.chosenAt, group.q, { ...column, factor: policy.target.stay })
        addGains(own, places, outcomes.residual, column)
      }
    },
    finish(moments) {
      for (const o of summed) {
        for (const { index, target, allowed } of policies) {
          const D = sumsAt(moments, layout.D(o, index)),
            exploration = target?.exploration ?? 0
          if (exploration > 0) {
            const parts = shared[allowed!.index]![o]!
            for (let k = 0; k < layout.places; k++) D[k]! += exploration * parts[k]!
          }
          D[uncounted] = 0
        }
      }
      for (const m of plan.maturities.keys()) moments.hashBlocks[layout.decisions(m) + uncounted] = 0
    },
  }
}

/** Column j of values or a table as wide as its group, and where it is added up. */
interface OneColumn {
  readonly width: number
  readonly j: number
  readonly into: Float64Array
}

function addWeighted(
  rows: number,
  at: Int32Array,
  weight: Float64Array,
  values: Float64Array,
  { width, j, into }: OneColumn,
): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += weight[k]! * values[k * width + j]!
}

/** Both halves of the block at once: consecutive rows mostly add to the same place, each waiting for the one before. */
function addLookups(
  rows: number,
  at: Int32Array,
  place: Int32Array,
  table: Float64Array,
  { width, j, into }: OneColumn,
): void {
  const half = rows >> 1
  for (let k = 0, l = half; k < half; k++, l++) {
    into[at[k]!]! += table[place[k]! * width + j]!
    into[at[l]!]! += table[place[l]! * width + j]!
  }
  if (2 * half < rows) into[at[rows - 1]!]! += table[place[rows - 1]! * width + j]!
}

/** Consecutive rows of different months add to different places. */
function addScaledLookups(
  rows: number,
  at: Int32Array,
  place: Int32Array,
  table: Float64Array,
  { width, j, into, factor }: OneColumn & { readonly factor: number },
): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += factor * table[place[k]! * width + j]!
}

function addGains(
  { matches: { list, count }, gain }: PolicyBlock,
  at: Int32Array,
  values: Float64Array,
  { width, j, into }: OneColumn,
): void {
  for (let x = 0; x < count; x++) {
    const k = list[x]!
    into[at[k]!]! += gain[x]! * values[k * width + j]!
  }
}
