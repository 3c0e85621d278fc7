import type { CellSums } from './cell-sums.ts'
import type { Fitted, FitSums } from './fit.ts'
import type { Limits } from './refusals.ts'

/** What every result of a back-test is read from. */
export interface Reading {
  readonly fitted: Fitted
  readonly fitSums: FitSums
  /** Sums of the whole history. */
  readonly whole: CellSums
  readonly limits: Limits
  readonly level: number
  readonly z: number
}
