// Goal: what `huijian backtest` runs for one strategy and one outcome, beside a loop written by hand for the sums it needs
// and the same sums in SQL.

import { DuckDBInstance } from '@duckdb/node-api'
import demoBank from 'huijian/datasets/demo-bank'
import type { Columns, Evaluated } from 'huijian/engine'
import { loadColumns, openSession } from 'huijian/engine'
import { momentLayout } from '../../../src/moments/layout.ts'
import { featuresUsed } from '../../../src/strategy/expr-names.ts'
import type { BenchHistory } from '../history.ts'
import type { Report } from '../report.ts'
import { byHand } from './by-hand.ts'
import { inSql } from './in-sql.ts'
import { sixPredicates, sumNames } from './strategy.ts'

/** Wall and processor time of the fastest of several runs, ms. */
interface Timing {
  readonly wall: number
  readonly cpu: number
}

const RUNS = 5

/** By hand, by the command's path from columns in memory to the evaluation, and in SQL; and how far their sums differ. */
export async function oneStrategy(history: BenchHistory): Promise<Report> {
  const columns = await benchColumns(history)
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' }),
    db = await instance.connect()
  const sql = async () => (await db.runAndReadAll(inSql(history.withSegments))).getRowObjectsJS()
  const best = await race({
    hand: () => byHand(columns),
    oneWorker: () => byEngine(history, columns, 1),
    twoWorkers: () => byEngine(history, columns, 2),
    sql,
  })
  instance.closeSync()
  const { engine, hand, inDuckDb } = await sumsThreeWays(history)
  return {
    rows: columns.rows,
    sums: engine.length,
    disagreement: Math.max(largestDifference(engine, hand), largestDifference(engine, inDuckDb)),
    ...Object.fromEntries(
      Object.entries(best).flatMap(([name, { wall, cpu }]) => [
        [name, wall],
        [`${name}.cpu`, cpu],
      ]),
    ),
  }
}

/** Each as [whole, then segments] × sumNames. */
export async function sumsThreeWays(history: BenchHistory) {
  const columns = await benchColumns(history)
  const instance = await DuckDBInstance.create(':memory:'),
    db = await instance.connect()
  try {
    return {
      engine: sumsOf(await byEngine(history, columns, 2), columns),
      hand: [...byHand(columns)],
      inDuckDb: sumsOfRows((await db.runAndReadAll(inSql(history.withSegments))).getRowObjectsJS(), columns),
    }
  } finally {
    instance.closeSync()
  }
}

const benchColumns = ({ imported }: BenchHistory): Promise<Columns> =>
  loadColumns(imported, demoBank, {
    features: featuresUsed(sixPredicates.rules.map(rule => rule.if)),
    outcomes: ['conversion'],
  })

async function byEngine({ imported }: BenchHistory, columns: Columns, workers: number): Promise<Evaluated> {
  const session = await openSession({
    dataset: demoBank,
    columns,
    facts: imported.facts,
    strategies: [sixPredicates],
    outcomes: ['conversion'],
    by: { segment: true, month: false },
    workers,
    seed: 1,
  })
  try {
    return await session.run({ strategies: [sixPredicates], champion: 'logged' })
  } finally {
    await session.close()
  }
}

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

/** Of rows by segment, −1 for the whole; a segment nobody is in has none. */
function sumsOfRows(rows: readonly Readonly<Record<string, unknown>>[], { segments }: Columns): number[] {
  return [-1, ...segments.keys()].flatMap(segment => {
    const row = rows.find(one => Number(one['segment']) === segment)
    return sumNames.map(name => Number(row?.[name] ?? 0))
  })
}

/** The engine's, [whole, then segments] × sumNames. */
function sumsOf({ plan, moments }: Evaluated, { segments }: Columns): number[] {
  const layout = momentLayout(plan)
  const strategy = 1,
    logged = 0
  const places: Readonly<Record<string, number | undefined>> = {
    ...layout.maturities[0],
    ...layout.policies[0]![strategy],
    ...layout.series[0]![strategy],
  }
  const own = layout.series[0]![logged]!
  return [...Array(1 + segments.length).keys()].flatMap(cell =>
    sumNames.map(name => {
      const place = name.startsWith('logged-') ? own[name.slice('logged-'.length) as 'R'] : places[name]
      if (place === undefined) throw new Error(`the engine keeps no sum ${name}`)
      return moments.sums[cell * layout.cellSums + place]!
    }),
  )
}

/** Relative, of sums above 1. */
export function largestDifference(ours: readonly number[], theirs: ArrayLike<number>): number {
  if (theirs.length !== ours.length) throw new Error(`${theirs.length} sums instead of ${ours.length}`)
  return Math.max(...ours.map((sum, k) => Math.abs(sum - theirs[k]!) / Math.max(1, Math.abs(sum))))
}
