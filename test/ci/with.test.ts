// Goal: a command that needs large packages finds them, and they are installed no more often than they have to be.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const script = join(import.meta.dirname, '../../.ci/with.ts')
const cwd = mkdtempSync(join(tmpdir(), 'huijian-with-'))
const lockFile = join(cwd, 'tools/package-lock.json')
const writeJson = (path: string, value: object) => writeFileSync(join(cwd, path), JSON.stringify(value))

/** A folder whose one package lies in it: nothing is fetched. */
beforeAll(() => {
  mkdirSync(join(cwd, 'tools/greeter'), { recursive: true })
  writeFileSync(join(cwd, 'tools/greeter/greet.js'), '#!/usr/bin/env node\nconsole.log(`hello ${process.argv[2]}`)\n')
  writeJson('tools/greeter/package.json', { name: 'greeter', version: '1.0.0', bin: { greet: 'greet.js' } })
  const dependencies = { greeter: 'file:greeter' }
  writeJson('tools/package.json', { name: 'tools', private: true, dependencies })
  writeJson('tools/package-lock.json', {
    name: 'tools',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'tools', dependencies },
      greeter: { version: '1.0.0', bin: { greet: 'greet.js' } },
      'node_modules/greeter': { resolved: 'greeter', link: true },
    },
  })
})
afterAll(() => rmSync(cwd, { recursive: true }))

function greet() {
  const { status, stdout } = spawnSync(process.execPath, [script, 'tools', 'greet', 'you'], { cwd, encoding: 'utf8' })
  return { status, greeted: stdout.includes('hello you\n'), installed: stdout.includes('npm ci in tools\n') }
}

it('installs what the command needs, once', () => {
  expect(greet()).toEqual({ status: 0, greeted: true, installed: true })
  expect(greet()).toEqual({ status: 0, greeted: true, installed: false })
})

it('installs again when the lock file has changed', () => {
  writeFileSync(lockFile, `${readFileSync(lockFile, 'utf8')}\n`)
  expect(greet()).toEqual({ status: 0, greeted: true, installed: true })
})

it('does not start the command when the packages cannot be installed, and tries again the next time', () => {
  const lock = readFileSync(lockFile, 'utf8')
  writeFileSync(lockFile, '{}')
  expect(greet()).toEqual({ status: 1, greeted: false, installed: true })
  writeFileSync(lockFile, lock)
  rmSync(join(cwd, 'tools/node_modules'), { recursive: true, force: true })
  expect(greet()).toEqual({ status: 0, greeted: true, installed: true })
})
