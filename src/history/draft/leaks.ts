// Columns that look as if they were known only after the decision. A suspicion costs a feature; a leak costs the truth.

import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '../duckdb.ts'
import { filled, rowsLater, type ColumnProfile } from './column-profile.ts'
import { madeByAction } from './made-by-action.ts'

export interface LeakQuestion {
  readonly db: DuckDBConnection
  readonly relation: string
  readonly column: ColumnProfile
  /** The column of the decision's instant, if the log has one. */
  readonly time: ColumnProfile | null
  readonly action: ColumnProfile
  /** Whether a column was named for the propensities. */
  readonly propensityKnown: boolean
  /** Values of the action column that mean doing nothing. */
  readonly held: readonly string[]
  /** At least one, as 0/1 or NULL: SQL over a row. */
  readonly outcomes: readonly { readonly name: string; readonly event: string }[]
}

export interface Suspicion {
  /** Why the column is taken for a leak; null when it is not. */
  readonly reason: string | null
  /** Worth a question though not a verdict. */
  readonly remark: string | null
}

/** Honest behavioural features rank a bank's outcomes with an AUC of 0.6 to 0.8; a call's own length reached 0.82. */
const RANKS_TOO_WELL = 0.9
const RANKS_WELL = 0.75
/** Events, and rows without one, below which chance alone can rank perfectly or make an outcome look certain. */
const ENOUGH_ROWS = 30

/** Names that speak of what came of a contact, whole words in any of the usual spellings. */
const AFTERWARDS = new Set([
  'duration',
  'talktime',
  'talk',
  'result',
  'results',
  'response',
  'responded',
  'reply',
  'outcome',
  'disposition',
  'answered',
  'connected',
  'converted',
  'conversion',
  'clicked',
  'click',
  'opened',
  'visited',
  'visit',
  'purchased',
  'sold',
  'sale',
  'spend',
  'revenue',
  'margin',
  'complaint',
  'complained',
  'satisfaction',
  'nps',
  'survey',
  'unsubscribed',
  'optout',
  'churned',
  'closed',
  'completed',
  'ended',
  'resolved',
  'redeemed',
  'hangup',
  'feedback',
])
const BEFORE = new Set([
  'previous',
  'prev',
  'prior',
  'last',
  'past',
  'before',
  'earlier',
  'history',
  'historic',
  'avg',
  'mean',
])
const AFTERWARDS_ZH =
  /时长|通话|秒数|结果|响应|回应|回复|接通|成交|办理|购买|点击|满意|投诉|退订|挂机|结束|完成|反馈|转化/
const BEFORE_ZH = /上次|历史|以往|此前|过去|之前|近\S*[天日周月年]|累计|平均/

const PROPENSITY = /propensit|pscore|prob(ability)?$|倾向|概率/i

/** A rule that reads the probability of the action it is to choose reads the old policy. */
const mayBePropensity = ({ name, min, max }: ColumnProfile) =>
  PROPENSITY.test(name) && min !== null && max !== null && min > 0 && max <= 1

export async function suspect(question: LeakQuestion): Promise<Suspicion> {
  const { column, time } = question
  const rankings: { readonly name: string; readonly auc: number; readonly certain: SuspectRanking['certain'] }[] = []
  for (const { name, event } of question.outcomes) {
    const { auc, missingAuc, certain } = await rankingOf(question, event)
    rankings.push({ name, auc: Math.max(auc, missingAuc), certain })
  }
  const best = rankings.reduce((a, b) => (b.auc > a.auc ? b : a))
  const ranks = `alone it ranks ${best.name} with AUC ${best.auc.toFixed(3)}`

  const word = afterwardsWord(column.name)
  if (word !== null) {
    const named = `its name speaks of what happened afterwards (“${word}”)`
    return leak(best.auc >= RANKS_WELL ? `${named}, and ${ranks}` : named)
  }
  if (!question.propensityKnown && mayBePropensity(column)) {
    return leak('may be the probability with which the action was chosen; if it is, draft again with --propensity')
  }
  if (column.kind === 'moment') {
    if (time === null) return leak('a moment, and there is no decision time to compare it with')
    const later = await rowsLater(question.db, question.relation, column, time)
    if (later > 0) return leak(`lies after the decision on ${later.toLocaleString('en')} rows`)
  }
  const sure = rankings.find(({ certain }) => certain !== null)
  if (sure !== undefined) return leak(`wherever it is not at its usual value, ${sure.name} ${sure.certain}`)
  if (best.auc >= RANKS_TOO_WELL) return leak(`${ranks}, which is almost perfect`)
  const sign = await madeByAction(question)
  if (sign?.isEmpty === true) return leak(`it is ${sign.words}, as if the action had made it`)
  if (sign !== null) return remark(`it is ${sign.words}: was the action chosen by it, or did the action make it?`)
  return remark(best.auc >= RANKS_WELL ? `${ranks}: surely known before the decision?` : null)
}

const leak = (reason: string): Suspicion => ({ reason, remark: null })
const remark = (text: string | null): Suspicion => ({ reason: null, remark: text })

function afterwardsWord(name: string): string | null {
  const words = name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  if (words.some(word => BEFORE.has(word)) || BEFORE_ZH.test(name)) return null
  return words.find(word => AFTERWARDS.has(word)) ?? AFTERWARDS_ZH.exec(name)?.[0] ?? null
}

interface SuspectRanking {
  /** Area under the ROC curve, ties counted half, whichever direction is better; 0.5 when there is nothing to rank. */
  readonly auc: number
  /** The same for “known or missing”. */
  readonly missingAuc: number
  /** What the outcome does when the column leaves its most frequent value, if that is certain. */
  readonly certain: 'always happens' | 'never happens' | null
}

/**
 * How well a column ranks an outcome. Numbers and instants rank by size, anything else by the outcome's own share at
 * each value, which flatters a column of many values: those with more than can be listed are not ranked.
 */
async function rankingOf({ db, relation, column }: LeakQuestion, event: string): Promise<SuspectRanking> {
  const value = filled(column),
    bySize = column.kind === 'number' || column.kind === 'moment'
  if (!bySize && column.values === null) return NOTHING_TO_RANK
  const [row] = await rowsOf(
    db,
    `WITH
    g AS (SELECT x, sum(y)::DOUBLE AS pos, count(*)::DOUBLE AS n
      FROM (SELECT ${value} AS x, ${event} AS y FROM ${relation}) WHERE y IS NOT NULL GROUP BY x),
    t AS (SELECT sum(pos) AS pos, sum(n) AS n, coalesce(sum(pos) FILTER (x IS NULL), 0) AS lost_pos,
      coalesce(sum(n) FILTER (x IS NULL), 0) AS lost FROM g),
    r AS (SELECT pos, n - pos AS neg, sum(n - pos) OVER (ORDER BY ${bySize ? 'x' : 'pos / n, x'}) - (n - pos) AS below
      FROM g WHERE x IS NOT NULL),
    u AS (SELECT pos, n FROM g ORDER BY n DESC, x LIMIT 1)
    SELECT t.pos AS pos, t.n AS n, t.lost_pos AS lost_pos, t.lost AS lost, u.pos AS usual_pos, u.n AS usual,
      (SELECT sum(pos * (below + neg / 2)) / nullif(sum(pos) * sum(neg), 0) FROM r) AS auc
    FROM t, u`,
  )
  if (row === undefined) return NOTHING_TO_RANK
  const { pos, n, lost_pos: lostPos, lost, usual_pos: usualPos, usual, auc } = numbers(row)
  if (!(pos >= ENOUGH_ROWS && n - pos >= ENOUGH_ROWS)) return NOTHING_TO_RANK
  const known = 0.5 + (lostPos / pos - (lost - lostPos) / (n - pos)) / 2
  return { auc: either(auc), missingAuc: either(known), certain: certainty(pos, n, pos - usualPos, n - usual) }
}

const NOTHING_TO_RANK: SuspectRanking = { auc: 0.5, missingAuc: 0.5, certain: null }

const either = (area: number) => (Number.isFinite(area) ? Math.max(area, 1 - area) : 0.5)

function certainty(pos: number, n: number, otherPos: number, other: number): SuspectRanking['certain'] {
  const share = pos / n
  if (other - otherPos <= 0.02 * other && other * (1 - share) >= ENOUGH_ROWS) return 'always happens'
  if (otherPos === 0 && other * share >= ENOUGH_ROWS) return 'never happens'
  return null
}

type Sum = 'pos' | 'n' | 'lost_pos' | 'lost' | 'usual_pos' | 'usual' | 'auc'

function numbers(row: Readonly<Record<string, unknown>>): Readonly<Record<Sum, number>> {
  const of = (name: string) => (row[name] === null ? NaN : Number(row[name]))
  return {
    pos: of('pos'),
    n: of('n'),
    lost_pos: of('lost_pos'),
    lost: of('lost'),
    usual_pos: of('usual_pos'),
    usual: of('usual'),
    auc: of('auc'),
  }
}
