// The command line as a person starts it: a process of its own, in a folder of its own.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'

export const launcher = join(import.meta.dirname, '../../src/cli/huijian.js')

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Surroundings {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Node to start with; the one running the tests by default. */
  readonly node?: string
  readonly launcher?: string
}

export function runCli(
  words: readonly string[],
  { cwd, env = {}, node = process.execPath, launcher: file = launcher }: Surroundings,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // A bare environment: what a person's shell exports must not decide a test.
    const child = spawn(node, [file, ...words], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...env },
    })
    let out = '',
      err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', code => resolve({ code, out, err }))
  })
}

/**
 * SHA-256 over every path and every byte below a folder: two states are the same when this is.
 * @param except  a folder directly below that does not count
 */
export function folderHash(folder: string, except?: string): string {
  const hash = createHash('sha256')
  if (!existsSync(folder)) return 'absent'
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (except !== undefined && path.split(sep)[0] === except) continue
    hash.update(`${path}\0`)
    if (statSync(join(folder, path)).isFile()) hash.update(readFileSync(join(folder, path)))
  }
  return hash.digest('hex')
}
