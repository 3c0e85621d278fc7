// Goal: what an action leaves behind, as a call its length, is no feature of a draft; what it was chosen by is one.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { draftDataset } from '../../../src/history/draft/dataset.ts'
import { rng } from '../../../src/stats/rng.ts'
import { temporaryFolder } from '../../datasets/shared-data.ts'

const folder = temporaryFolder()
const seconds = (draw: number) => Math.round(300 * draw)

/** 900 decisions, a third each held, called and written to; the column's value by action and a draw in [0, 1). */
async function drafted(name: string, value: (action: string, draw: number) => string | number): Promise<string> {
  const uniform = rng(7),
    file = join(folder, `${name}.csv`)
  const lines = Array.from({ length: 900 }, (_, i) => {
    const action = ['hold', 'call', 'sms'][i % 3]!
    return [action, Number(uniform() < 0.2), value(action, uniform())].join(',')
  })
  writeFileSync(file, ['action,sold,seen', ...lines].join('\n'))
  return (await draftDataset({ name, file, action: 'action', outcome: ['sold'] }))[`datasets/${name}/index.ts`]!
}

const leak = (reason: string) => `seen: 'it is ${reason}, as if the action had made it',`

it('takes seconds that only a call has for a leak, missing elsewhere or written as 0', async () => {
  expect(await drafted('missing', (action, draw) => (action === 'call' ? seconds(draw) : ''))).toContain(
    leak('missing under “hold”, “sms”, while it varies under “call”'),
  )
  expect(await drafted('zero', (action, draw) => (action === 'call' ? seconds(draw) : 0))).toContain(
    leak('always 0 under “hold”, “sms”, while it varies under “call”'),
  )
})

it('takes a flag that only two actions ever raise for a leak', async () => {
  expect(await drafted('raised', (action, draw) => Number(action !== 'hold' && draw < 0.5))).toContain(
    leak('always 0 under “hold”, while it varies under “call”, “sms”'),
  )
})

it('asks when the value says something: the action may have been chosen by it', async () => {
  const text = await drafted('chosen', (action, draw) => (action === 'hold' || draw < 0.5 ? 'north' : 'south'))
  expect(text).toContain('  seen: {')
  expect(text).toContain('QUESTION: it is always north under “hold”, while it varies under “call”, “sms”: was the')
})

it.each([
  ['varies where nothing was done', (action: string, draw: number) => (action === 'call' ? 0 : Math.round(9 * draw))],
  ['is so rarely other than 0 that standing still means nothing', (_: string, draw: number) => Number(draw < 0.002)],
  ['varies under every action', (_: string, draw: number) => Math.round(9 * draw)],
])('finds nothing in a column that %s', async (why, value) => {
  const text = await drafted(why.split(' ').slice(0, 3).join('-'), value)
  expect(text).toContain('  seen: {')
  expect(text).not.toContain('under “')
})
