// Rows of the data set of contacts, and files of them in a temporary folder.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Imported } from '../../src/history/cache.ts'
import { temporaryFolder } from '../datasets/shared-data.ts'

/** One decision as a person would export it; null is missing. */
export interface Row {
  readonly id: string
  readonly customer: string
  readonly at: string
  readonly action: string
  readonly propensity: number | string
  readonly age: number | string | null
  readonly region: string | null
  readonly insured: boolean | string | null
  readonly matures: string | null
  readonly bought: number | string
  readonly margin: number | string
  readonly points: number | string | null
  readonly answered: number | string
}

export const goodRow: Row = {
  id: 'd1',
  customer: 'c1',
  at: '2025-01-31 10:00:00',
  action: 'call:deposit',
  propensity: 0.25,
  age: 41,
  region: 'north',
  insured: true,
  matures: '2025-03-31',
  bought: 1,
  margin: -12.5,
  points: 4,
  answered: 1,
}

/** The good row `count` times with ids and customers of their own, some changed by `change`. */
export function rowsLike(count: number, change: (k: number) => Partial<Row> = () => ({})): readonly Row[] {
  return Array.from({ length: count }, (_, k) => ({ ...goodRow, id: `d${k}`, customer: `c${k}`, ...change(k) }))
}

export const columnNames = Object.keys(goodRow) as readonly (keyof Row)[]

const scratch = temporaryFolder()

/** A new folder, gone after the tests of the file. */
export const folder = () => mkdtempSync(join(scratch, 'history-'))

export function csv(rows: readonly Row[], delimiter = ',', columns: readonly string[] = columnNames): string {
  const cell = (value: unknown) => {
    const text = value === null ? '' : String(value)
    return /["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const line = (cells: readonly unknown[]) => cells.map(cell).join(delimiter)
  return [line(columns), ...rows.map(row => line(columns.map(name => row[name as keyof Row])))]
    .map(l => `${l}\n`)
    .join('')
}

export function writeText(name: string, text: string | Uint8Array, dir = folder()): string {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

/** Runs SQL in a fresh DuckDB; `rows` as plain objects. */
export async function duck(sql: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  await connection.run(`SET TimeZone = 'UTC'`)
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS()
  connection.closeSync()
  instance.closeSync()
  return rows
}

/** Canonical rows by decision id. */
export async function canonicalRows(imported: Imported): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const rows = await duck(`SELECT * FROM '${imported.parquet}'`)
  return new Map(rows.map(row => [String(row['decision_id']), row]))
}
