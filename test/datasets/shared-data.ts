// Real data lies beside the project, not in it. Tests that need it say so when it is absent.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe } from 'vitest'

const folder = new URL('../../../shared/data/', import.meta.url)

export const sharedData = (path: string): string => fileURLToPath(new URL(path, folder))

/** A describe that is skipped, naming the file, where `path` does not exist. */
export function describeShared(title: string, path: string, body: () => void): void {
  if (existsSync(sharedData(path))) describe(title, body)
  else describe.skip(`${title} (skipped: ../shared/data/${path} is absent)`, body)
}

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(parent = tmpdir()): string {
  mkdirSync(parent, { recursive: true })
  const path = mkdtempSync(join(parent, 'test-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return path
}
