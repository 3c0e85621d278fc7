import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import hillstrom from 'huijian/datasets/hillstrom'
import { beforeAll, expect, it } from 'vitest'
import { backtest } from '../../src/app/backtest.ts'
import type { Evaluation } from '../../src/evaluate/evaluation.ts'
import { importHistory } from '../../src/history/import-history.ts'
import nobody from '../../strategies/hillstrom/nobody.ts'
import whatTheyBuy from '../../strategies/hillstrom/what-they-buy.ts'
import womensEmailForAll from '../../strategies/hillstrom/womens-email-for-all.ts'
import { describeShared, sharedData, temporaryFolder } from './shared-data.ts'

describeShared('hillstrom', ['hillstrom.csv'], () => {
  const file = sharedData('hillstrom.csv'),
    home = temporaryFolder()
  let evaluation: Evaluation
  beforeAll(async () => {
    const imported = await importHistory({ dataset: hillstrom, files: [file], home })
    const strategies = [womensEmailForAll, whatTheyBuy, nobody]
    evaluation = await backtest({ imported, dataset: hillstrom, strategies, champion: 'nobody', workers: 1, seed: 1 })
  })

  it('is the file the definition names, and every row of it is good', () => {
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(hillstrom.source.files[0]!.sha256)
    expect(evaluation.history).toMatchObject({ rows: 64_000, customers: 64_000, quarantined: 0, customersKnown: false })
  })

  it('gives each arm for everyone the mean of that arm, and their paired difference', () => {
    expect(estimates('womens-email-for-all', 'visit').snips?.value).toBeCloseTo(0.1514003834, 9)
    expect(estimates('nobody', 'visit').snips?.value).toBeCloseTo(0.1061672768, 9)
    const difference = whole('womens-email-for-all', 'visit').difference?.snips
    expect(difference?.value).toBeCloseTo(0.0452331066, 9)
    expect(Math.abs(difference!.standardError - 0.0032344)).toBeLessThan(1e-6)
    expect(whole('womens-email-for-all', 'conversion').difference?.snips?.value).toBeCloseTo(0.0031110575, 9)
    expect(whole('womens-email-for-all', 'spend').difference?.snips?.value).toBeCloseTo(0.4244122, 6)
  })

  it('supports all three strategies everywhere, since every arm was drawn in every segment', () => {
    for (const { cell, unsupportedShare } of evaluation.diagnostics) {
      if (cell.kind === 'all') expect(unsupportedShare).toBe(0)
    }
    expect(whole('what-they-buy', 'visit').verdict).toBe('better')
  })

  const whole = (id: string, outcome: string) =>
    evaluation.results.find(
      r => r.cell.kind === 'all' && r.outcome === outcome && evaluation.policies[r.policy]?.id === id,
    )!
  const estimates = (id: string, outcome: string) => whole(id, outcome).estimates
})
