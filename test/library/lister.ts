// What somebody sees who opens a library: node lister.ts <library> prints the number of runs, or the message.

import { LibraryError } from '../../src/library/errors.ts'
import { openLibrary } from '../../src/library/library.ts'

try {
  const library = openLibrary(process.argv[2]!)
  process.stdout.write(`${library.listRuns().length} runs`)
  library.close()
} catch (error) {
  process.stdout.write(error instanceof LibraryError ? error.message : `not a LibraryError: ${String(error)}`)
}
