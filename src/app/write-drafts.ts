import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { RequestError } from './request-error.ts'

/**
 * Writes all of the files or none; what somebody has written is never overwritten.
 *
 * @param files  texts by path, relative to `cwd`
 * @throws {RequestError} naming the file that exists already
 */
export function writeDrafts(files: Readonly<Record<string, string>>, cwd: string): void {
  const paths = Object.keys(files).map(path => join(cwd, path))
  const taken = paths.find(path => existsSync(path))
  if (taken !== undefined) {
    throw new RequestError(`${relative(cwd, taken)} exists already. Choose another name, or move it away first.`)
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true })
    writeFileSync(join(cwd, path), text, { flag: 'wx' })
  }
}
