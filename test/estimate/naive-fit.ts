// Goal: the counts and outcome sums of the first pass, one row at a time.

import type { Columns } from '../../src/history/columns.ts'
import type { FitSums } from '../../src/moments/fit-sums.ts'
import { emptyFitSums } from '../../src/moments/fit-sums.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { cellIndex } from './naive-rows.ts'

export function fitSumsFromRows(plan: SumPlan, columns: Columns): FitSums {
  const sums = emptyFitSums(plan)
  for (let i = 0; i < columns.rows; i++) {
    const cell = cellIndex(plan, columns, i, columns.action[i]!)
    sums.count[cell]! += 1
    for (const [o, column] of plan.columns.entries()) {
      const cut = plan.maturities[column.maturity]!
      if (cut !== null && columns.time[i]! > cut) continue
      const r = columns.outcomes[column.name]![i]!
      sums.matured[cell * plan.columns.length + o]! += 1
      sums.outcome[cell * plan.columns.length + o]! += r
      sums.negMin[o] = Math.max(sums.negMin[o]!, -r)
      sums.max[o] = Math.max(sums.max[o]!, r)
    }
  }
  return sums
}
