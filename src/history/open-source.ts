import type { DuckDBConnection } from '@duckdb/node-api'
import { bindColumns } from './bind-columns.ts'
import type { CanonicalColumn } from './canonical.ts'
import type { Dataset } from './dataset.ts'
import { joinEvents } from './event-features.ts'
import { instantSql } from './instant.ts'
import { checkedRowsSql } from './row-checks.ts'
import type { BoundColumn } from './row-values.ts'
import type { SourceFile } from './source-file.ts'
import { sourceRelation, type ReadAs } from './source-relation.ts'
import { quoteSole } from './sql-names.ts'

/** A decision file with the definition bound to it, ready to be read twice: for its faults, then for its good rows. */
export interface OpenSource {
  readonly bound: readonly BoundColumn[]
  /** Source rows with event features, as a relation. */
  readonly relation: string
  /** Checked rows; malformed lines are noted in `reject_errors`. */
  readonly noting: string
  /** The same rows; malformed lines are skipped. */
  readonly skipping: string
}

export interface OpenAs {
  /** Rows in the files before this one. */
  readonly offset: number
  /** A number no other source opened on this connection has. */
  readonly index: number
  /** SQL of an instant: the source as it was then, without later decisions and without events from then on. */
  readonly until?: string
}

/** @throws {HistoryError} when the definition does not fit the columns of the file */
export async function openSource(
  db: DuckDBConnection,
  dataset: Dataset,
  columns: readonly CanonicalColumn[],
  file: SourceFile,
  readAs: ReadAs,
  { offset, index, until }: OpenAs,
): Promise<OpenSource> {
  const { time } = dataset.decision
  const cut = (rows: string) =>
    until === undefined || time === undefined
      ? rows
      : `(SELECT * FROM ${rows} WHERE ${instantSql(`(${quoteSole(time)})`)} <= ${until})`
  const source = await sourceRelation(db, file, readAs, offset, MOST)
  const withEvents = await joinEvents(db, dataset, file.path, cut(source.skipping), index, until)
  const ready = async ({ noting, skipping, columns: present }: typeof source): Promise<OpenSource> => {
    const relation = withEvents(cut(skipping))
    const bound = await bindColumns(db, file, relation, present, columns, dataset)
    const checked = (rows: string) => checkedRowsSql(rows, bound, dataset)
    return { bound, relation, noting: checked(withEvents(cut(noting))), skipping: checked(relation) }
  }
  try {
    return await ready(source)
  } catch (error) {
    // `left(code, 2)` fits text only: then the words among the numbers are meant, and stay.
    const strict = await sourceRelation(db, file, readAs, offset, 1)
    if (strict.columns.every(({ type }, k) => type === source.columns[k]!.type)) throw error
    return ready(strict)
  }
}

/** Share of a column's values that must be numbers for the others to be mistakes. */
const MOST = 0.9
