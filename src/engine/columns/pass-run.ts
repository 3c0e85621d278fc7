// One pass over all chunks by all workers.

import type { Worker } from 'node:worker_threads'
import type { FitSums } from '../../moments/fit-sums.ts'
import type { Moments } from '../../moments/moments.ts'
import { StrategyError } from '../../strategy/errors.ts'
import { EngineError } from '../engine-error.ts'
import type { Rows } from './chunks.ts'
import { CHUNKS_AHEAD } from './memory.ts'
import type { FailureInWorker, FromWorker, Pass, ToWorker } from './messages.ts'

export interface PassRun {
  /** Settles when every chunk is merged, or with the first error. */
  readonly done: Promise<void>
  readonly fail: (error: Error) => void
}

/**
 * Gives idle workers one chunk after the other and merges what they return in the order of the chunks, whoever was
 * first. Workers keep the process alive as long as the pass lasts.
 *
 * @param pass  a number no other pass of these workers has had
 */
export function startPass<S extends FitSums | Moments>(
  workers: readonly Worker[],
  chunks: readonly Rows[],
  pass: number,
  what: Pass,
  merge: (sums: S) => void,
): PassRun {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>()
  const early = new Map<number, S>() // finished before an earlier chunk
  const idle = [...workers]
  let given = 0,
    merged = 0

  const give = () => {
    // The window bounds what waits in memory behind one slow chunk.
    while (idle.length > 0 && given < chunks.length && given < merged + CHUNKS_AHEAD * workers.length) {
      send(idle.pop()!, { kind: 'chunk', pass, chunk: given, rows: chunks[given]! })
      given++
    }
  }
  const take = (chunk: number, sums: S) => {
    early.set(chunk, sums)
    for (let next = early.get(merged); next !== undefined; next = early.get(merged)) {
      merge(next)
      early.delete(merged++)
    }
  }
  const listeners = workers.map(worker => (message: FromWorker) => {
    if (message.kind === 'ready' || message.pass !== pass) return
    if (message.kind === 'failed') return fail(errorOf(message.error))
    take(message.chunk, message.sums as S)
    if (merged === chunks.length) return end(resolve)
    idle.push(worker)
    give()
  })
  const end = (settle: () => void) => {
    workers.forEach((worker, k) => {
      worker.off('message', listeners[k]!)
      worker.unref()
    })
    settle()
  }
  const fail = (error: Error) => end(() => reject(error))

  workers.forEach((worker, k) => {
    worker.ref()
    worker.on('message', listeners[k]!)
    send(worker, { kind: 'begin', pass, what })
  })
  if (chunks.length === 0) end(resolve)
  else give()
  return { done, fail }
}

const send = (worker: Worker, message: ToWorker) => worker.postMessage(message)

/** Only a code and a text cross from a worker. What is no error of ours is a fault, and stays one. */
function errorOf({ code, message }: FailureInWorker): Error {
  if (code === null) return new Error(message)
  return code === 'strategy' ? new StrategyError(message) : new EngineError(message)
}
