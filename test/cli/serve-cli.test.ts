// Goal: many tests ask one served command line; what it answers is what a process of its own would.

import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { runCli } from './run-cli.ts'
import { serveCli } from './serve-cli.ts'
import { tinyBank } from './tiny-bank.ts'

const folders = [tinyBank(), tinyBank()] as const
const cli = serveCli(folders[1])
afterAll(async () => {
  await cli.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Without the name of the folder. */
const told = (text: string) => text.replaceAll(/\/\S*huijian-cli-\w+/g, '…')

it.each([
  ['import tiny-bank --file contacts.csv'],
  ['import tiny-bank --file nowhere.csv'],
  ['backtest rich-first.ts --dataset tiny-bank --json --no-save --no-report'],
  ['sweep rich-first.ts --dataset tiny-bank --grid least=a'],
  ['explain rich-first.ts --lang zh'],
  ['datasets'],
  ['nothing-of-the-kind'],
])('%s', async line => {
  const [alone, served] = await Promise.all([runCli(line.split(' '), { cwd: folders[0] }), cli.run(line.split(' '))])
  expect(told(served.out)).toBe(told(alone.out))
  expect(told(served.err)).toBe(told(alone.err))
  expect(served.code).toBe(alone.code)
})
