// Sums over decisions as they are written into the moments when a chunk ends.

import type { Moments } from '../../moments/moments.ts'
import { actionSums, seriesDecisionSums } from '../../moments/sums.ts'
import type { Context } from './context.ts'
import { completeLog, type DecisionSums } from './decision-sums.ts'
import type { Groupings } from './groupings.ts'

export function writeDecisionSums(
  context: Context,
  all: readonly DecisionSums[],
  groupings: Groupings,
  moments: Moments,
): void {
  const first = all[0]!,
    isWhole = first.grouping === groupings.whole
  for (const { index, target } of context.policies) {
    if (target === null) for (const sums of all) completeLog(sums.policies[index]!, context.plan.actions.length)
  }
  for (const sums of all) {
    const { cells, firstCell } = sums.grouping
    if (firstCell === null) continue
    for (let cell = 0; cell < cells; cell++) writeCell(context, sums, cell, firstCell + cell, moments)
  }
  writeChosen(context, first, moments)
  if (isWhole) return
  for (let cell = 0; cell < first.grouping.cells; cell++) writeCell(context, first, cell, 0, moments)
}

/** The first grouping's cells are the strata, or parts of the only one. */
function writeChosen({ plan, classes }: Context, sums: DecisionSums, { chosen }: Moments): void {
  const actions = plan.actions.length,
    { cells } = sums.grouping
  for (const [p, own] of sums.policies.entries()) {
    for (let c = 0; c <= classes.ofMaturity[0]!; c++) {
      for (let cell = 0; cell < cells; cell++) {
        const from = (c * (cells + 1) + cell) * actions,
          to = (p * plan.strata + (plan.strata > 1 ? cell : 0)) * actions
        for (let a = 0; a < actions; a++) chosen[to + a]! += own.chosen[from + a]!
      }
    }
  }
}

function writeCell(context: Context, sums: DecisionSums, cell: number, target: number, moments: Moments): void {
  const { plan, classes, layout, policies } = context
  const at = target * layout.cellSums,
    stride = sums.grouping.cells + 1
  for (const { index: p, target: strategy, allowed } of policies) {
    const own = sums.policies[p]!
    for (const [m, maturityClass] of classes.ofMaturity.entries()) {
      // Rows were added in the first class that counts them; each class counts what earlier ones do.
      const counted = (values: ArrayLike<number>, width = 1, k = 0) => {
        let sum = 0
        for (let c = 0; c <= maturityClass; c++) sum += values[(c * stride + cell) * width + k]!
        return sum
      }
      const largest = (values: Float64Array) => {
        let most = -Infinity
        for (let c = 0; c <= maturityClass; c++) most = Math.max(most, values[c * stride + cell]!)
        return most
      }
      const places = layout.policies[m]![p]!
      for (const name of ['w2', 'unsupported'] as const) moments.sums[at + places[name]]! += counted(own[name])
      for (const [a, action] of layout.actions[m]![p]!.entries()) {
        for (const name of actionSums) moments.sums[at + action[name]]! += counted(own[name], plan.actions.length, a)
        moments.sums[at + places.match]! += counted(own.agreed, plan.actions.length, a)
      }
      const maxima = layout.maxima[m]![p]!
      keepLargest(moments.maxima, target * layout.cellMaxima + maxima.w, largest(own.largest))
      keepLargest(moments.maxima, target * layout.cellMaxima + maxima['-w'], largest(own.negSmallest))
    }
    for (const [o, column] of sums.series.entries()) {
      const places = layout.series[o]![p]!,
        series = column[p]!
      for (const name of seriesDecisionSums) {
        const shared = name === 'u' || allowed === null ? 0 : sums.shared[allowed.index]![o]![name][cell]!
        moments.sums[at + places[name]]! += series[name][cell]! + (strategy?.exploration ?? 0) ** 2 * shared
      }
    }
  }
}

function keepLargest(maxima: Float64Array, place: number, value: number): void {
  if (value > maxima[place]!) maxima[place] = value
}
