// Goal: a command that takes --lang says everything it prints in that language.

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveCli } from './serve-cli.ts'
import { tinyBank } from './tiny-bank.ts'

const cwd = tinyBank()
const cli = serveCli(cwd)
async function done(line: string): Promise<string> {
  const { code, out, err } = await cli.run(line.split(' '))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return out
}

beforeAll(async () => {
  const [header, first, ...others] = readFileSync(join(cwd, 'contacts.csv'), 'utf8').split('\n')
  writeFileSync(join(cwd, 'odd.csv'), [header, first!.replace(/[^,]+$/, '7'), ...others].join('\n'))
  await done('import tiny-bank --file contacts.csv')
  await done('backtest rich-first.ts --dataset tiny-bank --champion logged --no-report')
})
afterAll(async () => {
  await cli.close()
  rmSync(cwd, { recursive: true })
})

it.each([
  ['import tiny-bank --file contacts.csv', 'imported before', '此前已导入'],
  ['import tiny-bank --file odd.csv --quarantine-limit 0.5', '1 row set aside', '1 行已隔离'],
  ['datasets', 'strategies', '策略'],
  ['library list --dataset hillstrom', 'No run on hillstrom', '尚未保存'],
])('%s', async (line, english, chinese) => {
  expect(await done(`${line} --lang en`)).toContain(english)
  const said = await done(`${line} --lang zh`)
  expect(said).toContain(chinese)
  expect(said).not.toContain(english)
})
