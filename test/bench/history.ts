// Goal: ten million decisions of the demo bank, generated and imported once and kept for the next run.

import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import demoBank from 'huijian/datasets/demo-bank'
import type { Imported } from 'huijian/engine'
import { importHistory, openHistory } from 'huijian/engine'
import { generateDemoBank } from '../../datasets/demo-bank/generate.ts'
import { duckdb, ruleIndexSql } from '../../src/strategy/compile-sql.ts'

export const MONTHS = 12
const SEED = 1

export interface BenchHistory {
  readonly imported: Imported
  /** What one strategy reads, with the segment's and the customer's number as columns, for plain SQL. */
  readonly withSegments: string
}

/** Makes what is missing; says so through `print`. */
export async function benchHistory(
  home: string,
  customers: number,
  print: (line: string) => void,
): Promise<BenchHistory> {
  const folder = join(home, `${customers}x${MONTHS}`)
  await mkdir(folder, { recursive: true })
  const source = join(folder, 'decisions.parquet'),
    withSegments = join(folder, 'one-strategy.parquet')
  if (!existsSync(source)) {
    const started = performance.now()
    const { rows } = await generateDemoBank({ customers, months: MONTHS, seed: SEED, file: source })
    print(`generated ${rows.toLocaleString('en')} decisions in ${seconds(performance.now() - started)}`)
  }
  const started = performance.now()
  const imported = await openHistory({ dataset: demoBank, home: folder }).catch(() =>
    importHistory({ dataset: demoBank, files: [source], home: folder }),
  )
  print(`history ${imported.facts.dataHash.slice(0, 8)} ready after ${seconds(performance.now() - started)}`)
  if (!existsSync(withSegments)) await writeWithSegments(imported.parquet, withSegments)
  return { imported, withSegments }
}

async function writeWithSegments(parquet: string, file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  try {
    const db = await instance.connect()
    // The file is ordered by customer; numbers are quicker to group by than her key.
    await db.run(`COPY (SELECT (${ruleIndexSql(demoBank.segments, duckdb, {})})::USMALLINT AS segment,
      c.number AS customer, customer_hash, "action", "propensity", "conversion", "optedOut", "contacts90d",
      "depositMaturesInDays", "balance", "appUser", "ageYears"
      FROM read_parquet('${parquet}') d JOIN
        (SELECT customer, (row_number() OVER ())::INTEGER AS number FROM
          (SELECT DISTINCT customer FROM read_parquet('${parquet}'))) c ON c.customer = d.customer)
      TO '${file}.partial' (FORMAT parquet)`)
    await rename(`${file}.partial`, file)
  } finally {
    instance.closeSync()
  }
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
