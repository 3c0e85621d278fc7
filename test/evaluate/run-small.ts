// The whole chain on a small history, with the plain row-by-row passes in the engine's place.

import { fit } from '../../src/estimate/cell-means.ts'
import type { Limits } from '../../src/estimate/refusals.ts'
import type { Evaluation, Result } from '../../src/evaluate/evaluation.ts'
import { readEvaluation } from '../../src/evaluate/read-evaluation.ts'
import type { Columns } from '../../src/history/columns.ts'
import type { Dataset } from '../../src/history/dataset.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'
import { fitSumsFromRows } from '../estimate/naive-fit.ts'
import { momentsFromRows } from '../estimate/naive.ts'
import { smallDataset, smallFacts } from './small-history.ts'

export interface Run {
  readonly strategies: readonly Strategy[]
  readonly champion?: string
  readonly dataset?: Dataset
  readonly outcomes?: readonly string[]
  readonly observedUntil?: string | null
  readonly parts?: boolean
  readonly model?: boolean
  readonly limits?: Partial<Limits>
  readonly modelled?: boolean
}

export function run(columns: Columns, options: Run): Evaluation {
  const { strategies, champion = 'logged', dataset = smallDataset, observedUntil = '2025-12-31T00:00:00Z' } = options
  const propensities = options.modelled === true ? 'modelled' : 'logged'
  const plan = makeSumPlan({
    dataset,
    strategies,
    champion,
    segments: columns.segments.length,
    months: columns.months.length,
    observedUntil,
    ...(options.outcomes && { outcomes: options.outcomes }),
    ...(options.model !== undefined && { model: options.model }),
    by: { segment: options.parts === true, month: options.parts === true },
  })
  const fitSums = fitSumsFromRows(plan, columns),
    fitted = fit(plan, fitSums, propensities)
  return readEvaluation({
    plan,
    fitSums,
    fitted,
    moments: momentsFromRows(plan, columns, fitted),
    dataset,
    facts: smallFacts(columns, propensities),
    months: columns.months,
    seed: 1,
    ...(options.limits && { limits: options.limits }),
  })
}

/** The result of one policy and outcome in one cell, the whole unless told. */
export function resultOf(evaluation: Evaluation, policy: number, outcome: string, cell = 'all'): Result {
  const found = evaluation.results.find(
    result =>
      result.policy === policy &&
      result.outcome === outcome &&
      (result.cell.kind === 'all' ? cell === 'all' : result.cell.id === cell),
  )
  if (found === undefined) throw new Error(`no result ${policy} ${outcome} ${cell}`)
  return found
}

export const codes = (result: Result): string[] => result.refusals.map(({ code }) => code)

/** The same history without the decisions for which `drop` holds. */
export function without(columns: Columns, drop: (i: number) => boolean): Columns {
  const kept = Array.from({ length: columns.rows }, (_, i) => i).filter(i => !drop(i))
  return rearranged(columns, kept)
}

type Typed = Int32Array | Uint32Array | Float64Array | Uint16Array | Uint8Array | Int16Array | Int8Array

/** The history whose row k is row `order[k]` of `columns`; customers are numbered anew where some are gone. */
export function rearranged(columns: Columns, order: readonly number[]): Columns {
  const pick = <T extends Typed>(values: T): T => {
    const picked = values.slice(0, order.length)
    for (const [k, i] of order.entries()) picked[k] = values[i]!
    return picked as T
  }
  const stratum = pick(columns.stratum)
  return {
    ...columns,
    rows: order.length,
    customers: new Set(order.map(i => columns.customer[i])).size,
    customer: pick(columns.customer),
    customerHash: pick(columns.customerHash),
    time: pick(columns.time),
    month: pick(columns.month),
    stratum,
    segment: columns.segment === columns.stratum ? stratum : pick(columns.segment),
    action: pick(columns.action),
    propensity: columns.propensity && pick(columns.propensity),
    allowed: columns.allowed && { ...columns.allowed, set: pick(columns.allowed.set) },
    features: Object.fromEntries(
      Object.entries(columns.features).map(([name, column]) => [
        name,
        column.kind === 'category'
          ? { ...column, codes: pick(column.codes) }
          : column.kind === 'number'
            ? { ...column, values: pick(column.values) }
            : { ...column, values: pick(column.values) },
      ]),
    ),
    outcomes: Object.fromEntries(Object.entries(columns.outcomes).map(([name, values]) => [name, pick(values)])),
  }
}
