import { HuijianError } from '../huijian-error.ts'

/** A back-test that cannot be computed as asked. The message says why and what to do. */
export class EngineError extends HuijianError {
  override readonly name = 'EngineError'
  readonly code = 'engine'
}
