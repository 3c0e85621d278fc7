// `huijian new dataset`: from a file nobody has described yet to a definition that imports and back-tests as it stands.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { suggest } from '../../strategy/errors.ts'
import { rowsOf, withDuckDb } from '../duckdb.ts'
import { HistoryError } from '../history-error.ts'
import { recogniseSource, unreadableFile } from '../source-file.ts'
import { sourceRelation } from '../source-relation.ts'
import { draftActions } from './actions.ts'
import { DRAFT_ROWS, isUnique, isZoned, profileColumns, type ColumnProfile } from './column-profile.ts'
import type { DatasetDraft } from './definition-parts.ts'
import { draftFeature, type DraftedFeature, type LeftOut } from './features.ts'
import { suspect } from './leaks.ts'
import { namer } from './names.ts'
import { draftOutcome } from './outcomes.ts'
import { writeDataset, writeReadme } from './written-files.ts'

export interface DatasetQuestion {
  readonly name: string
  readonly file: string
  /** Names of columns of the file. */
  readonly customer?: string
  readonly time?: string
  readonly action: string
  /** A column, or `column=value` for “this value is the event”. */
  readonly outcome: readonly string[]
  /** Without it propensities have to be modelled, and the draft says what that means. */
  readonly propensity?: string
  readonly delimiter?: string
}

/** More values than this in the action column are offers nobody compares, or the wrong column. */
const MOST_ACTIONS = 60

/**
 * Reads the whole file once and drafts its definition. Nothing is written.
 *
 * @returns the text of each file by its path: `datasets/<name>/index.ts` and `README.md` beside it
 * @throws {HistoryError} when the file, or a column that was named, cannot be used
 */
export async function draftDataset(question: DatasetQuestion): Promise<Readonly<Record<string, string>>> {
  const { name, file } = question
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) {
    throw new HistoryError(`“${name}” cannot name a dataset: use small letters, digits and “-”, as in “spring-calls”.`)
  }
  const wanted = [question.action, question.customer, question.time, question.propensity, ...question.outcome]
  const source = await recogniseSource(
    file,
    wanted.filter(column => column !== undefined),
    question.delimiter,
  )
  const scratch = await mkdtemp(join(tmpdir(), 'huijian-draft-'))
  try {
    const draft = await withDuckDb({ scratch }, async db => {
      const { noting, columns } = await sourceRelation(db, source, { text: new Set(), named: 'all' }, 0)
      await db.run(`CREATE TABLE ${DRAFT_ROWS} AS SELECT * FROM ${noting}`).catch((error: unknown) => {
        throw unreadableFile(source, error)
      })
      if (source.format.kind !== 'parquet') await refuseSwallowed(db, file)
      const profiles = await profileColumns(db, DRAFT_ROWS, columns)
      if ((profiles[0]?.rows ?? 0) === 0) {
        throw new HistoryError(`${file} has a header and no rows. Export it with its rows.`)
      }
      return draftFrom(db, profiles, question, source.name)
    })
    return { [`datasets/${name}/index.ts`]: writeDataset(draft), [`datasets/${name}/README.md`]: writeReadme(draft) }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** A line cut wrongly is left out here and listed by the import; an open quote takes all lines after it along. */
async function refuseSwallowed(db: DuckDBConnection, file: string): Promise<void> {
  const [open] = await rowsOf(
    db,
    `SELECT min(line)::DOUBLE AS line FROM reject_errors
    WHERE CAST(error_type AS VARCHAR) = 'UNQUOTED VALUE'`,
  )
  if (typeof open?.['line'] !== 'number') return
  throw new HistoryError(
    `${file}: in line ${open['line']} a quote is opened and not closed, or stands inside a ` +
      'cell, so lines after it are lost. Write it twice (""), or take it out.',
  )
}

async function draftFrom(
  db: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  question: DatasetQuestion,
  file: string,
): Promise<DatasetDraft> {
  const column = (name: string, what: string) => find(profiles, name, what)
  const action = column(question.action, 'action')
  if (action.values === null || action.distinct > MOST_ACTIONS || action.distinct === 0) {
    const found = action.distinct === 0 ? 'no values' : `about ${action.distinct} values`
    throw new HistoryError(
      `The action column “${action.name}” has ${found}; ` +
        `at most ${MOST_ACTIONS} actions can be told apart. Name the column that says what was done.`,
    )
  }
  const customer = question.customer === undefined ? null : column(question.customer, 'customer')
  const time = question.time === undefined ? null : column(question.time, 'time')
  if (time !== null && time.kind !== 'moment') {
    throw new HistoryError(
      `The time column “${time.name}” is not a date or a moment on every row. Write dates as 2025-03-31.`,
    )
  }
  const zoned = time !== null && (await isZoned(db, DRAFT_ROWS, time))
  const propensity = question.propensity === undefined ? null : column(question.propensity, 'propensity')
  if (propensity !== null && propensity.kind !== 'number' && propensity.kind !== 'boolean') {
    throw new HistoryError(`The propensity column “${propensity.name}” is not a number in (0, 1] on every row.`)
  }
  if (question.outcome.length === 0) throw new HistoryError('Name at least one outcome column (--outcome).')
  const nameFor = namer()
  const outcomes = question.outcome.map(asked => draftOutcome(asked, profiles, nameFor))
  const taken = new Set([action, customer, time, propensity, ...outcomes.map(o => o.column)].filter(p => p !== null))
  const rest = profiles.filter(profile => !taken.has(profile))

  const id = await rowKey(db, rest)
  const actions = draftActions(action.values, action.missing)
  const held = actions.flatMap(({ channel, values }) => (channel === 'hold' ? values.map(({ text }) => text) : []))
  const features: DraftedFeature[] = [],
    leaks: LeftOut[] = [],
    leftOut: LeftOut[] = []
  for (const profile of rest.filter(p => p !== id)) {
    const { reason, remark } = await suspect({
      db,
      relation: DRAFT_ROWS,
      column: profile,
      time,
      action,
      held,
      outcomes,
      propensityKnown: propensity !== null,
    })
    const constant = profile.distinct === 0 || (profile.distinct === 1 && profile.missing === 0)
    if (reason !== null && !constant) {
      leaks.push({ column: profile.name, reason })
      continue
    }
    const drafted = draftFeature(profile, nameFor, remark)
    if ('reason' in drafted) leftOut.push(drafted)
    else features.push(drafted)
  }
  return {
    name: question.name,
    file,
    rows: action.rows,
    id,
    customer,
    time,
    zoned,
    action,
    actions,
    propensity,
    outcomes,
    features,
    leaks,
    leftOut,
    customerCandidates: customer === null ? rest.filter(looksLikeCustomer).map(p => p.name) : [],
  }
}

function find(profiles: readonly ColumnProfile[], name: string, what: string): ColumnProfile {
  const found = profiles.find(p => p.name === name) ?? profiles.find(p => p.name.toLowerCase() === name.toLowerCase())
  if (found !== undefined) return found
  throw new HistoryError(
    `The file has no ${what} column “${name}”.${suggest(
      name,
      profiles.map(p => p.name),
    )}`,
  )
}

/** A column that names rows and repeats none. A balance may well be unique; it does not call itself an id. */
async function rowKey(db: DuckDBConnection, profiles: readonly ColumnProfile[]): Promise<ColumnProfile | null> {
  for (const profile of profiles) {
    const named = /(^|[\s_.-])(id|key|no|nr|uuid|number)$|Id$|^(row|line|index|column1)$|编号|流水|序号/i.test(
      profile.name,
    )
    if (named && !looksLikeCustomer(profile) && (await isUnique(db, DRAFT_ROWS, profile))) return profile
  }
  return null
}

const looksLikeCustomer = (profile: ColumnProfile) =>
  /customer|client|cust(_|$)|user_?id|member|account|客户|用户|会员|账号/i.test(profile.name) && profile.distinct > 20
