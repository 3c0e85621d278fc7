// What every study does: work in processes, percent, and say of each bound whether it holds.

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The word a process is started with that works on a part of a study. */
const PART = '--part'

/**
 * Runs the study's own file again in a process of its own. Not in a thread: a thread would strip the types of the
 * sources, which can end the whole process (src/engine/columns/thread-program.ts).
 *
 * @returns what `answerPart` gives there
 */
export function inProcess<R>(file: string, part: unknown): Promise<R> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(file), [PART], { serialization: 'advanced' })
    child.once('message', message => resolve(message as R))
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`a process of ${file} ended with ${code} and no result`)))
    child.send(part as object)
  })
}

/**
 * In a process that `inProcess` started: works on the part it is sent.
 *
 * @returns false in the process a person started, which has the parts to give
 */
export function answerPart<P>(work: (part: P) => unknown): boolean {
  if (process.argv[2] !== PART) return false
  process.once('message', (part: P) => {
    process.send!(work(part), undefined, {}, () => process.disconnect())
  })
  return true
}

/** @returns `holds`, after printing it */
export function check(claim: string, holds: boolean): boolean {
  console.log(`${holds ? 'holds' : 'MISSED'}: ${claim}`)
  return holds
}

/** `95.2 %` */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
