// Reference values of other programs lie beside the project, not in it. Tests that need them say when they are absent.

import { existsSync, readFileSync } from 'node:fs'
import { describe } from 'vitest'

const folder = new URL('../../shared/reference/', import.meta.url)

export const readReference = (path: string): string => readFileSync(new URL(path, folder), 'utf8')

/** A describe that is skipped, naming the folder, where `path` does not exist. */
export function describeReference(title: string, path: string, body: () => void): void {
  if (existsSync(new URL(path, folder))) describe(title, body)
  else describe.skip(`${title} (skipped: ../shared/reference/${path} is absent)`, body)
}
