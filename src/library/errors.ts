import { HuijianError } from '../huijian-error.ts'

/** The library cannot be used as asked; the message says why and what to do. The file is as it was. */
export class LibraryError extends HuijianError {
  override readonly name = 'LibraryError'
  readonly code = 'library'
}
