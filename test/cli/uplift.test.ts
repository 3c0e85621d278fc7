// Goal: `huijian uplift` ranks an imported history, prints a table or JSON of the same figures, and writes charts.

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScoreEvaluation } from '../../src/uplift/evaluate-score.ts'
import { serveCli } from './serve-cli.ts'
import { tinyBank } from './tiny-bank.ts'

const cwd = tinyBank()
const cli = serveCli(cwd)
const run = (words: string) => cli.run(words.split(' '))
const question = 'uplift tiny-bank --score balance --treatment call:deposit --control hold --outcome conversion'

beforeAll(async () => expect((await run('import tiny-bank --file contacts.csv')).code).toBe(0))
afterAll(async () => {
  await cli.close()
  rmSync(cwd, { recursive: true })
})

describe('uplift', () => {
  it('prints one evaluation as a table and as JSON', async () => {
    const [table, json] = await Promise.all([run(question), run(`${question} --json`)])
    expect([table.code, table.err]).toEqual([0, ''])
    const { schema, metrics } = JSON.parse(json.out) as ScoreEvaluation
    expect(schema).toBe('huijian.uplift/1')
    expect(table.out).toContain(`${metrics.rows} decisions: call:deposit ${metrics.treated} · hold ${metrics.control}`)
    // Calls work on the rich, and the balance ranks the rich first.
    expect(metrics.areas.grfQini.interval![0]).toBeGreaterThan(0)
    expect(metrics.areas.scikitQini.normalised).toBeGreaterThan(0)
    expect(table.out).toContain('scikit-uplift qini')
  })
  it('writes the charts as SVG and as specs', async () => {
    const { code, err } = await run(`${question} --replicates 0 --charts charts`)
    expect([code, err]).toEqual([0, 'charts charts\n'])
    for (const name of ['qini', 'toc', 'percentiles']) {
      expect(readFileSync(join(cwd, 'charts', `${name}.svg`), 'utf8')).toMatch(/^<svg /)
      expect(JSON.parse(readFileSync(join(cwd, 'charts', `${name}.vl.json`), 'utf8'))).toHaveProperty('data.values')
    }
  })
  it.each([
    ['uplift tiny-bank --score balance', 2, '--treatment is missing'],
    [question.replace('balance', 'region'), 1, 'a category, which has no order'],
    [question.replace('hold', 'holt'), 1, 'Did you mean “hold”?'],
    [`${question} --k 3`, 2, '--k takes a number between 0 and 1'],
    [`${question} --replicates 1`, 2, '--replicates takes 0, or at least 2'],
  ])('%s', async (words, code, message) => {
    const ended = await run(words)
    expect(ended.code).toBe(code)
    expect(ended.err).toContain(message)
    expect(ended.out).toBe('')
  })
})
