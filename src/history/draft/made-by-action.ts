// Columns that look as if an action had made them: they are empty under some actions and vary under another, as the
// length of a call is on rows without a call.

import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '../duckdb.ts'
import { filled, type ColumnProfile } from './column-profile.ts'
import { oneLine } from './names.ts'

export interface ByAction {
  readonly db: DuckDBConnection
  readonly relation: string
  readonly column: ColumnProfile
  readonly action: ColumnProfile
  /** Values of the action column that mean doing nothing; rows without a value mean it too. */
  readonly held: readonly string[]
}

export interface Sign {
  readonly words: string
  /** False when the column stands still at a value that says something: the action may have been chosen by it. */
  readonly isEmpty: boolean
}

/** Fewer rows than this, expected to differ if the action played no part, can stand still by chance. */
const ENOUGH_ROWS = 30
/** What files write where there is nothing. */
const EMPTY = /^(0|0?\.0+|-1|-?9{2,6}|false|no|none|n\/?a|null|unknown|-|无|否|未知)$/i

/**
 * Null for a column that varies under every action or under none, and for one that varies where nothing was done: what
 * differs without an action is not made by one.
 */
export async function madeByAction(question: ByAction): Promise<Sign | null> {
  const { column } = question
  if (column.kind === 'nested' || (column.kind === 'text' && column.values === null)) return null
  const actions = await variation(question)
  const still = actions.filter(one => one.distinct === 1),
    varying = actions.filter(one => one.distinct > 1)
  const isHeld = ({ action }: Variation) => action === null || question.held.includes(action)
  if (varying.some(isHeld)) return null

  const rows = varying.reduce((sum, one) => sum + one.rows, 0)
  const different = still.reduce((sum, one) => sum + one.rows * (1 - one.alike / rows), 0)
  if (varying.length === 0 || different < ENOUGH_ROWS) return null
  const values = [...new Set(still.map(({ value }) => (value === null ? 'missing' : `always ${oneLine(value, 30)}`)))]
  return {
    words: `${values.join(' or ')} under ${named(still)}, while it varies under ${named(varying)}`,
    isEmpty: still.every(({ value }) => value === null || EMPTY.test(value)),
  }
}

interface Variation {
  /** As in the file; null where it has none. */
  readonly action: string | null
  readonly rows: number
  /** Different values of the column, missing being one of them. */
  readonly distinct: number
  /** The value, if there is only one. */
  readonly value: string | null
  /** Rows of the varying actions on which the column has that value. */
  readonly alike: number
}

async function variation({ db, relation, column, action }: ByAction): Promise<readonly Variation[]> {
  const rows = await rowsOf(
    db,
    `WITH
    c AS (SELECT CAST(${filled(action)} AS VARCHAR) AS a, CAST(${filled(column)} AS VARCHAR) AS x, count(*) AS n
      FROM ${relation} GROUP BY ALL),
    g AS (SELECT a, sum(n)::DOUBLE AS n, count(*)::DOUBLE AS kinds, min(x) AS x FROM c GROUP BY a),
    v AS (SELECT c.x AS x, sum(c.n)::DOUBLE AS n FROM c JOIN g ON c.a IS NOT DISTINCT FROM g.a WHERE g.kinds > 1
      GROUP BY c.x)
    SELECT g.a AS a, g.n AS n, g.kinds AS kinds, g.x AS x, coalesce(v.n, 0) AS alike
    FROM g LEFT JOIN v ON g.kinds = 1 AND g.x IS NOT DISTINCT FROM v.x ORDER BY g.n DESC, g.a`,
  )
  return rows.map(row => ({
    action: text(row['a']),
    rows: Number(row['n']),
    distinct: Number(row['kinds']),
    value: text(row['x']),
    alike: Number(row['alike']),
  }))
}

const text = (value: unknown): string | null => (value === null ? null : String(value))

function named(actions: readonly Variation[]): string {
  const names = actions.slice(0, 3).map(({ action }) => (action === null ? 'no action' : `“${oneLine(action, 30)}”`))
  return `${names.join(', ')}${actions.length > names.length ? ` and ${actions.length - names.length} more` : ''}`
}
