import { Worker } from 'node:worker_threads'
import type { Columns } from '../history/columns.ts'
import { EngineError } from './engine-error.ts'
import type { WorkerData } from './messages.ts'
import { shareColumns } from './shared-columns.ts'

/**
 * Threads that hold the columns and wait for a pass. They do not keep the process alive while they wait.
 *
 * @throws {EngineError} when one cannot start; none is left running then
 */
export async function startWorkers(columns: Columns, count: number): Promise<readonly Worker[]> {
  // The sources run as they are in the repository, as plain JS when built: the worker's file has this file's extension.
  const fromSources = import.meta.url.endsWith('.ts')
  const file = new URL(fromSources ? './worker.ts' : './worker.js', import.meta.url)
  const workerData: WorkerData = { columns: shareColumns(columns) }
  const execArgv = fromSources ? ['--conditions=huijian-source'] : []
  const workers: Worker[] = []
  try {
    while (workers.length < count) workers.push(new Worker(file, { workerData, execArgv }))
    await Promise.all(workers.map(whenReady))
  } catch (error) {
    await Promise.all(workers.map(worker => worker.terminate()))
    const why = `A worker thread of the engine could not start: ${String(error)}. Try with fewer workers.`
    throw new EngineError(why, { cause: error })
  }
  for (const worker of workers) worker.unref()
  return workers
}

function whenReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`it ended with code ${code}`)))
  })
}
