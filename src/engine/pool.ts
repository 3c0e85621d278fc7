// Worker threads that share a history and compute its sums chunk by chunk. The chunks and the order in which their sums
// are merged depend on the rows alone, so any number of workers gives the same bits.
import { Worker } from 'node:worker_threads'
import type { Columns } from '../history/columns.ts'
import type { Fitted, FitSums } from '../evaluate/fit.ts'
import { emptyFitSums, mergeFitSums } from '../evaluate/fit.ts'
import type { Moments } from '../evaluate/moments.ts'
import { emptyMoments, mergeMoments } from '../evaluate/moments.ts'
import type { Plan } from '../evaluate/plan.ts'
import { StrategyError } from '../strategy/errors.ts'
import { cutChunks } from './chunks.ts'
import { EngineError } from './engine-error.ts'
import { CHUNKS_AHEAD, freeMemory, refuseTooLarge } from './memory.ts'
import type { FromWorker, Pass, ToWorker, WorkerData } from './messages.ts'
import { shareColumns } from './shared-columns.ts'

export interface Pool {
  /** @throws {EngineError} */
  readonly fit: (plan: Plan) => Promise<FitSums>
  /** @throws {EngineError} @throws {StrategyError} when a strategy speaks of what the columns do not have */
  readonly moments: (plan: Plan, fitted: Fitted) => Promise<Moments>
  /** Ends the workers. A pass under way fails. */
  readonly close: () => Promise<void>
}

export interface PoolOptions {
  readonly workers: number
  /** Bytes the passes may take beside the columns; what the machine has free when absent. */
  readonly memoryBudgetBytes?: number
}

/** @throws {EngineError} when a worker cannot start */
export async function openPool(columns: Columns, { workers: count, memoryBudgetBytes }: PoolOptions): Promise<Pool> {
  if (!(Number.isInteger(count) && count >= 1)) throw new EngineError(`A pool needs a whole number of workers, at least 1, not ${count}.`)
  const chunks = cutChunks(columns)
  const workers = startWorkers(shareColumns(columns), count)
  let running: { readonly fail: (error: Error) => void } | null = null
  let broken: EngineError | null = null
  let passes = 0
  let queue: Promise<unknown> = Promise.resolve()

  const breakPool = (why: string) => {
    broken ??= new EngineError(why)
    running?.fail(broken)
  }
  for (const worker of workers) {
    worker.on('error', error => breakPool(`A worker thread of the engine died: ${error.message}. With fewer workers each has more memory.`))
    worker.on('exit', code => breakPool(`A worker thread of the engine ended with code ${code}.`))
  }

  const runPass = <S extends FitSums | Moments>(what: Pass, merge: (sums: S) => void) => new Promise<void>((resolve, reject) => {
    if (broken !== null) throw broken
    refuseTooLarge(what.plan, columns, count, memoryBudgetBytes ?? freeMemory())
    const pass = ++passes
    const waiting = new Map<number, S>() // finished before an earlier chunk
    const idle = [...workers]
    let given = 0, merged = 0
    const end = (settle: () => void) => {
      for (const worker of workers) {
        worker.removeAllListeners('message')
        worker.unref()
      }
      running = null
      settle()
    }
    const fail = (error: Error) => end(() => reject(error))
    const give = () => {
      while (idle.length > 0 && given < chunks.length && given < merged + CHUNKS_AHEAD * count) {
        idle.pop()!.postMessage({ kind: 'chunk', pass, chunk: given, rows: chunks[given]! } satisfies ToWorker)
        given++
      }
    }
    running = { fail }
    for (const worker of workers) {
      worker.ref()
      worker.postMessage({ kind: 'begin', pass, what } satisfies ToWorker)
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready' || message.pass !== pass) return
        if (message.kind === 'failed') return fail(errorOf(message.error))
        waiting.set(message.chunk, message.sums as S)
        for (let next = waiting.get(merged); next !== undefined; next = waiting.get(merged)) {
          waiting.delete(merged++)
          merge(next)
        }
        if (merged === chunks.length) return end(resolve)
        idle.push(worker)
        give()
      })
    }
    if (chunks.length === 0) end(resolve)
    else give()
  })

  /** One pass after the other, whether or not the one before succeeded. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = queue.then(run, run)
    queue = turn.catch(() => undefined)
    return turn
  }

  const close = async () => {
    broken ??= new EngineError('The pool is closed.')
    running?.fail(broken)
    await Promise.all(workers.map(worker => worker.terminate()))
  }

  await Promise.all(workers.map(whenReady)).catch(async (error: unknown) => {
    await close()
    throw new EngineError(`A worker thread of the engine could not start: ${String(error)}`, { cause: error })
  })
  for (const worker of workers) worker.unref()

  return {
    fit: plan => inTurn(async () => {
      const sums = emptyFitSums(plan)
      await runPass<FitSums>({ kind: 'fit', plan }, part => mergeFitSums(sums, part))
      return sums
    }),
    moments: (plan, fitted) => inTurn(async () => {
      const sums: { moments: Moments | null } = { moments: null }
      await runPass<Moments>({ kind: 'moments', plan, fitted }, part => {
        sums.moments ??= emptyMoments(plan)
        mergeMoments(sums.moments, part)
      })
      return sums.moments ?? emptyMoments(plan)
    }),
    close,
  }
}

function startWorkers(columns: Columns, count: number): readonly Worker[] {
  // The sources run as they are in the repository, as plain JS when built: the worker's file has this file's extension.
  const fromSources = import.meta.url.endsWith('.ts')
  const file = new URL(fromSources ? './worker.ts' : './worker.js', import.meta.url)
  const workerData: WorkerData = { columns }
  return Array.from({ length: count }, () =>
    new Worker(file, { workerData, execArgv: fromSources ? ['--conditions=huijian-source'] : [] }))
}

function whenReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
}

/** Only a name and a text cross from a worker. */
function errorOf({ name, message }: { readonly name: string; readonly message: string }): Error {
  return name === 'StrategyError' ? new StrategyError(message) : new EngineError(message)
}
