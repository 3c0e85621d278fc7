import { HuijianError } from '../../huijian-error.ts'

/** A choice among variants that cannot be made: names what was asked for and what there is. */
export class SelectionError extends HuijianError {
  override readonly name = 'SelectionError'
  readonly code = 'selection'
}
