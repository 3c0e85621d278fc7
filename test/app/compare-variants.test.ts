// Goal: what a sweep says of a variant is what a back-test of it alone says, to the bit, however many are in a pass.

import { strategyHash, withParams } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'
import { selectionOf } from 'huijian/evaluate'
import { describe, expect, it } from 'vitest'
import { demoColumns, demoFacts } from '../../datasets/demo-bank/columns.ts'
import { backtest } from '../../src/app/backtest.ts'
import { compareVariants } from '../../src/app/compare-variants.ts'
import { liftOver, matureMonths } from '../../src/evaluate/selection/block-lifts.ts'
import { SelectionError } from '../../src/evaluate/selection/selection-error.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'
import incumbent from '../../strategies/demo-bank/incumbent.ts'

const size = { customers: 700, months: 12, seed: 4 }
const columns = demoColumns(size),
  facts = demoFacts(size, columns)
const history = { dataset: demoBank, columns, facts, workers: 1, seed: 1 }
const variants = [7, 14, 28].map(horizonDays => withParams(depositMaturity, { horizonDays }))
const toLog = { ...history, variants, champion: null }

describe('variants compared in one pass', () => {
  it.each([
    ['the log', null, 1],
    ['the incumbent', incumbent, 3],
  ] as const)('against %s have the bits of a back-test of each alone', async (_, champion, perPass) => {
    const { evaluations, variants: compared } = await compareVariants({ ...history, variants, champion, perPass })
    expect(evaluations.length).toBe(Math.ceil(3 / perPass))
    for (const { strategy, evaluation, policy } of compared) {
      const strategies = champion === null ? [strategy] : [champion, strategy]
      const alone = await backtest({ ...history, strategies, champion: champion?.id ?? 'logged' })
      const own = evaluations[evaluation]!.results.filter(result => result.policy === policy)
      const expected = alone.results.filter(({ policy: p, cell }) => p === strategies.length && cell.kind === 'all')
      expect(own.map(result => ({ ...result, policy: strategies.length }))).toEqual(expected)
    }
  })

  it('have lifts by blocks of customers that agree with the back-test, ratios among them', async () => {
    const { evaluations, variants: compared, tables } = await compareVariants(toLog)
    for (const { name, direction } of evaluations[0]!.outcomes) {
      for (const [k, { policy }] of compared.entries()) {
        const lift = liftOver(tables[name]!, k, matureMonths(tables[name]!))!
        const whole = evaluations[0]!.results.find(result => result.policy === policy && result.outcome === name)!
        const { dr } = whole.difference!,
          sign = direction === 'higher' ? 1 : -1
        expect(Math.abs(lift.value - sign * dr!.value), name).toBeLessThan(1e-9 * Math.max(1, Math.abs(dr!.value)))
        // 700 customers lie in some 380 blocks: the two errors estimate the same.
        expect(Math.abs(lift.standardError / dr!.standardError - 1), name).toBeLessThan(0.15)
      }
    }
  })

  it('have neither z nor p where they decide as the champion does: what cannot be told is absent, not 0 or 1', async () => {
    const twin = { ...incumbent, id: 'twin' }
    const compared = await compareVariants({ ...history, variants: [twin], champion: incumbent })
    const candidates = new Set([strategyHash(twin)])
    const selection = selectionOf(compared, 'conversion', { candidates, trials: 1, unreadable: 0, walkForward: 3 })
    expect(selection).toMatchObject({
      chosen: null,
      naive: null,
      deflated: null,
      spa: null,
      gate: { status: 'no verdict' },
    })
    expect(selection.variants).toMatchObject([{ lift: 0, z: null, adjustedP: null }])
    expect(selection.gate.reasons).toEqual([{ code: 'nothing-differs' }])
  })

  it('are counted once, and never against themselves', async () => {
    const twice = { ...toLog, variants: [...variants, variants[0]!], outcomes: ['conversion'] }
    expect((await compareVariants(twice)).variants.length).toBe(3)
    await expect(compareVariants({ ...toLog, champion: variants[1]! })).rejects.toThrow(SelectionError)
    await expect(compareVariants({ ...toLog, outcomes: ['margin'], selectOn: ['conversion'] })).rejects.toThrow(
      'not among the outcomes evaluated: margin',
    )
    await expect(compareVariants({ ...toLog, variants: [] })).rejects.toThrow('no variant')
  })
})
