// The parts of a drafted definition, as lines. Every value of the data goes through `literal`, `note` or `oneLine`, so
// that no name can break out of its string or its comment.

import { actionKey } from '../../strategy/catalogue.ts'
import { quoteName, quoteText } from '../sql-names.ts'
import type { DraftedAction } from './actions.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { DraftedFeature, LeftOut } from './features.ts'
import { key, literal, note, oneLine } from './names.ts'
import type { DraftedOutcome } from './outcomes.ts'

export interface DatasetDraft {
  readonly name: string
  /** Name of the file that was read, without its folder. */
  readonly file: string
  readonly rows: number
  readonly id: ColumnProfile | null
  readonly customer: ColumnProfile | null
  readonly time: ColumnProfile | null
  /** Its instants carry a zone. */
  readonly zoned: boolean
  readonly action: ColumnProfile
  readonly actions: readonly DraftedAction[]
  readonly propensity: ColumnProfile | null
  readonly outcomes: readonly DraftedOutcome[]
  readonly features: readonly DraftedFeature[]
  readonly leaks: readonly LeftOut[]
  readonly leftOut: readonly LeftOut[]
  /** Columns that may be the customer, when none was named. */
  readonly customerCandidates: readonly string[]
}

export const both = (text: string) => `{ en: ${literal(text)}, zh: ${literal(text)} }`
export const count = (n: number) => n.toLocaleString('en')

const column = (profile: ColumnProfile) => literal(quoteName(profile.name))
const UNIT = `      unit: '?', // QUESTION: in what is it counted?`

export function decisionLines(draft: DatasetDraft): readonly string[] {
  const { id, customer, time, zoned, action, actions, customerCandidates } = draft
  return [
    '  decision: {',
    ...(id === null ? [] : [`    id: ${column(id)},`]),
    ...(customer === null
      ? [
          ...note('    ', 'No customer: each row is taken as a customer of its own, and every report says so.'),
          ...customerCandidates.flatMap(name =>
            note(
              '    ',
              `QUESTION: is it ${oneLine(name)}? Then write: customer: ${oneLine(literal(quoteName(name)), 200)},`,
            ),
          ),
        ]
      : [...missing(customer, 'customer'), `    customer: ${column(customer)},`]),
    ...(time === null
      ? note('    ', 'No time: reports have no months, and nothing can be checked to have come before.')
      : [...missing(time, 'time'), ...(zoned ? zoneNote(time) : []), `    time: ${column(time)},`]),
    ...decisionAction(action, actions),
    '  },',
  ]
}

/** The cast names the type that a text with a zone and Parquet's own type both have. */
const zoneNote = ({ name }: ColumnProfile) =>
  note(
    '    ',
    'QUESTION: the moments carry a zone and are moved to UTC, ' +
      'so months and days begin at midnight UTC. Are those of the bank’s clock wanted? Then write, for every table alike: ' +
      `time: ${oneLine(literal(`timezone('Asia/Shanghai', CAST(${quoteName(name)} AS TIMESTAMPTZ))`), 200)},`,
  )

function missing(profile: ColumnProfile, what: string): readonly string[] {
  return profile.missing === 0
    ? []
    : note(
        '    ',
        `QUESTION: ${count(profile.missing)} rows have no ${what}. ` +
          'Import sets them aside, and refuses when they are many.',
      )
}

function decisionAction(action: ColumnProfile, actions: DatasetDraft['actions']): readonly string[] {
  const meanings = actions.flatMap(a => a.values.map(({ text }) => [text, actionKey(a)] as const))
  if (action.missing === 0 && meanings.every(([text, name]) => text === name)) return [`    action: ${column(action)},`]
  const text = `CAST(${quoteName(action.name)} AS VARCHAR)`
  const held = action.missing > 0 && !meanings.some(([value]) => value === 'hold') ? [['hold', 'hold'] as const] : []
  return [
    ...note('    ', 'Each value of the file, and the action it means. Anything else is refused when it is imported.'),
    ...(action.missing === 0
      ? []
      : note(
          '    ',
          `QUESTION: ${count(action.missing)} rows have no value here. Was nothing done then? They are taken as hold.`,
        )),
    '    action: [',
    `      ${literal(`CASE ${action.missing === 0 ? text : `coalesce(nullif(${text}, ''), 'hold')`}`)},`,
    ...[...meanings, ...held].map(
      ([value, name]) => `      ${literal(`WHEN ${quoteText(value)} THEN ${quoteText(name)}`)},`,
    ),
    `      ${literal(`ELSE ${text} END`)},`,
    `    ].join(' '),`,
  ]
}

export function featureLines({ name, column, kind, from, questions }: DraftedFeature): readonly string[] {
  const { min, max, values } = column
  const seen = [
    ...(kind === 'number' && min !== null && max !== null ? [`${min} to ${max} in the file`] : []),
    ...(column.missing > 0 ? [`missing on ${count(column.missing)} rows`] : []),
  ]
  const levels = (values ?? []).map(({ text, rows }) => `        ${literal(text)}, // ${count(rows)} rows`)
  return [
    ...questions.flatMap(text => note('    ', `QUESTION: ${text}`)),
    `    ${key(name)}: {${seen.length === 0 ? '' : ` // ${seen.join(', ')}`}`,
    `      kind: '${kind}',`,
    ...(kind === 'number' ? [UNIT] : []),
    ...(kind === 'number' && min !== null && min >= 0 ? ['      min: 0,'] : []),
    ...(kind === 'category' ? ['      levels: [', ...levels, '      ],'] : []),
    ...(from === null ? [] : [`      from: ${literal(from)},`]),
    `      nature: 'dynamic',`,
    `      label: ${both(column.name)},`,
    '    },',
  ]
}

export function actionLines({ actions }: DatasetDraft): readonly string[] {
  return [
    ...note(
      '  ',
      'QUESTION: channel and offer were read off the values. Unit costs and minutes can be added: ' +
        '{ …, unitCost: 3.5, minutes: 4 }.',
    ),
    ...(actions.every(a => a.logged)
      ? []
      : note(
          '  ',
          'Doing nothing (hold) was never logged, so history cannot ' +
            'compare contacting people with leaving them alone.',
        )),
    '  actions: [',
    ...actions.map(({ channel, offer, values, logged, guessed }) => {
      const label = values.map(v => v.text).join(', ') || (logged ? 'do nothing' : 'do nothing (never logged)')
      const what = offer === undefined ? '' : `, offer: ${literal(offer)}`
      const question = guessed ? ' // QUESTION: by which channel?' : ''
      return `    { channel: '${channel}'${what}, label: ${both(label)} },${question}`
    }),
    '  ],',
  ]
}

export function propensityLines({ propensity }: DatasetDraft): readonly string[] {
  if (propensity !== null) return [`  propensity: { source: 'logged', from: ${column(propensity)} },`]
  return [
    ...note(
      '  ',
      'The log does not say how likely each action was, so propensities are modelled: the share of each ' +
        'action within a segment, and every number is marked “modelled”. That is right only if, within a segment, ' +
        'nothing that decided the action also moves the outcome. There are no segments yet, so it is one share for ' +
        'everybody. QUESTION: what were the actions decided by? Make segments of it. If they were drawn at random in ' +
        `known shares, nothing needs to be assumed: write { source: 'design', shares: { 'hold': 1 / 3, … } } instead.`,
    ),
    `  propensity: { source: 'modelled' },`,
  ]
}

export function outcomeLines(outcome: DraftedOutcome): readonly string[] {
  const { name, label, measure, direction, from, denominator, missing } = outcome
  const counted = measure === 'rate' || outcome.column.kind === 'boolean'
  return [
    ...(missing === 0
      ? []
      : note('    ', `${count(missing)} rows have no value: this is the average among those that have one.`)),
    `    ${key(name)}: {`,
    `      kind: ${direction === 'lower' ? `'risk'` : `'conversion'`},`,
    `      measure: '${measure}',`,
    `      direction: '${direction}', // QUESTION: is ${direction} better?`,
    '      horizonDays: 0, // QUESTION: within how many days of the decision does it count? 0: known at once.',
    ...(counted ? [] : [UNIT]),
    ...(measure === 'ratio'
      ? [`      numerator: ${literal(from)},`, `      denominator: ${literal(denominator)},`]
      : [`      from: ${literal(from)},`]),
    `      label: ${both(label)},`,
    '    },',
  ]
}

export function segmentLines({ features }: DatasetDraft): readonly string[] {
  const example = features.find(f => f.kind === 'category' && f.column.distinct <= 12)
  const level = example?.column.values?.[0]?.text
  const body =
    example === undefined || level === undefined
      ? `segment('id', 'title', condition)`
      : `segment('first', ${oneLine(literal(level), 60)}, f.${example.name}.is(${oneLine(literal(level), 60)}))`
  return [
    ...note(
      '  ',
      'Reports are broken down by segment; a customer belongs to the first that holds, else to “other”. ' +
        `For example, with import { defineDataset, segment } from 'huijian':`,
    ),
    `  // segments: f => [${body}],`,
  ]
}
