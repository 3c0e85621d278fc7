// The drafted files as text. Every value of the data goes through `literal` or `oneLine`, so that no name can break out.
import { actionKey } from '../strategy/catalogue.ts'
import type { DraftedAction } from './draft-actions.ts'
import type { DraftedFeature, LeftOut } from './draft-features.ts'
import { key, literal, oneLine } from './draft-names.ts'
import type { DraftedOutcome } from './draft-outcomes.ts'
import type { ColumnProfile } from './draft-profile.ts'
import { quoteName, quoteText } from './sql-names.ts'

export interface DatasetDraft {
  readonly name: string
  /** Name of the file that was read, without its folder. */
  readonly file: string
  readonly rows: number
  readonly id: ColumnProfile | null
  readonly customer: ColumnProfile | null
  readonly time: ColumnProfile | null
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

export function writeDataset(draft: DatasetDraft): string {
  return [
    `// Drafted from ${oneLine(draft.file)} (${count(draft.rows)} rows). It imports and back-tests as it stands; what a program`,
    '// cannot know is marked QUESTION. Whatever was taken for known only afterwards stands under `leaks`, with the reason.',
    `import { defineDataset } from 'huijian'`,
    '',
    'export default defineDataset({',
    `  name: ${literal(draft.name)},`,
    `  title: ${both(draft.name)}, // QUESTION: what is this history, in words?`,
    '  source: {',
    `    publisher: 'unknown', // QUESTION: whose data is it,`,
    `    licence: 'unknown', // QUESTION: and what may be done with it?`,
    `    files: [{ name: ${literal(draft.file)}, rows: ${draft.rows} }],`,
    '  },',
    ...decisionLines(draft),
    '  // What was known before the decision. A strategy can speak of nothing else.',
    '  features: {', ...draft.features.flatMap(featureLines), '  },',
    ...leftOutLines(draft.leftOut),
    ...actionLines(draft),
    ...propensityLines(draft),
    '  outcomes: {', ...draft.outcomes.flatMap(outcomeLines), '  },',
    ...segmentLines(draft),
    '  // Known only after the decision, or suspected of it. To use a column, be sure it was known before; then delete its',
    '  // line here and describe it above.',
    '  leaks: {', ...draft.leaks.map(({ column, reason }) => `    ${key(column)}: ${literal(reason)},`), '  },',
    '})', '',
  ].join('\n')
}

const both = (text: string) => `{ en: ${literal(text)}, zh: ${literal(text)} }`
const count = (n: number) => n.toLocaleString('en')
const sql = (profile: ColumnProfile) => literal(quoteName(profile.name))

function decisionLines({ id, customer, time, action, actions, customerCandidates }: DatasetDraft): readonly string[] {
  const same = action.missing === 0 && actions.every(a => a.values.every(({ text }) => text === actionKey(a)))
  const cases = actions.flatMap(a => a.values.map(({ text }) => `WHEN ${quoteText(text)} THEN ${quoteText(actionKey(a))}`))
  const column = `CAST(${quoteName(action.name)} AS VARCHAR)`
  return [
    '  decision: {',
    ...id === null ? [] : [`    id: ${sql(id)},`],
    ...customer !== null ? [`    customer: ${sql(customer)},`] : [
      '    // No customer: each row is taken as a customer of its own, and every report says so.',
      ...customerCandidates.map(name => `    // QUESTION: is it ${oneLine(name)}? Then write: customer: ${oneLine(literal(quoteName(name)), 200)},`)],
    ...missing(customer, 'customer'),
    ...time === null ? ['    // No time: reports have no months, and nothing can be checked to have come before.'] : [`    time: ${sql(time)},`],
    ...missing(time, 'time'),
    ...same ? [`    action: ${literal(quoteName(action.name))},`] : [
      '    // Each value of the file, and the action it means. Anything else is refused when it is imported.',
      ...action.missing === 0 ? [] : [`    // QUESTION: ${count(action.missing)} rows have no value here. Was nothing done then? They are taken as hold.`],
      `    action: [`, `      ${literal(`CASE ${action.missing === 0 ? column : `coalesce(nullif(${column}, ''), 'hold')`}`)},`, ...cases.map(text => `      ${literal(text)},`),
      ...action.missing === 0 || actions[0]!.values.some(v => v.text === 'hold') ? [] : [`      ${literal(`WHEN 'hold' THEN 'hold'`)},`],
      `      ${literal(`ELSE ${column} END`)},`, `    ].join(' '),`],
    '  },',
  ]
}

function missing(profile: ColumnProfile | null, what: string): readonly string[] {
  return profile === null || profile.missing === 0 ? []
    : [`    // QUESTION: ${count(profile.missing)} rows have no ${what}. Import sets them aside, and refuses when they are many.`]
}

function featureLines({ name, column, kind, from, questions }: DraftedFeature): readonly string[] {
  const { min, max, values } = column
  const range = kind === 'number' && min !== null && max !== null ? ` ${min} to ${max} in the file` : ''
  const gaps = column.missing === 0 ? '' : `${range === '' ? ' ' : ', '}missing on ${count(column.missing)} rows`
  return [
    ...questions.map(text => `    // QUESTION: ${oneLine(text, 110)}`),
    `    ${key(name)}: {${range + gaps === '' ? '' : ` //${range}${gaps}`}`,
    `      kind: '${kind}',`,
    ...kind === 'number' ? [`      unit: '?', // QUESTION: in what is it counted?`, ...min !== null && min >= 0 ? ['      min: 0,'] : []] : [],
    ...kind === 'category' ? ['      levels: [', ...values!.map(({ text, rows }) => `        ${literal(text)}, // ${count(rows)} rows`), '      ],'] : [],
    ...from === null ? [] : [`      from: ${literal(from)},`],
    `      nature: 'dynamic',`,
    `      label: ${both(column.name)},`,
    '    },',
  ]
}

function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  return leftOut.length === 0 ? [] : ['  // Not features:', ...leftOut.map(({ column, reason }) => `  // ${oneLine(column)}: ${oneLine(reason, 110)}`)]
}

function actionLines({ actions }: DatasetDraft): readonly string[] {
  return [
    '  // QUESTION: channel and offer were read off the values. Unit costs and minutes can be added: { …, unitCost: 3.5, minutes: 4 }.',
    ...actions.some(a => !a.logged)
      ? ['  // Doing nothing (hold) was never logged, so history cannot compare contacting people with leaving them alone.'] : [],
    '  actions: [',
    ...actions.map(a => `    { channel: '${a.channel}'${a.offer === undefined ? '' : `, offer: ${literal(a.offer)}`}, label: ` +
      `${both(a.values.map(v => v.text).join(', ') || (a.logged ? 'do nothing' : 'do nothing (never logged)'))} },` +
      (a.guessed ? ' // QUESTION: by which channel?' : '')),
    '  ],',
  ]
}

function propensityLines({ propensity }: DatasetDraft): readonly string[] {
  if (propensity !== null) return [`  propensity: { source: 'logged', from: ${sql(propensity)} },`]
  return [
    '  // The log does not say how likely each action was, so propensities are modelled: the share of each action within a',
    '  // segment, and every number is marked “modelled”. That is right only if, within a segment, nothing that decided the',
    '  // action also moves the outcome. There are no segments yet, so it is one share for everybody: QUESTION: what were the',
    '  // actions decided by? Make segments of it. If they were drawn at random in known shares, nothing needs to be assumed:',
    `  // write { source: 'design', shares: { 'hold': 1 / 3, … } } instead.`,
    `  propensity: { source: 'modelled' },`,
  ]
}

function outcomeLines(outcome: DraftedOutcome): readonly string[] {
  const { name, label, measure, direction, from, denominator, missing } = outcome
  return [
    ...missing === 0 ? [] : [`    // ${count(missing)} rows have no value: this is the average among those that have one.`],
    `    ${key(name)}: {`,
    `      kind: ${direction === 'lower' ? `'risk'` : `'conversion'`},`,
    `      measure: '${measure}',`,
    `      direction: '${direction}', // QUESTION: is ${direction} better?`,
    '      horizonDays: 0, // QUESTION: within how many days of the decision does it count? 0: known at once.',
    ...measure === 'rate' || outcome.column.kind === 'boolean' ? [] : [`      unit: '?', // QUESTION: in what is it counted?`],
    ...measure === 'ratio' ? [`      numerator: ${literal(from)},`, `      denominator: ${literal(denominator)},`] : [`      from: ${literal(from)},`],
    `      label: ${both(label)},`,
    '    },',
  ]
}

function segmentLines({ features }: DatasetDraft): readonly string[] {
  const example = features.find(f => f.kind === 'category' && f.column.distinct <= 12)
  const level = example?.column.values?.[0]?.text
  const body = example === undefined || level === undefined ? `segment('id', 'title', condition)`
    : `segment('first', ${oneLine(literal(level), 60)}, f.${example.name}.is(${oneLine(literal(level), 200)}))`
  return [
    '  // Reports are broken down by segment; a customer belongs to the first that holds, else to “other”. For example, with',
    `  // import { defineDataset, segment } from 'huijian':`,
    `  // segments: f => [${body}],`,
  ]
}

export function writeReadme(draft: DatasetDraft): string {
  return [
    `# ${draft.name}`, '',
    `Drafted from \`${oneLine(draft.file)}\`, ${count(draft.rows)} rows. Read \`index.ts\` from top to bottom once and answer every QUESTION in it;`,
    'then replace this page by what the history is, where it comes from and what may be done with it.', '',
    `    huijian import ${draft.name} --file ${oneLine(draft.file)}`,
    `    huijian new strategy first --dataset ${draft.name}`,
    `    huijian backtest strategies/${draft.name}/first.ts --dataset ${draft.name} --champion logged`, '',
    '| column | read as |', '|---|---|',
    ...draft.features.map(f => row([f.column.name, `feature \`${f.name}\` (${f.kind})`])),
    ...draft.outcomes.map(o => row([o.column.name, `outcome \`${o.name}\` (${o.measure})`])),
    ...draft.leaks.map(l => row([l.column, `leak: ${l.reason}`])),
    ...draft.leftOut.map(l => row([l.column, `left out: ${l.reason}`])), '',
  ].join('\n')
}

const row = (cells: readonly string[]) => `| ${cells.map(cell => oneLine(cell, 120).replaceAll('|', '\\|')).join(' | ')} |`
