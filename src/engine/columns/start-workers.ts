import { Worker } from 'node:worker_threads'
import { EngineError } from '../engine-error.ts'
import type { ToWorker } from './messages.ts'
import { threadProgram } from './thread-program.ts'

/**
 * Threads that wait for columns and a pass. They do not keep the process alive while they wait.
 *
 * @throws {EngineError} when one cannot start; none is left running then
 */
export async function startWorkers(count: number): Promise<readonly Worker[]> {
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new EngineError(`A pool needs a whole number of workers, at least 1, not ${count}.`)
  }
  const { code, options } = await threadProgram()
  const workers: Worker[] = []
  try {
    while (workers.length < count) workers.push(new Worker(code, options))
    await Promise.all(workers.map(whenReady))
  } catch (error) {
    await Promise.all(workers.map(worker => worker.terminate()))
    const why = `A worker thread of the engine could not start: ${String(error)}. Try with fewer workers.`
    throw new EngineError(why, { cause: error })
  }
  for (const worker of workers) worker.unref()
  return workers
}

/** Ends the threads: each is asked to leave, and stopped by force only when it computes on. */
export async function endWorkers(workers: readonly Worker[]): Promise<void> {
  await Promise.all(
    workers.map(async worker => {
      if (worker.threadId === -1) return // it has ended
      const ended = new Promise<void>(resolve => {
        worker.once('exit', () => resolve())
      })
      worker.postMessage({ kind: 'end' } satisfies ToWorker)
      let patience: NodeJS.Timeout | undefined
      const late = new Promise<'late'>(resolve => {
        patience = setTimeout(() => resolve('late'), PATIENCE_MS)
      })
      if ((await Promise.race([ended, late])) === 'late') await worker.terminate()
      clearTimeout(patience)
    }),
  )
}

/** Longer than a chunk takes. */
const PATIENCE_MS = 2_000

function whenReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`it ended with code ${code}`)))
  })
}
