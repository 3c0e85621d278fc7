// Goal: a clone works on any machine: no file names a place of one, the lock no host.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { read, root } from './sources.ts'

it('names no place of one machine in any file', () => {
  const places = /(?<![\w.])\/(work|root|home\/[a-z]\w*|Users\/\w+)\/|C:\\Users/
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0')
  const text = files.filter(path => path !== '' && existsSync(join(root, path)) && !/\.(parquet|png|tgz)$/.test(path))
  expect(text.filter(path => places.test(read(path)))).toEqual([])
})

it('locks dependencies without naming a registry host', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> }
  expect(Object.values(packages).filter(one => one.resolved !== undefined)).toEqual([])
})
