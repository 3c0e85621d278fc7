import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { actionKey, type FeatureSpec } from '../strategy/catalogue.ts'
import { suggest } from '../strategy/errors.ts'
import { featuresUsed } from '../strategy/expr-names.ts'
import type { FeatureColumn } from '../strategy/feature-column.ts'
import type { Imported } from './cache.ts'
import type { ColumnNeeds, Columns } from './columns.ts'
import type { Dataset, Segment } from './dataset.ts'
import { outcomeColumns } from './dataset.ts'
import { firstLine, itemsOf, rowsOf, withDuckDb } from './duckdb.ts'
import { groupIds, sameConditions, writeGroupCodes } from './groups.ts'
import { HistoryError } from './history-error.ts'
import { isWhole, unreadableNow } from './is-whole.ts'
import { refuseIfTooLarge } from './memory-need.ts'
import { quoteName, quoteText } from './sql-names.ts'

type Target = Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array

/** One column on its way from Parquet: `sql` yields, never NULL, a fixed-width type that `into` takes as it is. */
interface Loading {
  readonly sql: string
  readonly into: Target
}

/**
 * Loads a history, or the part of it that is needed, into typed arrays on shared memory.
 *
 * @throws {HistoryError} when a name is unknown, when the columns would not fit the memory budget (with what they would
 *   need), when the cached file has been damaged, or when it cannot be read for another reason, which is then named
 */
export async function loadColumns(imported: Imported, dataset: Dataset, need: ColumnNeeds): Promise<Columns> {
  const names = checkNeeds(dataset, need)
  refuseIfTooLarge(imported, dataset, { ...need, features: names })
  const scratch = await mkdtemp(join(tmpdir(), 'huijian-load-'))
  try {
    return await withDuckDb({ scratch }, db => load(db, imported, dataset, { ...need, features: names }))
  } catch (error) {
    if (error instanceof HistoryError) throw error
    if (await isWhole(imported))
      throw /^(Out of Memory|IO) Error/.test(firstLine(error)) ? unreadableNow(imported.parquet, error) : error
    throw new HistoryError(`${imported.parquet} is damaged: it cannot be read as Parquet. Import the file again.`, {
      cause: error,
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function load(
  db: DuckDBConnection,
  imported: Imported,
  dataset: Dataset,
  { features, outcomes, segments = dataset.segments }: ColumnNeeds,
): Promise<Columns> {
  const { rows, customers } = imported.facts
  const relation = `read_parquet(${quoteText(imported.parquet)})`
  const timed = dataset.decision.time !== undefined
  const actions = dataset.actions.map(actionKey)
  const allowed = dataset.decision.allowed === undefined ? null : await allowedSets(db, relation, actions)

  const time = shared(Float64Array, rows),
    month = shared(Uint16Array, rows)
  const customerHash = shared(Uint32Array, rows),
    action = shared(Uint8Array, rows)
  const set = shared(Uint16Array, allowed === null ? 0 : rows)
  const propensity = dataset.propensity.source === 'modelled' ? null : shared(Float64Array, rows)
  const loading: Loading[] = [
    { sql: '"customer_hash"', into: customerHash },
    { sql: enumSql('"action"', actions), into: action },
  ]
  if (timed) {
    loading.push({ sql: 'CAST(epoch_us("time") AS DOUBLE) / 1000', into: time })
    loading.push({ sql: MONTH, into: month })
  } else time.fill(NaN)
  if (allowed !== null) loading.push({ sql: enumSql(ALLOWED_TEXT, allowed.texts), into: set })
  if (propensity !== null) loading.push({ sql: '"propensity"', into: propensity })
  const featureColumns: Record<string, FeatureColumn> = {}
  for (const name of features) featureColumns[name] = prepareFeature(name, dataset.features[name]!, rows, loading)
  const outcomeValues: Record<string, Uint8Array | Float64Array> = {}
  for (const name of outcomes) {
    const outcome = dataset.outcomes[name]!
    for (const column of outcomeColumns(name, outcome)) {
      const into = outcome.measure === 'rate' ? shared(Uint8Array, rows) : shared(Float64Array, rows)
      outcomeValues[column] = into
      loading.push({ sql: quoteName(column), into })
    }
  }
  const customer = shared(Int32Array, rows)
  await stream(db, relation, loading, customer, imported)
  const codesOf = (groups: readonly Segment[]) => {
    const codes = shared(Uint16Array, rows)
    writeGroupCodes(groups, featureColumns, codes)
    return codes
  }
  const stratum = codesOf(dataset.strata)
  return {
    rows,
    customers,
    customer,
    customerHash,
    time,
    month,
    months: timed ? renumberMonths(month) : [''],
    stratum,
    strata: groupIds(dataset.strata),
    segment: sameConditions(segments, dataset.strata) ? stratum : codesOf(segments),
    segments: groupIds(segments),
    action,
    allowed: allowed === null ? null : { set, sets: allowed.sets },
    propensity,
    features: featureColumns,
    outcomes: outcomeValues,
  }
}

/** Fills every column from the file, chunk by chunk, and numbers the customers. */
async function stream(
  db: DuckDBConnection,
  relation: string,
  loading: readonly Loading[],
  customer: Int32Array,
  { facts, parquet }: Imported,
): Promise<void> {
  const damaged = (what: string) =>
    new HistoryError(`${parquet} is not what was imported: ${what}. Import the file again.`)
  const keys = loading.length
  const result = await db.stream(`SELECT ${loading.map(l => l.sql).join(', ')}, hash("customer") FROM ${relation}`)
  let row = 0,
    customers = 0,
    high = 0,
    low = 0
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    if (row + chunk.rowCount > facts.rows) throw damaged(`it has more than ${facts.rows} rows`)
    for (let k = 0; k < keys; k++) loading[k]!.into.set(itemsOf<Float64Array>(chunk, k), row)
    // Rows of one customer are contiguous: a new 64-bit hash is a new customer. Two halves, as BigInt would be slow.
    const hashes = itemsOf<BigUint64Array>(chunk, keys)
    const halves = new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2)
    for (let i = 0; i < hashes.length; i++) {
      if (halves[2 * i]! !== low || halves[2 * i + 1]! !== high || row + i === 0) customers++
      low = halves[2 * i]!
      high = halves[2 * i + 1]!
      customer[row + i] = customers - 1
    }
    row += chunk.rowCount
  }
  if (row !== facts.rows) throw damaged(`it has ${row} rows, not ${facts.rows}`)
  if (customers !== facts.customers) throw damaged(`it has ${customers} customers, not ${facts.customers}`)
}

function prepareFeature(name: string, spec: FeatureSpec, rows: number, loading: Loading[]): FeatureColumn {
  const column = quoteName(name)
  switch (spec.kind) {
    case 'number':
    case 'day': {
      const values = shared(Float64Array, rows)
      loading.push({ sql: `coalesce(${column}, CAST('nan' AS DOUBLE))`, into: values })
      return { kind: 'number', values }
    }
    case 'category': {
      const codes = shared(Int16Array, rows)
      loading.push({ sql: `coalesce(${enumSql(column, spec.levels)}, -1)`, into: codes })
      return { kind: 'category', codes, levels: spec.levels }
    }
    case 'boolean': {
      const values = shared(Int8Array, rows)
      loading.push({ sql: `coalesce(CAST(${column} AS TINYINT), CAST(-1 AS TINYINT))`, into: values })
      return { kind: 'boolean', values }
    }
  }
}

/** Position of a text in a list as SMALLINT; NULL for a missing one. */
const enumSql = (column: string, texts: readonly string[]) =>
  `CAST(enum_code(CAST(${column} AS ENUM(${texts.map(quoteText).join(', ')}))) AS SMALLINT)`

const MONTH = 'CAST(year("time") * 12 + month("time") - 1 AS USMALLINT)' // years are 1900 to 2200, row-checks.ts
const ALLOWED_TEXT = 'array_to_string("allowed", chr(31))'
const MAX_ALLOWED_SETS = 32_767

async function allowedSets(db: DuckDBConnection, relation: string, actions: readonly string[]) {
  const texts = (
    await rowsOf(
      db,
      `SELECT DISTINCT ${ALLOWED_TEXT} AS allowed FROM ${relation}
    ORDER BY allowed LIMIT ${MAX_ALLOWED_SETS + 1}`,
    )
  ).map(row => String(row['allowed']))
  if (texts.length > MAX_ALLOWED_SETS) {
    throw new HistoryError(
      `The decisions have more than ${MAX_ALLOWED_SETS} different allowed lists: contact policy ` +
        'seems to be per customer. Reduce decision.allowed to the rules that matter.',
    )
  }
  return { texts, sets: texts.map(text => text.split('\u001f').map(key => actions.indexOf(key))) }
}

/** Turns months since year 0 into indices of the months that occur, which are returned as `2025-01`. */
function renumberMonths(month: Uint16Array): readonly string[] {
  const seen = new Uint8Array(65_536),
    index = new Uint16Array(65_536),
    months: string[] = []
  for (let i = 0; i < month.length; i++) seen[month[i]!] = 1
  for (let m = 0; m < seen.length; m++) {
    if (seen[m] === 0) continue
    index[m] = months.length
    months.push(`${String(Math.floor(m / 12)).padStart(4, '0')}-${String((m % 12) + 1).padStart(2, '0')}`)
  }
  for (let i = 0; i < month.length; i++) month[i] = index[month[i]!]!
  return months
}

function checkNeeds(dataset: Dataset, need: ColumnNeeds): readonly string[] {
  const { segments = dataset.segments } = need
  const groups = [...segments, ...dataset.strata]
  const names = [...new Set([...need.features, ...featuresUsed(groups.map(group => group.if))])]
  const unknown = (what: string, name: string, known: readonly string[]) =>
    new HistoryError(`“${dataset.name}” has no ${what} “${name}”.${suggest(name, known)}`)
  for (const name of names) {
    if (!Object.hasOwn(dataset.features, name)) throw unknown('feature', name, Object.keys(dataset.features))
  }
  for (const name of need.outcomes) {
    if (!Object.hasOwn(dataset.outcomes, name)) throw unknown('outcome', name, Object.keys(dataset.outcomes))
  }
  return names
}

function shared<T extends Target>(
  type: { new (buffer: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  rows: number,
): T {
  return new type(new SharedArrayBuffer(rows * type.BYTES_PER_ELEMENT))
}
