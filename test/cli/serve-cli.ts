// The command line for a test that asks it many things: one process that answers them all, since most of what a command
// takes goes into starting. It is loaded by the launcher, on real Node, and runs the very `main` a process would run.
//
// Not for what is about the process itself: how it ends, its streams, its environment, code of others that prints, waits or
// exits; runCli starts one for that. And a file that was loaded stays loaded, so a test that changes one names it anew.

import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { launcher, type Ended } from './run-cli.ts'
import type { Answer, Order } from './served.ts'

export interface ServedCli {
  readonly run: (words: readonly string[]) => Promise<Ended>
  readonly close: () => Promise<void>
}

/** @param cwd  the folder all commands are given in */
export function serveCli(cwd: string): ServedCli {
  const waiting = new Map<number, { resolve: (ended: Ended) => void; reject: (why: Error) => void }>()
  let child: ChildProcess | undefined
  let asked = 0

  /** Started by the first question: a file whose tests are not run starts none. */
  const started = () => {
    if (child !== undefined) return child
    child = fork(launcher, ['--version'], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
      execArgv: ['--import', join(import.meta.dirname, 'served.ts')],
      // The version it was started to print. What is written past the terminal is seen by whoever runs the tests.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.on('message', message => {
      const { number, ...ended } = message as Answer
      waiting.get(number)?.resolve(ended)
      waiting.delete(number)
    })
    child.on('exit', (code, signal) => {
      for (const { reject } of waiting.values()) reject(new Error(`The served command line ended: ${signal ?? code}.`))
    })
    return child
  }

  return {
    run: words =>
      new Promise((resolve, reject) => {
        const number = ++asked
        waiting.set(number, { resolve, reject })
        started().send({ number, words } satisfies Order)
      }),
    close: () =>
      new Promise(resolve => {
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.disconnect()
      }),
  }
}
