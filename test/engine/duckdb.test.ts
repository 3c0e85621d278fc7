// Goal: the sums an analyst would write in SQL over the same decisions, customers and all, are the engine's.

import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoColumns } from '../../datasets/demo-bank/columns.ts'
import demoBank from '../../datasets/demo-bank/index.ts'
import { momentsPass } from '../../src/engine/columns/passes.ts'
import { fit } from '../../src/estimate/cell-means.ts'
import { emptyFitSums } from '../../src/moments/fit-sums.ts'
import { momentLayout } from '../../src/moments/layout.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import { sixPredicates } from '../bench/one-strategy/strategy.ts'

const columns = demoColumns({ customers: 150, months: 12, seed: 4 })
const plan = makeSumPlan({
  dataset: demoBank,
  strategies: [sixPredicates],
  champion: 'logged',
  outcomes: ['conversion', 'margin'],
  segments: columns.segments.length,
  months: columns.months.length,
  observedUntil: null,
  by: { segment: true, month: true },
  model: false,
})
const moments = momentsPass(plan, columns, fit(plan, emptyFitSums(plan), 'logged'))
const layout = momentLayout(plan)

const text = (x: number) => (Number.isNaN(x) ? 'NULL' : String(x))

let instance: DuckDBInstance
let db: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  db = await instance.connect()
  await db.run(`CREATE TABLE decision (customer INTEGER, segment INTEGER, month INTEGER, action INTEGER, p DOUBLE,
    conversion DOUBLE, margin DOUBLE, opted_out BOOLEAN, contacts DOUBLE, matures DOUBLE,
    balance DOUBLE, app BOOLEAN, age DOUBLE)`)
  const number = (name: string, i: number) => text((columns.features[name] as { values: Float64Array }).values[i]!)
  const flag = (name: string, i: number) =>
    ['NULL', 'false', 'true'][(columns.features[name] as { values: Int8Array }).values[i]! + 1]
  const rows = Array.from(
    { length: columns.rows },
    (_, i) =>
      `(${[
        columns.customer[i],
        columns.segment[i],
        columns.month[i],
        columns.action[i],
        columns.propensity![i],
        columns.outcomes['conversion']![i],
        columns.outcomes['margin']![i],
        flag('optedOut', i),
        number('contacts90d', i),
        number('depositMaturesInDays', i),
        number('balance', i),
        flag('appUser', i),
        number('ageYears', i),
      ].join(', ')})`,
  )
  await db.run(`INSERT INTO decision VALUES ${rows.join(', ')}`)
  await db.run(`CREATE VIEW weighed AS SELECT *, (0.1 / 7 + CASE WHEN action =
      CASE WHEN opted_out THEN 0 WHEN contacts >= 4 THEN 0 WHEN matures <= 28 AND balance >= 10000 THEN 1
        WHEN app THEN 4 WHEN age < 60 THEN 3 ELSE 0 END
    THEN 0.9 ELSE 0 END) / p AS w FROM decision`)
})

afterAll(() => instance.closeSync())

const marginals = [
  ['all', '0', 0],
  ['segment', 'segment', 1],
  ['month', 'month', 1 + plan.segments],
] as const

it.each(marginals)('per %s: customers, weights, weighted outcomes and their products', async (_, by, firstCell) => {
  const sql = `SELECT cell, count(*) AS "G", sum(n) AS "N", sum(W) AS "W", sum(W * W) AS "WW", sum(W * W * n) AS "WWN",
      sum(w2) AS "w2", sum(R) AS "R", sum(R * R) AS "RR", sum(R * W) AS "RW", sum(R * logged) AS "Rr", sum(M) AS "M",
      sum(M * M * W) AS "MMW", sum(w2r2) AS "w2r2"
    FROM (SELECT ${by} AS cell, customer, count(*) AS n, sum(w) AS W, sum(w * w) AS w2, sum(w * conversion) AS R,
      sum(conversion) AS logged, sum(w * margin) AS M, sum(w * w * conversion * conversion) AS w2r2
      FROM weighed GROUP BY cell, customer)
    GROUP BY cell`
  const strategy = 1
  const decisions = layout.maturities[0]!,
    weights = layout.policies[0]![strategy]!,
    [conversion, margin] = layout.series.map(policies => policies[strategy]!)
  const places = {
    G: decisions.G,
    N: decisions.N,
    W: weights.W,
    WW: weights.WW,
    WWN: weights.WWN,
    w2: weights.w2,
    R: conversion!.R,
    RR: conversion!.RR,
    RW: conversion!.RW,
    Rr: conversion!.Rr!,
    M: margin!.R,
    MMW: margin!.RRW!,
    w2r2: conversion!.w2r2,
  }
  const cells = (await db.runAndReadAll(sql)).getRowObjectsJS()
  expect(cells.length).toBeGreaterThan(0)
  for (const cell of cells) {
    for (const [name, place] of Object.entries(places)) {
      const ours = moments.sums[(firstCell + Number(cell['cell'])) * layout.cellSums + place]!
      const theirs = Number(cell[name]),
        tolerance = 1e-9 * Math.max(1, Math.abs(theirs))
      expect(Math.abs(ours - theirs), `${name} of cell ${String(cell['cell'])}`).toBeLessThanOrEqual(tolerance)
    }
  }
})
