import { HuijianError } from '../huijian-error.ts'

/** The rows cannot be ranked or compared as they were given. The message names the first fault and the way out. */
export class UpliftError extends HuijianError {
  override readonly name = 'UpliftError'
  readonly code = 'uplift'
}
