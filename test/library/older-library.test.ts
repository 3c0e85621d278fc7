// Goal: a library written by an older version opens and says what it said, word for word.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveCli } from '../cli/serve-cli.ts'

const older = join(import.meta.dirname, 'older')
const cwd = mkdtempSync(join(tmpdir(), 'huijian-older-'))
const cli = serveCli(cwd)
const RUN = '01M8RTY2M2JVGEHSVJ222ZQ531'

beforeAll(() => {
  mkdirSync(join(cwd, '.huijian'))
  writeFileSync(join(cwd, '.huijian/library.sqlite'), gunzipSync(readFileSync(join(older, 'library.sqlite.gz'))))
})
afterAll(async () => {
  await cli.close()
  rmSync(cwd, { recursive: true })
})

it.each([
  ['library list', 'list.txt'],
  [`library show ${RUN} --lang en`, 'show.en.txt'],
  [`library show ${RUN} --lang zh`, 'show.zh.txt'],
])('%s', async (line, expected) => {
  expect(await cli.run(line.split(' '))).toEqual({ code: 0, out: readFileSync(join(older, expected), 'utf8'), err: '' })
})

it('takes new runs beside the old one, which stays as it is', async () => {
  const before = (await cli.run(['library', 'show', RUN, '--json'])).out
  cpSync(join(cwd, '.huijian'), join(cwd, 'again/.huijian'), { recursive: true })
  for (const line of [
    'import demo-bank --generate --customers 300 --months 3',
    'backtest deposit-maturity --dataset demo-bank --champion logged --no-report',
  ]) {
    const { code, err } = await cli.run([...line.split(' '), '--home', 'again/.huijian'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
  }
  const list = (await cli.run(['library', 'list', '--home', 'again/.huijian'])).out.trim().split('\n')
  expect(list).toHaveLength(2)
  expect(list[1]).toContain(RUN)
  expect((await cli.run(['library', 'show', RUN, '--json', '--home', 'again/.huijian'])).out).toBe(before)
})
