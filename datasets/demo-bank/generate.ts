// Writes the demo bank's history as a bank would hand it over: one Parquet file with one line per decision.

import { rename, rm } from 'node:fs/promises'
import {
  DuckDBInstance,
  DuckDBTableFunction,
  DOUBLE,
  ENUM,
  INTEGER,
  SMALLINT,
  UTINYINT,
  type DuckDBDataChunk,
  type DuckDBType,
} from '@duckdb/node-api'
import { actionKey } from 'huijian'
import type { FeatureSpec } from 'huijian'
import { newBlock, type Block, type OutcomeColumn } from './block.ts'
import { actions, features } from './catalogue.ts'
import { Draws } from './draws.ts'
import { legacyProbabilities } from './legacy.ts'
import { checkSize, live, newRow, type WorldSize } from './world.ts'

/** Rows of one DuckDB vector. */
const VECTOR = 2048

export interface Generation extends WorldSize {
  /** Where the Parquet file goes; it appears only when it is complete. */
  readonly file: string
  /** Share of the decisions made so far, 0 … 1. */
  readonly onProgress?: (done: number) => void
}

/**
 * Generates the history and writes it, in constant memory: DuckDB asks for one vector of rows after another and encodes
 * them as it goes. One thread, so the file is the same bytes for the same size and seed. About 4 µs of CPU a decision.
 */
export async function generateDemoBank({ file, onProgress, ...size }: Generation): Promise<{ readonly rows: number }> {
  checkSize(size)
  const columns = sourceColumns()
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const partial = `${file}.partial`
  try {
    const db = await instance.connect()
    const fill = filler(size, columns, onProgress)
    db.registerTableFunction(
      DuckDBTableFunction.create({
        name: 'demo_bank',
        bindFunction: info => {
          for (const { name, type } of columns) info.addResultColumn(name, type)
        },
        initFunction: info => info.setMaxThreads(1), // rows come in customer order
        mainFunction: (_, chunk) => fill(chunk),
      }),
    )
    const select = columns.map(({ name, sql }) => `${sql} AS "${name}"`).join(', ')
    await db.run(`COPY (SELECT ${select} FROM demo_bank()) TO '${partial.replaceAll(`'`, `''`)}' (FORMAT parquet)`)
    db.closeSync()
    await rename(partial, file)
  } finally {
    instance.closeSync()
    await rm(partial, { force: true })
  }
  return { rows: size.customers * size.months }
}

interface SourceColumn {
  readonly name: string
  /** Type of the raw vector; `sql` turns it into what the file holds. */
  readonly type: DuckDBType
  readonly sql: string
  /** Values of the raw vector. */
  readonly values: (block: Block, numbers: RowNumbers) => Values
  /** Codes below 0 are marked missing; missing numbers are NaN and left to `sql`. */
  readonly missing?: boolean
}

type Values = Float64Array | Uint8Array | Int8Array | Int16Array

interface RowNumbers {
  readonly customer: Float64Array
  readonly decision: Float64Array
}

function sourceColumns(): readonly SourceColumn[] {
  return [
    { name: 'decision', type: DOUBLE, sql: 'decision::BIGINT', values: (_, n) => n.decision },
    // As customerKey in world.ts.
    {
      name: 'customer',
      type: INTEGER,
      sql: `'C' || lpad((customer + 1)::VARCHAR, 8, '0')`,
      values: (_, n) => n.customer,
    },
    { name: 'decided_at', type: DOUBLE, sql: 'make_timestamp_ms(decided_at::BIGINT)', values: block => block.time },
    ...Object.entries(features).map(([name, spec]) => featureColumn(name as keyof typeof features, spec)),
    { name: 'action', type: ENUM(actions.map(actionKey)), sql: 'action', values: block => block.action },
    { name: 'propensity', type: DOUBLE, sql: 'propensity', values: block => block.propensity },
    { name: 'reached', type: UTINYINT, sql: 'reached::BOOLEAN', values: block => block.reached },
    flag('conversion', 'conversion'),
    outcome('margin', 'margin', DOUBLE),
    outcome('contact_cost', 'contactCost', DOUBLE),
    flag('complaint', 'complaint'),
    flag('opt_out', 'optOut'),
    outcome('rating', 'satisfaction.num', UTINYINT, 'nullif(rating, 0)'), // 0: not rated
    outcome('talk_seconds', 'talkSeconds', SMALLINT),
    flag('early_redemption', 'earlyRedemption'),
    flag('suitability_breach', 'suitabilityBreach'),
  ]
}

function outcome(name: string, of: OutcomeColumn, type: DuckDBType, sql = `"${name}"`): SourceColumn {
  return { name, type, sql, values: block => block.outcomes[of] }
}

function flag(name: string, of: OutcomeColumn): SourceColumn {
  return outcome(name, of, UTINYINT, `"${name}"::BOOLEAN`)
}

/** The features some rows lack; marking what is missing takes time, so the others are not searched for it. */
const MISSABLE: ReadonlySet<string> = new Set([
  'riskTolerance',
  'depositMaturesInDays',
  'appLogins30d',
  'daysSinceContact',
])

function featureColumn(name: keyof typeof features, spec: FeatureSpec): SourceColumn {
  const values = (block: Block) => {
    const column = block.features[name]
    return column.kind === 'category' ? column.codes : column.values
  }
  if (spec.kind === 'category')
    return { name, type: ENUM([...spec.levels]), sql: `"${name}"`, values, missing: MISSABLE.has(name) }
  if (spec.kind === 'boolean') return { name, type: UTINYINT, sql: `"${name}"::BOOLEAN`, values }
  return MISSABLE.has(name)
    ? { name, type: DOUBLE, sql: `CASE WHEN NOT isnan("${name}") THEN "${name}"::INTEGER END`, values }
    : { name, type: INTEGER, sql: `"${name}"`, values }
}

/** Fills one chunk after the other until every customer has lived. */
function filler(
  size: WorldSize,
  columns: readonly SourceColumn[],
  onProgress: Generation['onProgress'],
): (chunk: DuckDBDataChunk) => void {
  const { customers, months } = size
  const block = newBlock(VECTOR),
    row = newRow(),
    draws = new Draws()
  const numbers = { customer: new Float64Array(VECTOR), decision: new Float64Array(VECTOR) }
  let next = 0
  return chunk => {
    const last = Math.min(customers, next + Math.floor(VECTOR / months))
    let i = 0
    for (; next < last; next++) {
      const customer = next
      live(size, customer, legacyProbabilities, row, draws, decided => {
        block.write(decided, i)
        numbers.customer[i] = customer
        numbers.decision[i] = customer * months + (i % months)
        i++
      })
    }
    chunk.rowCount = i
    if (i === 0) return
    columns.forEach(({ values, missing = false }, k) => {
      copyInto(chunk, k, values(block, numbers).subarray(0, i), missing)
    })
    onProgress?.(next / customers)
  }
}

function copyInto(chunk: DuckDBDataChunk, column: number, values: Values, missing: boolean): void {
  const vector = chunk.getColumnVector(column)
  // The class keeps the items private, and its setItem takes an object per value: minutes for 10 million rows.
  const { items, validity } = vector as unknown as {
    readonly items: { set(values: ArrayLike<number>): void; [i: number]: number }
    readonly validity: { setItemValid(i: number, valid: boolean): void }
  }
  items.set(values)
  if (missing) {
    for (let i = 0; i < values.length; i++) {
      if (values[i]! >= 0) continue
      items[i] = 0 // a code beyond the levels must not lie even under a missing value
      validity.setItemValid(i, false)
    }
  }
  vector.flush()
}
