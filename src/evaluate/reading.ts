import type { Limits } from '../estimate/refusals.ts'
import type { CellSums } from '../moments/cell-sums.ts'
import type { FitSums } from '../moments/fit-sums.ts'
import type { Fitted } from '../moments/fitted.ts'

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
