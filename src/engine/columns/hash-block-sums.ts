// Sums by month and block of customers, added up straight from the rows: nothing of them is multiplied by customer.

import { hashBlock, hashBlockLayout } from '../../moments/hash-block-layout.ts'
import type { Moments } from '../../moments/moments.ts'
import { EngineError } from '../engine-error.ts'
import type { ReadColumn } from './column-sums.ts'
import type { Fixed } from './fixed.ts'
import type { MaturityClasses } from './maturity-classes.ts'
import type { ReadyPolicy } from './policy-sums.ts'
import type { Room } from './room.ts'
import { addGains, addLookups, addOnes, addProducts, addScaled, addValues } from './row-loops.ts'
import type { BlockRows } from './slots.ts'

export interface HashBlockSums {
  /** Before the rows of a chunk. */
  readonly begin: () => void
  /** Once per block of rows, before its columns. */
  readonly place: (rows: BlockRows, moments: Moments) => void
  /** Once per column of a block of rows: what all exploring policies have in common. */
  readonly share: (room: Room, rows: BlockRows, column: ReadColumn) => void
  readonly add: (room: Room, rows: BlockRows, column: ReadColumn, policy: ReadyPolicy, moments: Moments) => void
  /** After the rows of a chunk. */
  readonly finish: (policies: readonly ReadyPolicy[], moments: Moments) => void
}

/**
 * @returns null when the plan asks for no blocks
 * @throws {EngineError} when it has no outcome model, which D is made of
 */
export function hashBlockSums({ plan, columns, tables, needs }: Fixed, classes: MaturityClasses): HashBlockSums | null {
  if (plan.hashBlocks === undefined) return null
  const { count: blocks, columns: summed } = plan.hashBlocks
  if (!needs.model) {
    throw new EngineError(
      'Sums by block of customers are sums of DR, and this plan has no outcome model or keeps no D. Ask for both.',
    )
  }
  const layout = hashBlockLayout(plan),
    uncounted = layout.places - 1
  const shared = plan.columns.map(() => new Float64Array(layout.places))
  const group = (moments: Moments, from: number) => moments.hashBlocks.subarray(from, from + layout.places)
  // By maturity class and row of the block.
  let at: readonly Int32Array[] = []

  return {
    begin() {
      for (const sums of shared) sums.fill(0)
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
      for (const [m, c] of classes.ofMaturity.entries()) addOnes(rows, at[c]!, group(moments, layout.decisions(m)))
    },
    share({ block, e }, { rows }, { index, maturityClass }) {
      if (!summed.includes(index)) return
      const places = at[maturityClass]!
      addProducts(rows, places, block.uniform, e, shared[index]!)
      addLookups(rows, places, block.meanAt, tables.qMean[index]!, shared[index]!)
    },
    add({ policies, e, r }, { rows }, { index, maturityClass }, policy, moments) {
      if (!summed.includes(index)) return
      const places = at[maturityClass]!,
        D = group(moments, layout.D(index, policy.index))
      if (policy.decide === null) return addValues(rows, places, r, D)
      const own = policies[policy.index]!
      addScaledLookups(rows, places, own.chosenAt, tables.q[index]!, policy.stay, D)
      addGains(own.matched, own.matches, places, own.gain, e, D)
    },
    finish(policies, moments) {
      for (const o of summed) {
        for (const { index, exploration } of policies) {
          const D = group(moments, layout.D(o, index))
          if (exploration > 0) addScaled(layout.places, shared[o]!, exploration, D)
          D[uncounted] = 0
        }
      }
      for (const m of plan.maturities.keys()) moments.hashBlocks[layout.decisions(m) + uncounted] = 0
    },
  }
}

/** `factor` · `table[place]` of every row; consecutive rows of different months add to different places. */
function addScaledLookups(
  rows: number,
  at: Int32Array,
  place: Int32Array,
  table: Float64Array,
  factor: number,
  into: Float64Array,
): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += factor * table[place[k]!]!
}
