// Goal: what `huijian backtest` takes for five strategies and six outcomes, from the imported history to the evaluation.

import demoBank from 'huijian/datasets/demo-bank'
import { openSession } from 'huijian/engine'
import callEveryone from '../../strategies/demo-bank/call-everyone.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'
import incumbent from '../../strategies/demo-bank/incumbent.ts'
import seniorBranch from '../../strategies/demo-bank/senior-branch.ts'
import wealthUpgrade from '../../strategies/demo-bank/wealth-upgrade.ts'
import type { BenchHistory } from './history.ts'
import type { Report } from './report.ts'

const outcomes = ['conversion', 'complaint', 'optOut', 'margin', 'contactCost', 'talkSeconds']
const strategies = [incumbent, depositMaturity, wealthUpgrade, seniorBranch, callEveryone]

/** Three rates and three means, DR and SNIPS, clustered errors; a process runs it once, as the command does. */
export async function fiveStrategies({ imported }: BenchHistory, workers: number, month: boolean): Promise<Report> {
  const started = performance.now()
  const session = await openSession({
    dataset: demoBank,
    imported,
    strategies,
    outcomes,
    workers,
    seed: 1,
    by: { segment: true, month },
  })
  const opened = performance.now(),
    before = process.cpuUsage()
  const { evaluation } = await session.run({ strategies, champion: 'logged' })
  const wall = performance.now() - opened,
    used = process.cpuUsage(before)
  await session.close()
  return {
    rows: imported.facts.rows,
    open: opened - started,
    wall,
    cpu: (used.user + used.system) / 1000,
    results: evaluation.results.length,
  }
}
