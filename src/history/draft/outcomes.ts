import { suggest } from '../../strategy/errors.ts'
import { HistoryError } from '../history-error.ts'
import { quoteName, quoteText } from '../sql-names.ts'
import type { ColumnProfile } from './column-profile.ts'
import { DRAFT_ROWS, filled } from './column-profile.ts'
import { oneLine } from './names.ts'

export interface DraftedOutcome {
  readonly name: string
  readonly label: string
  readonly column: ColumnProfile
  /** The outcome as 0/1 or NULL, in SQL over a row of the file: what suspicious columns are ranked against. */
  readonly event: string
  readonly direction: 'higher' | 'lower'
  /** Among those rows that have a value, when some have none: a ratio; else what the column is. */
  readonly measure: 'rate' | 'mean' | 'ratio'
  /** SQL as the definition takes it. */
  readonly from: string
  readonly denominator: string
  readonly missing: number
}

/** Words for what a bank wants less of. */
const ADVERSE =
  /complain|churn|cost|risk|opt.?out|unsubscri|default|overdue|fraud|fee|attrition|投诉|流失|成本|退订|违约|逾期|风险/i

/**
 * @param asked    a column of the file, or `column=value`
 * @param nameFor  gives out names nothing else has
 * @throws {HistoryError} when there is no such column, or its texts do not say which of them is the event
 */
export function draftOutcome(
  asked: string,
  profiles: readonly ColumnProfile[],
  nameFor: (column: string) => string,
): DraftedOutcome {
  const { column, value } = locate(asked, profiles)
  const base = {
    name: nameFor(value === null ? column.name : `${column.name} ${value}`),
    label: asked,
    column,
    direction: ADVERSE.test(asked) ? 'lower' : 'higher',
    missing: column.missing,
  } as const
  const known = `CAST(${filled(column)} IS NOT NULL AS INTEGER)`
  if (value !== null || column.kind === 'boolean') {
    const flag =
      value === null
        ? `TRY_CAST(${filled(column)} AS BOOLEAN)`
        : `CAST(${filled(column)} AS VARCHAR) = ${quoteText(value)}`
    const event = `CAST(${flag} AS INTEGER)`
    return column.missing === 0
      ? { ...base, event, measure: 'rate', from: value === null ? quoteName(column.name) : flag, denominator: '' }
      : { ...base, event, measure: 'ratio', from: `coalesce(${event}, 0)`, denominator: known }
  }
  if (column.kind === 'number') {
    const event = `CAST(${filled(column)} > (SELECT median(${filled(column)}) FROM ${DRAFT_ROWS}) AS INTEGER)`
    return column.missing === 0
      ? { ...base, event, measure: 'mean', from: quoteName(column.name), denominator: '' }
      : { ...base, event, measure: 'ratio', from: `coalesce(${filled(column)}, 0)`, denominator: known }
  }
  const some = column.values
    ?.slice(0, 6)
    .map(({ text }) => `“${oneLine(text, 30)}”`)
    .join(', ')
  throw new HistoryError(
    `The outcome column “${column.name}” is neither 0/1 nor a number` +
      (some === undefined
        ? '. Make a column that is.'
        : `: it has ${some}. Say which one is the event: --outcome '${column.name}=…'.`),
  )
}

function locate(
  asked: string,
  profiles: readonly ColumnProfile[],
): { readonly column: ColumnProfile; readonly value: string | null } {
  const named = (name: string) =>
    profiles.find(p => p.name === name) ?? profiles.find(p => p.name.toLowerCase() === name.toLowerCase())
  const whole = named(asked)
  if (whole !== undefined) return { column: whole, value: null }
  for (let at = asked.indexOf('='); at >= 0; at = asked.indexOf('=', at + 1)) {
    const column = named(asked.slice(0, at).trim()),
      value = asked.slice(at + 1).trim()
    if (column === undefined) continue
    const texts = column.values?.map(v => v.text)
    if (texts !== undefined && !texts.includes(value)) {
      throw new HistoryError(
        `The outcome column “${column.name}” never has the value “${value}”.` + suggest(value, texts),
      )
    }
    return { column, value }
  }
  throw new HistoryError(
    `The file has no outcome column “${asked}”.${suggest(
      asked,
      profiles.map(p => p.name),
    )}`,
  )
}
