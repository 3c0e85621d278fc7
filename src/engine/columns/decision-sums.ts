// When a chunk ends: sums over decisions, kept by cell while the rows went by, are written to the moments. The whole's
// are those of the segments (or months) added up, which is exact for sums over decisions.

import type { Moments } from '../../moments/moments.ts'
import { actionSums, keptSums, momentLayout } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import type { MaturityClasses } from './maturity-classes.ts'
import type { BlockTotals, RowSums } from './totals.ts'

const policyDecisionSums = ['w2', 'match', 'unsupported'] as const
const seriesDecisionSums = ['w2r', 'w2r2', 'u'] as const

/** @param explorations  ε by policy, 0 for what the log did */
export function writeDecisionSums(
  plan: SumPlan,
  classes: MaturityClasses,
  explorations: readonly number[],
  sums: BlockTotals,
  moments: Moments,
): void {
  const first = sums.byRow[0]!
  for (const own of plan.wholeOnly === true && first !== sums.whole ? [] : sums.byRow) {
    writeSums(plan, classes, explorations, own, moments, c => [own.grouping.firstCell + c])
  }
  if (first !== sums.whole) writeSums(plan, classes, explorations, first, moments, () => [0])
}

function writeSums(
  plan: SumPlan,
  classes: MaturityClasses,
  explorations: readonly number[],
  own: RowSums,
  moments: Moments,
  cellsOf: (cell: number) => readonly number[],
): void {
  const layout = momentLayout(plan),
    { cells } = own.grouping
  const add = (cell: number, offset: number, value: number) => {
    for (const c of cellsOf(cell)) moments.sums[c * layout.cellSums + offset]! += value
  }
  for (let cell = 0; cell < cells; cell++) {
    for (const p of plan.policies.keys()) {
      for (const [m, maturityClass] of classes.ofMaturity.entries()) {
        for (const name of keptSums(plan, policyDecisionSums)) {
          let value = 0
          for (let c = 0; c <= maturityClass; c++) value += own.policies[p]![name][c * (cells + 1) + cell]!
          add(cell, layout.policy(m, p, name), value)
        }
        for (const name of keptSums(plan, actionSums)) {
          for (const a of plan.actions.keys()) {
            let count = 0
            for (let c = 0; c <= maturityClass; c++) {
              count += own.policies[p]![name][(c * (cells + 1) + cell) * plan.actions.length + a]!
            }
            add(cell, layout.action(m, p, a, name), count)
          }
        }
        if (plan.only !== undefined) continue
        for (const [name, from] of [
          ['w', 'largest'],
          ['-w', 'negSmallest'],
        ] as const) {
          for (const target of cellsOf(cell)) {
            const place = target * layout.cellMaxima + layout.max(m, p, name)
            for (let c = 0; c <= maturityClass; c++) {
              moments.maxima[place] = Math.max(moments.maxima[place]!, own.policies[p]![from][c * (cells + 1) + cell]!)
            }
          }
        }
      }
      for (const o of plan.columns.keys()) {
        for (const name of keptSums(plan, seriesDecisionSums)) {
          const shared = name === 'u' ? 0 : own.shared.squares[o]![name === 'w2r' ? 'r' : 'r2'][cell]!
          add(cell, layout.series(o, p, name), own.columns[o]![p]![name][cell]! + explorations[p]! ** 2 * shared)
        }
      }
    }
  }
}
