import { HuijianError } from '../../huijian-error.ts'

/** A figure that these data cannot give; the message says which, why, and what would help. Never 0, never p = 1. */
export class NotEstimableError extends HuijianError {
  override readonly name = 'NotEstimableError'
  readonly code = 'not-estimable'
}
