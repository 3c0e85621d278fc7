import { join, resolve } from 'node:path'
import type { Terminal } from './terminal.ts'

/** Where imports and the library are kept: `.huijian` in the current folder unless another is named. */
export function homeFolder(named: string | undefined, terminal: Terminal): string {
  return resolve(terminal.cwd, named ?? '.huijian')
}

export const libraryFile = (home: string) => join(home, 'library.sqlite')
