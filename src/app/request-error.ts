import { HuijianError } from '../huijian-error.ts'

/** What was asked for does not exist or cannot be done as asked: says what, with which values, and what to do. */
export class RequestError extends HuijianError {
  override readonly name = 'RequestError'
  readonly code = 'request'
}
