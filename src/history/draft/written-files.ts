// The drafted files as text.

import {
  actionLines,
  both,
  count,
  decisionLines,
  featureLines,
  outcomeLines,
  propensityLines,
  segmentLines,
  type DatasetDraft,
} from './definition-parts.ts'
import { key, literal, note, oneLine } from './names.ts'

export function writeDataset(draft: DatasetDraft): string {
  return [
    ...note(
      '',
      `Drafted from ${oneLine(draft.file)} (${count(draft.rows)} rows). It imports and back-tests as it ` +
        'stands; what a program cannot know is marked QUESTION. Whatever was taken for known only afterwards stands ' +
        'under `leaks`, with the reason.',
    ),
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
    ...note('  ', 'What was known before the decision. A strategy can speak of nothing else.'),
    '  features: {',
    ...draft.features.flatMap(featureLines),
    '  },',
    ...(draft.leftOut.length === 0
      ? []
      : [
          ...note('  ', 'Not features:'),
          ...draft.leftOut.flatMap(({ column, reason }) => note('  ', `${oneLine(column)}: ${reason}`)),
        ]),
    ...actionLines(draft),
    ...propensityLines(draft),
    '  outcomes: {',
    ...draft.outcomes.flatMap(outcomeLines),
    '  },',
    ...segmentLines(draft),
    ...note(
      '  ',
      'Known only after the decision, or suspected of it. To use a column, be sure it was known before; ' +
        'then delete its line here and describe it above.',
    ),
    '  leaks: {',
    ...draft.leaks.map(({ column, reason }) => `    ${key(column)}: ${literal(reason)},`),
    '  },',
    '})',
    '',
  ].join('\n')
}

export function writeReadme(draft: DatasetDraft): string {
  return [
    `# ${draft.name}`,
    '',
    `Drafted from \`${oneLine(draft.file)}\`, ${count(draft.rows)} rows. Read \`index.ts\` from top to bottom once`,
    'and answer every QUESTION in it; then replace this page by what the history is, where it comes from and what',
    'may be done with it.',
    '',
    `    huijian import ${draft.name} --file ${oneLine(draft.file)}`,
    `    huijian new strategy first --dataset ${draft.name}`,
    `    huijian backtest strategies/${draft.name}/first.ts --dataset ${draft.name} --champion logged`,
    '',
    '| column | read as |',
    '|---|---|',
    ...draft.features.map(f => row([f.column.name, `feature \`${f.name}\` (${f.kind})`])),
    ...draft.outcomes.map(o => row([o.column.name, `outcome \`${o.name}\` (${o.measure})`])),
    ...draft.leaks.map(l => row([l.column, `leak: ${l.reason}`])),
    ...draft.leftOut.map(l => row([l.column, `left out: ${l.reason}`])),
    '',
  ].join('\n')
}

const row = (cells: readonly string[]) =>
  `| ${cells.map(cell => oneLine(cell, 120).replaceAll('|', '\\|')).join(' | ')} |`
