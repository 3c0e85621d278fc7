// Worker threads that share a history and compute its sums chunk by chunk. The chunks and the order in which their sums
// are merged depend on the rows alone, so any number of workers gives the same bits.

import type { Worker } from 'node:worker_threads'
import type { Columns } from '../../history/columns.ts'
import type { FitSums } from '../../moments/fit-sums.ts'
import { emptyFitSums, mergeFitSums } from '../../moments/fit-sums.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { Moments } from '../../moments/moments.ts'
import { emptyMoments, mergeMoments } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { EngineError } from '../engine-error.ts'
import { cutChunks } from './chunks.ts'
import { freeMemory, refuseTooLarge } from './memory.ts'
import type { Pass, ToWorker } from './messages.ts'
import type { PassRun } from './pass-run.ts'
import { startPass } from './pass-run.ts'
import { shareColumns } from './shared-columns.ts'
import { endWorkers, startWorkers } from './start-workers.ts'

export interface Pool {
  /** @throws {EngineError} */
  readonly fit: (plan: SumPlan) => Promise<FitSums>
  /** @throws {EngineError} @throws {StrategyError} when a strategy speaks of what the columns do not have */
  readonly moments: (plan: SumPlan, fitted: Fitted) => Promise<Moments>
  /** Ends the workers. A pass under way fails. */
  readonly close: () => Promise<void>
}

export interface PoolOptions {
  readonly workers: number
  /** Bytes the passes may take beside the columns; what the machine has free when absent. */
  readonly memoryBudgetBytes?: number
}

/**
 * Threads that hold the columns in shared memory and run both passes on them, plan after plan. Close it when done.
 *
 * @throws {EngineError} when a worker cannot start
 */
export async function openPool(columns: Columns, options: PoolOptions): Promise<Pool> {
  const workers = await startWorkers(options.workers)
  try {
    return poolOf(workers, columns, options.memoryBudgetBytes)
  } catch (error) {
    await endWorkers(workers)
    throw error
  }
}

/**
 * A pool of workers that have started, and that are given the columns here.
 *
 * @throws {EngineError} when the columns cannot be handed over
 */
export function poolOf(workers: readonly Worker[], columns: Columns, memoryBudgetBytes?: number): Pool {
  giveColumns(workers, columns)
  const chunks = cutChunks(columns)
  let broken: EngineError | null = null
  let running: PassRun | null = null
  let passes = 0
  let queue: Promise<unknown> = Promise.resolve()

  const breakPool = (why: string) => {
    broken ??= new EngineError(why)
    running?.fail(broken)
  }
  // One that died while it waited says so no more.
  if (workers.some(worker => worker.threadId === -1)) breakPool('A worker thread of the engine has ended.')
  for (const worker of workers) {
    worker.on('error', error =>
      breakPool(`A worker thread of the engine died: ${error.message}. With fewer workers each has more memory.`),
    )
    worker.on('exit', code => breakPool(`A worker thread of the engine ended with code ${code}.`))
  }

  /** One pass after the other, whether or not the one before succeeded. */
  const run = <S extends FitSums | Moments>(
    what: Pass,
    empty: (plan: SumPlan) => S,
    merge: (into: S, part: S) => void,
  ): Promise<S> => {
    const pass = async () => {
      if (broken !== null) throw broken
      refuseTooLarge(what.plan, columns, workers.length, memoryBudgetBytes ?? freeMemory())
      const sums = empty(what.plan)
      running = startPass<S>(workers, chunks, ++passes, what, part => merge(sums, part))
      try {
        await running.done
      } finally {
        running = null
      }
      return sums
    }
    const turn = queue.then(pass, pass)
    queue = turn.catch(() => undefined)
    return turn
  }

  return {
    fit: plan => run({ kind: 'fit', plan }, emptyFitSums, mergeFitSums),
    moments: (plan, fitted) => run({ kind: 'moments', plan, fitted }, emptyMoments, mergeMoments),
    close: async () => {
      breakPool('The pool is closed.')
      await endWorkers(workers)
    },
  }
}

function giveColumns(workers: readonly Worker[], columns: Columns): void {
  const message: ToWorker = { kind: 'columns', columns: shareColumns(columns) }
  try {
    for (const worker of workers) worker.postMessage(message)
  } catch (error) {
    throw new EngineError(`The columns cannot be handed to a worker thread: ${String(error)}.`, { cause: error })
  }
}
