// Preloaded into a launcher that was given nothing to do (serve-cli.ts): keeps its process, and runs there one command
// after the other.

import { on } from 'node:events'
import { availableParallelism } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { languageOf } from '../../src/cli/terminal.ts'
import type { Ended } from './run-cli.ts'

export interface Order {
  readonly number: number
  readonly words: readonly string[]
}
export interface Answer extends Ended {
  readonly number: number
}

process.once('disconnect', () => process.exit(0))
void serve()

/** A command ends before the next begins, as at a prompt. */
async function serve(): Promise<void> {
  const orders = on(process, 'message')
  // The launcher is through: `huijian` and `huijian/…` mean this installation from here on.
  while (process.exitCode === undefined) await setTimeout(2)
  for await (const [order] of orders) {
    const { number, words } = order as Order
    process.send!({ number, ...(await ended(words)) } satisfies Answer)
  }
}

/** In a terminal that nobody watches: no colours, no progress, 120 columns. */
async function ended(words: readonly string[]): Promise<Ended> {
  const { main } = await import('../../src/cli/main.ts') // the launcher's own
  let out = '',
    err = ''
  const code = await main(words, {
    out: text => void (out += `${text}\n`),
    note: text => void (err += `${text}\n`),
    progress: () => {},
    now: () => new Date(),
    cwd: process.cwd(),
    lang: languageOf(process.env),
    width: 120,
    colour: false,
    workers: availableParallelism(),
  })
  return { code, out, err }
}
