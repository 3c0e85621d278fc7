// Values of other programs. The small ones lie in test/reference, whose README says where each comes from; the big
// ones, and those on public data, lie beside the project. Tests that need those say so when they are absent.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { besideProject, describeBeside } from './datasets/shared-data.ts'

export function readReference(path: string): string {
  const committed = join(import.meta.dirname, 'reference', path)
  return readFileSync(existsSync(committed) ? committed : besideProject(`reference/${path}`), 'utf8')
}

/** For files that are not in test/reference: a describe that becomes one skipped test where one of them is absent. */
export function describeReference(title: string, paths: readonly string[], body: () => void): void {
  const files = paths.map(path => `reference/${path}`)
  describeBeside(title, files, body)
}
