// What a command sees of the outside world: where to write, the time, the folder, the language. Read once, in main.ts.

import { availableParallelism } from 'node:os'
import type { Lang } from '../strategy/text.ts'

export interface Terminal {
  /** Results: standard output, one line or several at a time. */
  readonly out: (text: string) => void
  /** Messages about the run: standard error. */
  readonly note: (text: string) => void
  /** Overwrites one line of standard error; does nothing when nobody watches. `''` clears the line. */
  readonly progress: (text: string) => void
  readonly now: () => Date
  /** Folder the command was given in: strategy files, `datasets/`, `.huijian/` and `runs/` are looked for here. */
  readonly cwd: string
  readonly lang: Lang
  /** Columns of text that fit on a line. */
  readonly width: number
  readonly colour: boolean
  /** Worker threads when the command names no number. */
  readonly workers: number
}

/** The terminal this process was started in. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process
  // `huijian … | head` closes the pipe when it has seen enough; that is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  return {
    out: text => void stdout.write(`${text}\n`),
    note: text => void stderr.write(`${text}\n`),
    progress: stderr.isTTY ? text => void stderr.write(`\r\u001b[2K${text.slice(0, stderr.columns - 1)}`) : () => {},
    now: () => new Date(),
    cwd: process.cwd(),
    lang: languageOf(env),
    width: stdout.columns ?? 120,
    colour: stdout.isTTY === true && !env['NO_COLOR'],
    workers: availableParallelism(),
  }
}

/** Chinese when the first locale variable that is set says so, as the C library decides. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Lang {
  return (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '').startsWith('zh') ? 'zh' : 'en'
}
