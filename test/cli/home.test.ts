// Goal: a --home that cannot hold anything is refused at once, in one message that says what to do instead.

import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { serveCli } from './serve-cli.ts'
import { tinyBank } from './tiny-bank.ts'

const cwd = tinyBank()
const cli = serveCli(cwd)
writeFileSync(join(cwd, 'note.txt'), 'no folder')
mkdirSync(join(cwd, 'locked'))
chmodSync(join(cwd, 'locked'), 0o555)
afterAll(async () => {
  await cli.close()
  expect(readFileSync(join(cwd, 'note.txt'), 'utf8')).toBe('no folder')
  rmSync(cwd, { recursive: true })
})

/** @param place  what stands in the way, as the message is to name it */
async function refused(line: string, place: string): Promise<void> {
  const { code, out, err } = await cli.run(line.split(' '))
  expect(err.trim().split('\n'), 'one message').toHaveLength(1)
  expect(err).toContain(join(cwd, place))
  expect(err).toContain('Name another folder with --home')
  expect(err, 'no errno').not.toMatch(/ENOTDIR|EEXIST|EACCES/)
  expect({ code, out }).toEqual({ code: 1, out: '' })
}

describe('a --home that is a file, or lies below one', () => {
  it.each([
    ['import tiny-bank --file contacts.csv --home note.txt'],
    ['import tiny-bank --file contacts.csv --home note.txt/kept'],
    ['demo --home note.txt'],
    ['backtest rich-first.ts --dataset tiny-bank --home note.txt'],
    ['sweep rich-first.ts --dataset tiny-bank --grid least=1,2 --home note.txt'],
    ['leakage tiny-bank --home note.txt'],
    ['library list --home note.txt'],
  ])('%s', line => refused(line, 'note.txt'))
})

// Root may write anywhere.
describe.skipIf(process.getuid?.() === 0)('a --home that cannot be written to (not tried as root)', () => {
  it.each([
    ['import tiny-bank --file contacts.csv --home locked'],
    ['import tiny-bank --file contacts.csv --home locked/kept'],
    ['demo --home locked'],
    ['compare rich-first.ts --dataset tiny-bank --home locked'],
  ])('%s', line => refused(line, 'locked'))
})
