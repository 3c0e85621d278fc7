import { existsSync } from 'node:fs'
import { openLibrary, type Library } from '../library/library.ts'
import { libraryFile } from './home.ts'
import { RequestError } from './request-error.ts'

/**
 * Opens the library of a home folder to look into it, and closes it again. Looking creates no library.
 *
 * @throws {RequestError} when there is none yet; {LibraryError}
 */
export function withLibrary<T>(home: string, use: (library: Library) => T): T {
  const file = libraryFile(home)
  if (!existsSync(file)) {
    throw new RequestError(
      `there is no library at ${file} yet; \`huijian backtest\` and \`huijian demo\` save their runs there.`,
    )
  }
  const library = openLibrary(file)
  try {
    return use(library)
  } finally {
    library.close()
  }
}
