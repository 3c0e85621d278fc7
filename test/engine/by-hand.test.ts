// Goal: the sums a back-test keeps are those of two loops written by hand and of one SQL statement, none of which shares
// code with the engine; what `npm run bench` compares is the same work.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { benchHistory } from '../bench/history.ts'
import { largestDifference, sumsThreeWays } from '../bench/one-strategy/race.ts'

let sums: Awaited<ReturnType<typeof sumsThreeWays>>

beforeAll(async () => {
  const home = await mkdtemp(join(tmpdir(), 'huijian-by-hand-'))
  afterAll(() => rm(home, { recursive: true }))
  sums = await sumsThreeWays(await benchHistory(home, 2_000, () => undefined))
})

it('DR, SNIPS and their clustered errors: a loop by hand finds the engine’s sums', () => {
  expect(sums.engine.length).toBe(14 * 19)
  expect(sums.engine[0]).toBe(24_000)
  expect(largestDifference(sums.engine, sums.hand)).toBeLessThan(1e-12)
})

it('… and so does SQL', () => {
  expect(largestDifference(sums.engine, sums.inDuckDb)).toBeLessThan(1e-12)
})
