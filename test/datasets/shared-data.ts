// Real data lies beside the project, not in it. Tests that need it say so when it is absent.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, it } from 'vitest'

const folder = new URL('../../../shared/', import.meta.url)

/** Where a file of ../shared is, if it is there. */
export const besideProject = (path: string): string => fileURLToPath(new URL(path, folder))

export const sharedData = (path: string): string => besideProject(`data/${path}`)

/** A describe that becomes one skipped test, naming the file, where one of ../shared/data is absent. */
export function describeShared(title: string, paths: readonly string[], body: () => void): void {
  const files = paths.map(path => `data/${path}`)
  describeBeside(title, files, body)
}

/** vitest runs the body of a describe that is skipped; this one is run only where it finds what it reads. */
export function describeBeside(title: string, files: readonly string[], body: () => void): void {
  const absent = files.filter(path => !existsSync(besideProject(path))).map(path => `../shared/${path}`)
  if (absent.length === 0) describe(title, body)
  else it.skip(`${title} (skipped, absent: ${absent.join(', ')})`, () => {})
}

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(parent = tmpdir()): string {
  mkdirSync(parent, { recursive: true })
  const path = mkdtempSync(join(parent, 'test-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return path
}
