// SQL that checks source rows: their canonical values, and what is wrong with a row that has none.

import { actionKey } from '../strategy/catalogue.ts'
import { describeColumn, ROW, type CanonicalColumn } from './canonical.ts'
import type { Dataset } from './dataset.ts'
import { instantSql, parseInstant, sqlInstant } from './instant.ts'
import { dayOf, flagOf, numberOf, rateOf, unripeAsZero, type BoundColumn } from './row-values.ts'
import { listOfTexts, quoteName, quoteText } from './sql-names.ts'

type Fault = readonly [condition: string, message: string]

/** Instants outside are typing errors or “never” (0001-01-01, 9999-12-31), and would make months nobody can read. */
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2200
/** No customer is worth a quadrillion; sums of squares of more than this leave the range of a double. */
const LARGEST_OUTCOME = 1e15
/** A weight above 10⁹ drowns all other decisions, and no policy draws so rarely on purpose. */
const LEAST_PROPENSITY = 1e-9

interface Checked {
  /** SQL of the canonical value; NULL where the raw one cannot be read. */
  readonly value: string
  /** [condition, message] in SQL, over raw `e.…` and value `v.…`; the first that is true condemns the row. */
  readonly faults: readonly Fault[]
}

/**
 * `SELECT` of `#row`, `#fault` (the first thing wrong with the row, NULL when nothing is) and every canonical column.
 *
 * @param source  relation with `#row`, `#fault` (of reading) and the source columns
 */
export function checkedRowsSql(source: string, columns: readonly BoundColumn[], dataset: Dataset): string {
  const parts = columns.map(column => ({ column, ...check(column, dataset) }))
  const raw = columns.map(c => `(${c.sql}) AS ${rawName(c)}`).join(',\n    ')
  const values = parts.map(p => `${p.value} AS ${quoteName(p.column.name)}`).join(',\n    ')
  const faults = parts.flatMap(p => p.faults).map(([condition, message]) => `WHEN ${condition} THEN ${message}`)
  return `SELECT ${ROW}, CASE WHEN "#fault" IS NOT NULL THEN "#fault"
    ${faults.join('\n    ')} END AS "#fault", ${columns.map(c => quoteName(c.name)).join(', ')}
  FROM (SELECT *, ${values}
  FROM (SELECT ${ROW}, "#fault", ${raw} FROM ${source}))`
}

const rawName = (c: CanonicalColumn) => quoteName(`#raw ${c.name}`)

function check(c: BoundColumn, dataset: Dataset): Checked {
  const raw = rawName(c),
    value = quoteName(c.name)
  const actions = dataset.actions.map(actionKey)
  const say = describeColumn(c)
  const absent = [`${value} IS NULL AND ${raw} IS NULL`, quoteText(`${say} is missing`)] as const
  const unreadable = (kind: string) =>
    [`${value} IS NULL AND ${raw} IS NOT NULL`, message(say, raw, `is not ${kind}`)] as const
  switch (c.role) {
    case 'id':
    case 'customer':
      return {
        value: `nullif(CAST(${raw} AS VARCHAR), '')`,
        faults: [[`${value} IS NULL`, quoteText(`${say} is missing`)]],
      }
    case 'time':
      return {
        value: instantSql(raw),
        faults: [absent, unreadable('a date or a moment'), ...lateFault(c, dataset)],
      }
    case 'action':
      return {
        value: `CAST(${raw} AS VARCHAR)`,
        faults: [
          absent,
          [`${value} NOT IN ${oneOf(actions)}`, message(say, raw, 'is not one of the dataset')],
          ...shareFault(dataset, raw, value),
        ],
      }
    case 'allowed':
      return allowedCheck(raw, value, actions)
    case 'propensity':
      return {
        value: numberOf(raw),
        faults: [
          absent,
          unreadable('a number'),
          [`isnan(${value})`, quoteText('propensity is NaN')],
          [`${value} <= 0`, message(say, raw, 'is not above 0: an action that could not be taken was taken')],
          [`${value} < ${LEAST_PROPENSITY}`, message(say, raw, 'is below 1e-9: nothing is drawn so rarely on purpose')],
          [`${value} > 1`, message(say, raw, 'is above 1')],
        ],
      }
    case 'feature':
      return featureCheck(c, raw, value)
    case 'rate':
      return { value: unripeAsZero(c, raw, rateOf(c, raw), dataset), faults: [absent, unreadable('0 or 1')] }
    case 'mean':
      return {
        value: unripeAsZero(c, raw, numberOf(raw), dataset),
        faults: [absent, unreadable('a number'), ...amount(say, value, raw)],
      }
    case 'numerator':
      return numeratorCheck(c, raw, value, dataset)
    case 'denominator':
      return {
        value: unripeAsZero(c, raw, numberOf(raw), dataset),
        faults: [
          absent,
          unreadable('a number'),
          ...amount(say, value, raw),
          [`${value} < 0`, message(say, raw, 'is below 0')],
        ],
      }
  }
}

function featureCheck(c: BoundColumn & { readonly role: 'feature' }, raw: string, value: string): Checked {
  const { spec } = c,
    say = describeColumn(c)
  const unreadable = (kind: string) =>
    [`${value} IS NULL AND ${raw} IS NOT NULL`, message(say, raw, `is not ${kind}`)] as const
  switch (spec.kind) {
    case 'number':
      return {
        value: numberOf(raw),
        faults: [
          unreadable('a number'),
          ...finite(say, value, raw),
          ...limit(spec.min, min => [`${value} < ${min}`, message(say, raw, `is below ${min}`)]),
          ...limit(spec.max, max => [`${value} > ${max}`, message(say, raw, `is above ${max}`)]),
        ],
      }
    case 'category':
      return {
        value: `nullif(CAST(${raw} AS VARCHAR), '')`,
        faults: [[`${value} NOT IN ${oneOf(spec.levels)}`, message(say, raw, 'is not one of its levels')]],
      }
    case 'boolean':
      return { value: flagOf(c, raw), faults: [unreadable('true or false')] }
    case 'day':
      return { value: dayOf(c, raw), faults: [unreadable('a date'), ...finite(say, value, raw)] }
  }
}

const oneOf = (texts: readonly string[]) => `(${texts.map(quoteText).join(', ')})`

const limit = (bound: number | undefined, fault: (bound: number) => Fault) =>
  bound === undefined ? [] : [fault(bound)]

/** The list in the order of the dataset's actions, `hold` always in it, so that equal lists are equal values. */
function allowedCheck(raw: string, value: string, actions: readonly string[]): Checked {
  return {
    value: `list_filter(${listOfTexts(actions)}, lambda k: k = 'hold' OR list_contains(CAST(${raw} AS VARCHAR[]), k))`,
    faults: [
      [`${raw} IS NULL`, quoteText('allowed list is missing')],
      [
        `NOT list_has_all(${listOfTexts(actions)}, CAST(${raw} AS VARCHAR[]))`,
        message('allowed list', raw, 'names an action that is not one of the dataset'),
      ],
      [`NOT list_contains(${value}, "action")`, message('action', '"action"', 'is not in its own allowed list')],
    ],
  }
}

/** A numerator needs its denominator: an amount where nothing was counted is a contradiction, no amount there is 0. */
function numeratorCheck(
  c: BoundColumn & { readonly role: 'numerator' },
  raw: string,
  value: string,
  dataset: Dataset,
): Checked {
  const say = describeColumn(c),
    rawDenominator = quoteName(`#raw ${c.outcome}.den`)
  const none = `coalesce(TRY_CAST(${rawDenominator} AS DOUBLE) = 0, false)`
  return {
    value: unripeAsZero(c, raw, `CASE WHEN ${raw} IS NULL AND ${none} THEN 0.0 ELSE ${numberOf(raw)} END`, dataset),
    faults: [
      [`${value} IS NULL AND ${raw} IS NULL`, quoteText(`${say} is missing`)],
      [`${value} IS NULL`, message(say, raw, 'is not a number')],
      ...amount(say, value, raw),
      [`${value} <> 0 AND ${none}`, message(say, raw, 'stands where the denominator is 0')],
    ],
  }
}

/** A log of a randomised test holds no action outside the test; it would have no propensity. */
function shareFault(dataset: Dataset, raw: string, value: string): readonly Fault[] {
  if (dataset.propensity.source !== 'design') return []
  const drawn = Object.keys(dataset.propensity.shares)
  return [[`${value} NOT IN ${oneOf(drawn)}`, message('action', raw, 'has no share in propensity.shares')]]
}

function lateFault(c: CanonicalColumn, dataset: Dataset): readonly Fault[] {
  const time = quoteName(c.name)
  const until =
    dataset.observedUntil === undefined
      ? []
      : [
          [
            `${time} > TIMESTAMP ${quoteText(sqlInstant(parseInstant(dataset.observedUntil)!))}`,
            message('time', rawName(c), 'is after observedUntil of the dataset'),
          ] as const,
        ]
  return [
    [`NOT isfinite(${time})`, message('time', rawName(c), 'is not a date or a moment')],
    [
      `year(${time}) NOT BETWEEN ${FIRST_YEAR} AND ${LAST_YEAR}`,
      message('time', rawName(c), `is not between ${FIRST_YEAR} and ${LAST_YEAR}`),
    ],
    ...until,
  ]
}

function finite(say: string, value: string, raw: string): readonly Fault[] {
  return [[`NOT isfinite(${value})`, message(say, raw, 'is not a finite number; leave a missing value empty')]]
}

/** A finite number that can be squared and summed. */
function amount(say: string, value: string, raw: string): readonly Fault[] {
  const beyond = [`abs(${value}) > ${LARGEST_OUTCOME}`, message(say, raw, 'is beyond ±1e15')] as const
  return [...finite(say, value, raw), beyond]
}

/** `age “abc” is not a number`, with the value cut to what fits a line. */
function message(say: string, raw: string, mistake: string): string {
  return `concat(${quoteText(`${say} “`)}, left(CAST(${raw} AS VARCHAR), 60), ${quoteText(`” ${mistake}`)})`
}
