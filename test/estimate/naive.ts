// Goal: the same Moments as the engines', computed so plainly that one can see they are right: all rows of a cell are
// listed, summed per customer in a Map, and each moment is the product its name spells.

import type { Columns } from '../../src/history/columns.ts'
import type { Fitted } from '../../src/moments/fitted.ts'
import { momentLayout } from '../../src/moments/layout.ts'
import type { Moments } from '../../src/moments/moments.ts'
import { emptyMoments, weightBins } from '../../src/moments/moments.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { cellCount } from '../../src/moments/sum-plan.ts'
import {
  actionSums,
  maturitySums,
  pairSums,
  policyPairSums,
  policySums,
  ratioPairSums,
  ratioSums,
  seriesSums,
  pairThirdSums,
  policyDecisionSums,
  seriesDecisionSums,
  seriesThirdSums,
} from '../../src/moments/sums.ts'
import type { Products } from '../../src/moments/sums.ts'
import type { PolicyRow } from './naive-rows.ts'
import { cellIndex, policyRow } from './naive-rows.ts'

/** Terms of one policy and outcome for one decision, r and q̂ less the shift; `rawR` is the outcome itself. */
export interface Terms {
  readonly wr: number
  readonly v: number
  readonly d: number
  readonly u: number
  readonly rawR: number
}

/** What every policy does on every row: rows[policy][i]. */
export const policyRows = (plan: SumPlan, columns: Columns, fitted: Fitted): PolicyRow[][] =>
  plan.policies.map(policy =>
    Array.from({ length: columns.rows }, (_, i) => policyRow(plan, policy, columns, fitted, i)),
  )

export function terms(
  { plan, columns, fitted }: { readonly plan: SumPlan; readonly columns: Columns; readonly fitted: Fitted },
  row: PolicyRow,
  p: number,
  o: number,
  i: number,
): Terms {
  const rawR = columns.outcomes[plan.columns[o]!.name]![i]!
  const r = rawR - fitted.shift[o]!
  if (plan.policies[p]!.kind === 'logged') return { wr: r, v: r, d: r, u: 0, rawR }
  if (!plan.model) return { wr: row.w * r, v: 0, d: 0, u: 0, rawR }
  const q = (a: number) => fitted.q[cellIndex(plan, columns, i, a) * plan.columns.length + o]!
  let v = 0,
    u = 0
  for (const [a, probability] of row.probability.entries()) {
    v += probability * q(a)
    if (fitted.supported[columns.stratum[i]! * plan.actions.length + a] === 0) u += probability * q(a)
  }
  return { wr: row.w * r, v, d: v + row.w * (r - q(columns.action[i]!)), u, rawR }
}

/** Rows of each cell in the order of the plan: all, the segments, the months. */
export function cellRows(plan: SumPlan, columns: Columns): number[][] {
  const all = Array.from({ length: columns.rows }, (_, i) => i)
  const cells = [all]
  if (plan.by.segment) for (let s = 0; s < plan.segments; s++) cells.push(all.filter(i => columns.segment[i] === s))
  if (plan.by.month) for (let m = 0; m < plan.months; m++) cells.push(all.filter(i => columns.month[i] === m))
  if (cells.length !== cellCount(plan)) throw new Error('cells')
  return cells
}

export const matureRows = (plan: SumPlan, columns: Columns, rows: readonly number[], maturity: number): number[] => {
  const cut = plan.maturities[maturity]!
  return rows.filter(i => cut === null || !(columns.time[i]! > cut))
}

/** Rows by customer, or each row alone when the plan is not clustered. */
export function byCustomer(plan: SumPlan, columns: Columns, rows: readonly number[]): number[][] {
  if (!plan.clustered) return rows.map(i => [i])
  const customers = new Map<number, number[]>()
  for (const i of rows) {
    const own = customers.get(columns.customer[i]!)
    if (own) own.push(i)
    else customers.set(columns.customer[i]!, [i])
  }
  return [...customers.values()]
}

const total = (rows: readonly number[], value: (i: number) => number) => rows.reduce((sum, i) => sum + value(i), 0)

/** Σ over customers of the product that `name` spells, e.g. RRW or D1d2. */
const productSum = (customers: readonly Record<string, number>[], name: string) => {
  const factors = name.match(/[A-Za-z][12]?/g)!
  return customers.reduce(
    (sum, totals) =>
      sum +
      factors.reduce((product, factor) => {
        const value = totals[factor]
        if (value === undefined) throw new Error(`no variable ${factor} for ${name}`)
        return product * value
      }, 1),
    0,
  )
}

/** Writes every product of a group that the plan keeps. */
const products = (
  groups: readonly Products<string>[],
  places: Readonly<Record<string, number | undefined>>,
  totals: readonly Record<string, number>[],
  at: (offset: number, value: number) => void,
) => {
  for (const name of groups.flatMap(group => Object.keys(group))) {
    const place = places[name]
    if (place !== undefined) at(place, name === 'G' ? totals.length : productSum(totals, name))
  }
}

export function momentsFromRows(plan: SumPlan, columns: Columns, fitted: Fitted): Moments {
  const moments = emptyMoments(plan),
    layout = momentLayout(plan)
  const policies = policyRows(plan, columns, fitted)
  const champion = plan.champion
  const weight = (p: number) => (i: number) => policies[p]![i]!.w
  const term = (p: number, o: number) => (i: number) => terms({ plan, columns, fitted }, policies[p]![i]!, p, o, i)
  const variables = (rows: number[], p: number): Record<string, number> => ({
    N: rows.length,
    W: total(rows, weight(p)),
    w: total(rows, weight(champion)),
  })
  const outcomeVariables = (rows: number[], p: number, o: number, suffix: string): Record<string, number> => ({
    [`R${suffix}`]: total(rows, i => term(p, o)(i).wr),
    [`V${suffix}`]: total(rows, i => term(p, o)(i).v),
    [`D${suffix}`]: total(rows, i => term(p, o)(i).d),
    [`r${suffix}`]: total(rows, i => term(champion, o)(i).wr),
    [`d${suffix}`]: total(rows, i => term(champion, o)(i).d),
  })

  for (const [cell, inCell] of cellRows(plan, columns).entries()) {
    const at = (offset: number, value: number) => {
      moments.sums[cell * layout.cellSums + offset] = value
    }
    for (const m of plan.maturities.keys()) {
      const rows = matureRows(plan, columns, inCell, m),
        customers = byCustomer(plan, columns, rows)
      const ofChampion = customers.map(own => variables(own, champion))
      products([maturitySums], layout.maturities[m]!, ofChampion, at)
      for (const p of plan.policies.keys()) {
        const totals = customers.map(own => variables(own, p)),
          places = layout.policies[m]![p]!
        products([policySums, policyPairSums], places, totals, at)
        const decisions = {
          w2: total(rows, i => weight(p)(i) ** 2),
          match: total(rows, i => (policies[p]![i]!.ruleAction === columns.action[i] ? 1 : 0)),
          unsupported: total(rows, i => policies[p]![i]!.unsupported),
        }
        for (const name of policyDecisionSums) at(places[name], decisions[name])
        for (const a of plan.actions.keys()) {
          const chosen = rows.filter(i => policies[p]![i]!.ruleAction === a)
          const counts = { chosen: chosen.length, agreed: chosen.filter(i => columns.action[i] === a).length }
          for (const name of actionSums) at(layout.actions[m]![p]![a]![name], counts[name])
        }
        const largest = {
          w: rows.map(weight(p)),
          '-w': rows.map(i => -weight(p)(i)),
          customerW: totals.map(own => own.W!),
        }
        for (const [name, values] of Object.entries(largest)) {
          const offset = cell * layout.cellMaxima + layout.maxima[m]![p]![name as keyof typeof largest]
          moments.maxima[offset] = values.reduce((x, y) => Math.max(x, y), -Infinity)
        }
      }
    }
    for (const [o, column] of plan.columns.entries()) {
      const rows = matureRows(plan, columns, inCell, column.maturity),
        customers = byCustomer(plan, columns, rows)
      for (const p of plan.policies.keys()) {
        const totals = customers.map(own => ({ ...variables(own, p), ...outcomeVariables(own, p, o, '') })),
          places = layout.series[o]![p]!
        products([seriesSums, seriesThirdSums, pairSums, pairThirdSums], places, totals, at)
        const decisions = {
          w2r: total(rows, i => weight(p)(i) ** 2 * term(p, o)(i).rawR),
          w2r2: total(rows, i => weight(p)(i) ** 2 * term(p, o)(i).rawR ** 2),
          u: total(rows, i => term(p, o)(i).u),
        }
        for (const name of seriesDecisionSums) at(places[name], decisions[name])
      }
    }
    for (const [k, [numerator, denominator]] of plan.ratios.entries()) {
      const rows = matureRows(plan, columns, inCell, plan.columns[numerator]!.maturity)
      const customers = byCustomer(plan, columns, rows)
      for (const p of plan.policies.keys()) {
        const totals = customers.map(own => ({
          ...outcomeVariables(own, p, numerator, '1'),
          ...outcomeVariables(own, p, denominator, '2'),
        }))
        products([ratioSums, ratioPairSums], layout.ratios[k]![p]!, totals, at)
      }
    }
  }
  for (const [p, policy] of plan.policies.entries()) {
    for (let i = 0; i < columns.rows; i++) {
      const row = policies[p]![i]!
      row.probability.forEach((probability, a) => {
        moments.proposed[p * plan.actions.length + a]! += probability
      })
      if (policy.kind === 'strategy') moments.rules[layout.rules[p]! + row.rule]! += 1
    }
    for (const i of matureRows(plan, columns, cellRows(plan, columns)[0]!, 0)) {
      const stratum = p * plan.strata + columns.stratum[i]!
      moments.chosen[stratum * plan.actions.length + policies[p]![i]!.ruleAction]! += 1
      moments.weightHistogram[p * weightBins.length + weightBins.findIndex(edge => policies[p]![i]!.w <= edge)]! += 1
    }
  }
  return moments
}
