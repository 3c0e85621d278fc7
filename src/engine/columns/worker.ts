// A thread of the pool: is given the columns, makes the kernel of a pass, then runs it on the chunks it is given.

import { parentPort } from 'node:worker_threads'
import type { Columns } from '../../history/columns.ts'
import { HuijianError } from '../../huijian-error.ts'
import type { FitSums } from '../../moments/fit-sums.ts'
import type { Moments } from '../../moments/moments.ts'
import type { Rows } from './chunks.ts'
import { fitKernel } from './fit-kernel.ts'
import type { FailureInWorker, FromWorker, Pass, ToWorker } from './messages.ts'
import { momentsKernel } from './moments-kernel.ts'

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread; see pool.ts')

let columns: Columns | null = null
let kernel: ((rows: Rows) => FitSums | Moments) | null = null

function kernelOf(pass: Pass): (rows: Rows) => FitSums | Moments {
  if (columns === null) throw new Error('a pass began before the columns were there; see pool.ts')
  return pass.kind === 'fit' ? fitKernel(pass.plan, columns) : momentsKernel(pass.plan, columns, pass.fitted)
}

function answer(message: Extract<ToWorker, { readonly pass: number }>): FromWorker | null {
  try {
    if (message.kind === 'begin') {
      kernel = null
      kernel = kernelOf(message.what)
      return null
    }
    // Without a kernel the pass has failed already, and that was said.
    if (kernel === null) return null
    return { kind: 'done', pass: message.pass, chunk: message.chunk, sums: kernel(message.rows) }
  } catch (error) {
    return { kind: 'failed', pass: message.pass, error: failureOf(error) }
  }
}

function failureOf(error: unknown): FailureInWorker {
  if (error instanceof HuijianError) return { code: error.code, message: error.message }
  return { code: null, message: error instanceof Error ? String(error.stack) : String(error) }
}

port.on('message', (message: ToWorker) => {
  // Nothing is left to wait for, so the thread ends by itself.
  if (message.kind === 'end') return port.unref()
  if (message.kind === 'columns') {
    columns = message.columns
    return
  }
  const reply = answer(message)
  if (reply === null) return
  const arrays: readonly Float64Array<ArrayBuffer>[] = reply.kind === 'done' ? Object.values(reply.sums) : []
  port.postMessage(
    reply,
    arrays.map(array => array.buffer),
  )
})
port.postMessage({ kind: 'ready' } satisfies FromWorker)
