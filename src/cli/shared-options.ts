// Options several commands have, read the same way by all of them.

import type { Lang } from '../strategy/text.ts'
import { oneOf, UsageError, wholeNumber } from './command.ts'
import type { Terminal } from './terminal.ts'

/** `--lang`, else the shell's. */
export const langOf = (lang: string | undefined, terminal: Terminal): Lang =>
  lang === undefined ? terminal.lang : oneOf('lang', lang, ['en', 'zh'])

/** `--workers`, else one for every processor. */
export const workersOf = (workers: string | undefined, terminal: Terminal): number =>
  workers === undefined ? terminal.workers : wholeNumber('workers', workers, 1, 256)

/** `--seed`: 32 bits. */
export const seedOf = (seed: string): number => wholeNumber('seed', seed, 0, 2 ** 32 - 1)

/** `--delimiter`, as something to spread: absent where it is to be found out. */
export function delimiterOf(delimiter: string | undefined): { readonly delimiter?: string } {
  if (delimiter === undefined) return {}
  if ([...delimiter].length !== 1) throw new UsageError(`--delimiter takes one character, not '${delimiter}'`)
  return { delimiter }
}
