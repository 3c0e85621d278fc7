// Goal: what `huijian backtest` takes for five strategies and six outcomes, from the imported history to the evaluation.

import demoBank from 'huijian/datasets/demo-bank'
import { backtest, loadColumns } from 'huijian/engine'
import { featuresUsed } from '../../src/strategy/expr-names.ts'
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
  const needs = { features: featuresUsed(strategies.flatMap(({ rules }) => rules.map(rule => rule.if))), outcomes }
  const started = performance.now()
  const columns = await loadColumns(imported, demoBank, needs)
  const loaded = performance.now(),
    before = process.cpuUsage()
  const evaluation = await backtest({
    dataset: demoBank,
    columns,
    facts: imported.facts,
    strategies,
    champion: 'logged',
    outcomes,
    workers,
    seed: 1,
    by: { segment: true, month },
  })
  const wall = performance.now() - loaded,
    used = process.cpuUsage(before)
  return {
    rows: columns.rows,
    load: loaded - started,
    wall,
    cpu: (used.user + used.system) / 1000,
    results: evaluation.results.length,
  }
}
