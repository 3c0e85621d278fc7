// Goal: sweep and compare choose, remember everything that was tried, and never say more than history supports.

import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Evaluation } from '../../src/evaluate/evaluation.ts'
import type { Selection } from '../../src/evaluate/selection/selection.ts'
import { serveCli } from './serve-cli.ts'
import { tinyBank } from './tiny-bank.ts'

const cwd = tinyBank()
const cli = serveCli(cwd)
const run = (line: string) => cli.run(line.split(' '))
async function done(line: string): Promise<string> {
  const { code, out, err } = await run(line)
  expect(code, err).toBe(0)
  return out
}
const selectionOf = async (line: string) => JSON.parse(await done(`${line} --json`)) as Selection

const on = '--dataset tiny-bank --walk-forward 2'
const sweep = `sweep rich-first.ts ${on} --grid least=1000:9000:2000`

beforeAll(() => done('import tiny-bank --file contacts.csv'))
afterAll(async () => {
  await cli.close()
  rmSync(cwd, { recursive: true })
})

describe('sweep', () => {
  it('ranks the variants, deflates the best one’s lift, and says whether it may be taken forward', async () => {
    const out = await done(sweep)
    expect(out).toContain('5 variants against as logged, by conversion (higher is better)')
    expect(out).toMatch(/^1 {2}rich-first@\w{4} +3,000 .* chosen$/m) // calls work on the rich
    expect(out).toMatch(/^deflated +\+\d+\.\d+ pp.*\n? *5 tried/m)
    expect(out).toMatch(/^walk-forward +chosen on 2025-01 \(\w{4}\), measured on 2025-02: promised/m)
    expect(out).toMatch(/^gate +Call the rich \(rich-first@\w{4}\) — passed/m)
    expect(await done(`${sweep} --lang zh`)).toMatch(/^准入 .*通过/m)
  })
  it('says the same bytes for the same seed, whatever the number of workers', async () => {
    const one = await done(`${sweep} --json --workers 1`)
    expect(await done(`${sweep} --json --workers 3`)).toBe(one)
  })
  it('has cells with the bits of a back-test of the same parameters', async () => {
    const { variants } = await selectionOf(sweep)
    const cell = variants.find(({ params }) => params['least'] === 7_000)!
    const alone = 'backtest rich-first.ts --dataset tiny-bank --param least=7000 --json --no-save --no-report'
    const evaluation = JSON.parse(await done(alone)) as Evaluation
    const { dr } = evaluation.results.find(({ policy, cell: { kind } }) => policy === 1 && kind === 'all')!.difference!
    expect(evaluation.policies[1]!.version).toBe(cell.version)
    expect([cell.lift, cell.standardError, cell.interval]).toEqual([dr!.value, dr!.standardError, dr!.interval])
  })
  it('gives no verdict when history has too few months to choose and measure in turn', async () => {
    const { gate, walkForward } = await selectionOf(sweep.replace('--walk-forward 2', '--walk-forward 5'))
    expect(walkForward).toBeNull()
    expect(gate.status).toBe('no verdict')
    expect(gate.reasons[0]).toMatchObject({ code: 'few-months', steps: 5 })
  })
  it.each([
    ['--grid least=a', 'not numbers'],
    ['--grid least=1,,3', 'not numbers'],
    ['--grid least=1, --seed 1', 'not numbers'],
    ['--grid least=1 --grid least=2', 'names least twice'],
    ['--grid least', 'name=values'],
    ['--grid least=5:1:1', 'from:to:step'],
    ['--grid least=1 --lhs 3', 'give one of'],
    ['', 'give one of'],
    ['--random 0', 'from 1 to 5000'],
    ['--grid least=1 --vary least', '--vary goes with'],
  ])('shows its usage when asked with “%s”', async (words, message) => {
    const { code, err } = await run(`sweep rich-first.ts --dataset tiny-bank ${words}`.trim())
    expect(code).toBe(2)
    expect(err).toContain(message)
  })
  it.each([
    ['--grid lest=1', 'least'],
    ['--grid least=20000', 'outside 0 to 10000 CNY'],
  ])('refuses “%s” with the way out', async (words, message) => {
    const { code, err } = await run(`sweep rich-first.ts --dataset tiny-bank ${words}`)
    expect(code).toBe(1)
    expect(err).toContain(message)
  })
})

describe('compare', () => {
  it('counts every version ever evaluated on the question, back-tests too, and judges by all of them', async () => {
    const { trials: before } = await selectionOf(`compare rich-first.ts ${on}`)
    await done('backtest rich-first.ts --dataset tiny-bank --param least=2500 --no-report')
    await done('backtest rich-first.ts --dataset tiny-bank --param least=2500 --no-report') // the same once more
    const { trials, variants, chosen, deflated } = await selectionOf(`compare rich-first.ts ${on}`)
    expect(trials).toBe(before + 1)
    expect(variants.length).toBe(trials)
    expect(variants.filter(({ isCandidate }) => isCandidate)).toEqual([variants[chosen!]])
    expect(variants.some(({ params, isCandidate }) => params['least'] === 2_500 && !isCandidate)).toBe(true)
    expect(deflated!.trials).toBe(trials)
  })
  it('does not pass a variant that others tried before make look ordinary', async () => {
    const out = await done(`compare rich-first.ts ${on} --param least=7000`)
    expect(out).toMatch(/earlier$/m)
    expect(out).toMatch(/^gate .* — not passed/m)
  })
  it('takes a strategy as champion, and will not compare it with itself', async () => {
    const { champion, trials } = await selectionOf(
      `compare rich-first.ts ${on} --param least=9000 --champion rich-first.ts`,
    )
    expect(champion.id).toBe('rich-first')
    expect(trials).toBe(1) // another champion is another question
    const { code, err } = await run(`compare rich-first.ts ${on} --champion rich-first.ts`)
    expect(code).toBe(1)
    expect(err).toContain('the champion itself')
  })
})
