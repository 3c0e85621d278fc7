// Goal: what is measured. Each task runs in a process of its own, so that its memory is its own.

import { DuckDBInstance } from '@duckdb/node-api'
import demoBank from 'huijian/datasets/demo-bank'
import type { Columns } from 'huijian/engine'
import { loadColumns } from 'huijian/engine'
import { fit, makeSumPlan } from 'huijian/evaluate'
import { backtest } from '../../src/app/backtest.ts'
import { momentsPass } from '../../src/engine/columns/passes.ts'
import { openPool } from '../../src/engine/columns/pool.ts'
import { emptyFitSums } from '../../src/moments/fit-sums.ts'
import { momentLayout } from '../../src/moments/layout.ts'
import type { Moments } from '../../src/moments/moments.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { featuresUsed } from '../../src/strategy/expr-names.ts'
import callEveryone from '../../strategies/demo-bank/call-everyone.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'
import incumbent from '../../strategies/demo-bank/incumbent.ts'
import seniorBranch from '../../strategies/demo-bank/senior-branch.ts'
import wealthUpgrade from '../../strategies/demo-bank/wealth-upgrade.ts'
import type { BenchHistory } from './history.ts'
import { handWritten, sixPredicates, sixPredicatesSql } from './six-predicates.ts'

/** Wall and processor time of the fastest of several runs, ms. */
export interface Timing {
  readonly wall: number
  readonly cpu: number
}

export type Report = Readonly<Record<string, number>>

const RUNS = 7

/** Runs the candidates in turn, round after round, so that a busy machine is busy for all of them alike. */
async function race(candidates: Readonly<Record<string, () => unknown>>): Promise<Record<string, Timing>> {
  const best: Record<string, Timing> = {}
  for (let round = 0; round <= RUNS; round++) {
    for (const [name, run] of Object.entries(candidates)) {
      const before = process.cpuUsage(),
        started = performance.now()
      await run()
      const wall = performance.now() - started,
        used = process.cpuUsage(before),
        cpu = (used.user + used.system) / 1000
      // The first round warms up.
      if (round > 0 && wall < (best[name]?.wall ?? Infinity)) best[name] = { wall, cpu }
    }
  }
  return best
}

/** One strategy, five sums of one outcome per segment, not clustered: by hand, by the engine, and in SQL. */
export async function fastPath({ imported, withSegments }: BenchHistory): Promise<Report> {
  const columns = await loadColumns(imported, demoBank, {
    features: featuresUsed(sixPredicates.rules.map(rule => rule.if)),
    outcomes: ['conversion'],
  })
  const names = ['N', 'W', 'w2', 'R', 'w2r2']
  const plan: SumPlan = {
    ...makeSumPlan({
      dataset: demoBank,
      strategies: [sixPredicates],
      champion: 'logged',
      outcomes: ['conversion'],
      segments: columns.segments.length,
      months: columns.months.length,
      observedUntil: null,
      by: { segment: true, month: false },
      clustered: false,
      model: false,
    }),
    policies: [{ kind: 'strategy', strategy: sixPredicates }],
    only: names,
  }
  const fitted = fit(plan, emptyFitSums(plan), 'logged')
  const pool = await openPool(columns, { workers: 2 }),
    one = await openPool(columns, { workers: 1 })
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' }),
    db = await instance.connect()
  let byHand = new Float64Array(),
    moments: Moments | null = null,
    bySql: readonly Record<string, unknown>[] = []
  const best = await race({
    hand: () => {
      byHand = handWritten(columns) as typeof byHand
    },
    inProcess: () => {
      moments = momentsPass(plan, columns, fitted)
    },
    oneWorker: () => one.moments(plan, fitted),
    twoWorkers: () => pool.moments(plan, fitted),
    sql: async () => {
      bySql = (await db.runAndReadAll(sixPredicatesSql(withSegments))).getRowObjectsJS()
    },
  })
  await pool.close()
  await one.close()
  instance.closeSync()
  const disagreement = largestDifference(plan, columns, moments!, byHand, bySql)
  return {
    rows: columns.rows,
    disagreement,
    ...Object.fromEntries(
      Object.entries(best).flatMap(([name, { wall, cpu }]) => [
        [name, wall],
        [`${name}.cpu`, cpu],
      ]),
    ),
  }
}

/** Largest relative difference of any sum by hand or in SQL from the engine's. */
function largestDifference(
  plan: SumPlan,
  columns: Columns,
  moments: Moments,
  byHand: Float64Array,
  bySql: readonly Record<string, unknown>[],
): number {
  const layout = momentLayout(plan)
  const offsets = [
    layout.maturity(0, 'N'),
    layout.policy(0, 0, 'W'),
    layout.policy(0, 0, 'w2'),
    layout.series(0, 0, 'R'),
    layout.series(0, 0, 'w2r2'),
  ]
  const sqlNames = ['n', 'w', 'w2', 'wr', 'w2r2']
  let worst = 0
  for (let s = 0; s < columns.segments.length; s++) {
    const row = bySql.find(({ segment }) => Number(segment) === s)
    offsets.forEach((offset, k) => {
      const ours = moments.sums[(1 + s) * layout.cellSums + offset]!
      for (const other of [byHand[s * 5 + k]!, Number(row?.[sqlNames[k]!] ?? 0)]) {
        worst = Math.max(worst, Math.abs(ours - other) / Math.max(1, Math.abs(ours)))
      }
    })
  }
  return worst
}

const outcomes = ['conversion', 'complaint', 'optOut', 'margin', 'contactCost', 'talkSeconds']
const strategies = [incumbent, depositMaturity, wealthUpgrade, seniorBranch, callEveryone]

/** Five strategies × three rates and three means, DR, clustered errors, by segment; from the file on. */
export async function fullPath({ imported }: BenchHistory, workers: number, month: boolean): Promise<Report> {
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
