// What a thread of the pool runs: plain JavaScript, always.
//
// Node strips the types of a .ts file with a WebAssembly module that every thread loads for itself. Where such threads
// end while others start, V8 can die freeing that module's code (`Check failed: jit_page.has_value()`, or a SIGSEGV):
// counted at 5 in 70 trials of ten starts, and 0 in 60 without it. So the sources are bundled once, in the main thread,
// and no thread of ours can strip anything.

import { fileURLToPath } from 'node:url'
import type { WorkerOptions } from 'node:worker_threads'

export interface ThreadProgram {
  /** A file, or the text of the program (`options.eval`). */
  readonly code: string | URL
  readonly options: Pick<WorkerOptions, 'eval' | 'execArgv'>
}

let program: Promise<ThreadProgram> | undefined

/** Made once per process. In the built package it is the file that lies beside this one. */
export function threadProgram(): Promise<ThreadProgram> {
  return (program ??= import.meta.url.endsWith('.ts') ? bundled() : Promise.resolve(built()))
}

const built = (): ThreadProgram => ({ code: new URL('./worker.js', import.meta.url), options: { execArgv: noTypes() } })

async function bundled(): Promise<ThreadProgram> {
  // Only the repository comes here, and only the repository has esbuild.
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    // A text that is evaluated is CommonJS to Node.
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    // Errors name lines of the sources.
    sourcemap: 'inline',
    logLevel: 'silent',
  })
  return { code: outputFiles[0]!.text, options: { eval: true, execArgv: noTypes() } }
}

/** Takes type stripping from a thread, by the name this Node has for it. Deno, where notebooks run, has none. */
function noTypes(): string[] {
  const known = ['strip-types', 'experimental-strip-types'].find(name =>
    process.allowedNodeEnvironmentFlags.has(`--${name}`),
  )
  return known === undefined ? [] : [`--no-${known}`]
}
