// What somebody sees who opens a library and may not write it: node lister.ts <library> prints the number of runs, or
// the message. Root, who may write anything, becomes nobody first, after everything is loaded.

import Database from 'better-sqlite3'
import { LibraryError } from '../../src/library/errors.ts'
import { openLibrary } from '../../src/library/library.ts'

if (process.getuid?.() === 0) {
  new Database(':memory:').close() // loads SQLite itself, which lies where nobody may not go
  process.setgroups!([])
  process.setgid!(65_534)
  process.setuid!(65_534)
}
try {
  const library = openLibrary(process.argv[2]!)
  process.stdout.write(`${library.listRuns().length} runs`)
  library.close()
} catch (error) {
  process.stdout.write(error instanceof LibraryError ? error.message : `not a LibraryError: ${String(error)}`)
}
