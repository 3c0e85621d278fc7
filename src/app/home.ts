import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { RequestError } from './request-error.ts'

/**
 * Where imports and the library are kept: `.huijian` in the folder `cwd` unless another is named.
 *
 * @throws {RequestError} when something that is no folder has that name
 */
export function homeFolder(named: string | undefined, cwd: string): string {
  const home = resolve(cwd, named ?? '.huijian'),
    there = nearest(home)
  if (statSync(there).isDirectory()) return home
  throw new RequestError(`imports and the library are kept in a folder, and ${there} is a file. ${WAY_OUT}`)
}

/**
 * The same for a command that cannot do without writing there. Others can: a library on a read-only disk is listed.
 *
 * @throws {RequestError} also when nothing can be written there
 */
export function writableHome(named: string | undefined, cwd: string): string {
  const home = homeFolder(named, cwd),
    there = nearest(home)
  try {
    accessSync(there, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new RequestError(
      `imports and the library are kept in ${home}, and nothing can be written to ${there}. ` + WAY_OUT,
      { cause },
    )
  }
  return home
}

export const libraryFile = (home: string) => join(home, 'library.sqlite')

const WAY_OUT = 'Name another folder with --home; it need not exist yet.'

/** The path, or what exists of it. A file below which a folder is named exists as that file. */
function nearest(path: string): string {
  const above = dirname(path)
  if (existsSync(path)) return path
  if (above === path) throw new RequestError(`${path} does not exist. ${WAY_OUT}`) // a drive that is not there
  return nearest(above)
}
