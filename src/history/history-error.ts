import { HuijianError } from '../huijian-error.ts'

/** A history, its definition or its cache cannot be used as it is. The message says what is wrong and what to do. */
export class HistoryError extends HuijianError {
  override readonly name = 'HistoryError'
  readonly code = 'history'
}
