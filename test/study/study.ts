// What every study does: work in threads, percent, and say of each bound whether it holds.
import { Worker } from 'node:worker_threads'

/** Runs the study's own file again in a thread. @returns the one message it posts */
export function inWorker<R>(file: string, part: unknown): Promise<R> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(file), { workerData: part })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`a thread of ${file} ended with ${code} and no result`)))
  })
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
