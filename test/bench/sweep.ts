// Goal: two hundred variants on a million decisions and three outcomes, from columns in memory to the gate.

import demoBank from 'huijian/datasets/demo-bank'
import { compareVariants } from 'huijian/engine'
import { selectionOf, sweepVariants } from 'huijian/evaluate'
import { demoColumns, demoFacts } from '../../datasets/demo-bank/columns.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'
import { MONTHS } from './history.ts'
import type { Report } from './report.ts'

const SIZE = { customers: 83_334, months: MONTHS, seed: 1 }

export async function sweepTask(): Promise<Report> {
  const columns = demoColumns(SIZE),
    facts = demoFacts(SIZE, columns)
  const variants = sweepVariants(depositMaturity, { kind: 'lhs', count: 200, seed: 1 })
  let passes = 0
  const before = process.cpuUsage(),
    started = performance.now()
  const compared = await compareVariants({
    dataset: demoBank,
    columns,
    facts,
    variants,
    champion: null,
    outcomes: ['conversion', 'margin', 'optOut'],
    selectOn: ['conversion'],
    workers: 2,
    seed: 1,
    onPass: () => {
      passes++
    },
  })
  selectionOf(compared, 'conversion', {
    candidates: new Set(compared.variants.map(({ version }) => version)),
    trials: variants.length,
    unreadable: 0,
    walkForward: 3,
  })
  const wall = performance.now() - started,
    used = process.cpuUsage(before)
  return { rows: columns.rows, variants: variants.length, passes, wall, cpu: (used.user + used.system) / 1000 }
}
