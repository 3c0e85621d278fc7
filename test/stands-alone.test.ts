// Goal: a clone with nothing beside it can be tested. What tests rest on is in it, small and with its source; what may
// not be in it is asked for in one place, which skips by name where it is absent.

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReference } from './reference.ts'

const root = join(import.meta.dirname, '..')
const reference = join(import.meta.dirname, 'reference')
const committed = readdirSync(reference, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => statSync(join(reference, path)).isFile())

it('keeps its reference values under 1 MB', () => {
  const bytes = committed.map(path => statSync(join(reference, path)).size)
  expect(bytes.reduce((a, b) => a + b)).toBeLessThan(1_000_000)
})

it('says of every reference file, and of no other, what it is, who made it and why it may be here', () => {
  const rows = readReference('README.md')
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.slice(1, -1).split('|'))
  const named = rows.flatMap(([files]) => [...files!.matchAll(/`([^`]+)`/g)].map(([, path]) => path))
  expect(named.toSorted()).toEqual(committed.filter(path => path !== 'README.md').toSorted())
  for (const cells of rows) expect(cells.map(cell => cell.trim() !== '')).toEqual([true, true, true, true])
})

it('has GrowthBook’s notice beside what is GrowthBook’s', () => {
  expect(readReference('stats/GROWTHBOOK_LICENSE.txt')).toMatch(/GrowthBook, Inc\.[\s\S]*free of charge/)
})

it('looks for files beside the project in one place, so that no test reads what may be absent', () => {
  const files = execFileSync('git', ['ls-files', '-z', 'test'], { cwd: root, encoding: 'utf8' }).split('\0')
  const code = files.filter(path => /\.[jt]s$/.test(path) && existsSync(join(root, path)))
  const looking = code.filter(path => /["'`/]shared["'`/]/.test(readFileSync(join(root, path), 'utf8')))
  expect(looking).toEqual(['test/datasets/shared-data.ts'])
})
