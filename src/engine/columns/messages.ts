// What the pool and its workers say to each other.

import type { Columns } from '../../history/columns.ts'
import type { ErrorCode } from '../../huijian-error.ts'
import type { FitSums } from '../../moments/fit-sums.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { Moments } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import type { Rows } from './chunks.ts'

export type Pass =
  | { readonly kind: 'fit'; readonly plan: SumPlan }
  | { readonly kind: 'moments'; readonly plan: SumPlan; readonly fitted: Fitted }

/** `pass` numbers tell late answers of an abandoned pass from those of the present one. */
export type ToWorker =
  /** Comes first; the arrays are shared, not copied. */
  | { readonly kind: 'columns'; readonly columns: Columns }
  | { readonly kind: 'begin'; readonly pass: number; readonly what: Pass }
  | { readonly kind: 'chunk'; readonly pass: number; readonly chunk: number; readonly rows: Rows }
  | { readonly kind: 'end' }

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly pass: number; readonly chunk: number; readonly sums: FitSums | Moments }
  | {
      readonly kind: 'failed'
      readonly pass: number
      readonly error: FailureInWorker
    }

/** `code` is null for an error that is none of ours; its message then has the stack. */
export interface FailureInWorker {
  readonly code: ErrorCode | null
  readonly message: string
}
