// `huijian new strategy`: a first strategy that runs, with comments that teach how to write the second.

import { actionKey, type ActionSpec, type FeatureSpec } from '../../strategy/catalogue.ts'
import type { Dataset } from '../dataset.ts'
import { HistoryError } from '../history-error.ts'
import { literal, note, oneLine } from './names.ts'

export interface StrategyQuestion {
  readonly name: string
  readonly dataset: Dataset
  /** What the file imports the dataset from; the definition two folders up when absent. */
  readonly importFrom?: string
}

/**
 * @returns the text of `strategies/<dataset>/<name>.ts` by that path
 * @throws {HistoryError} when the name cannot be an id
 */
export function draftStrategy({ name, dataset, importFrom }: StrategyQuestion): Readonly<Record<string, string>> {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u.test(name)) {
    throw new HistoryError(
      `“${name}” cannot name a strategy: use letters, digits, “-”, “_” and “.”, as in “savers-first”.`,
    )
  }
  const from = importFrom ?? `../../datasets/${dataset.name}/index.ts`
  return { [`strategies/${dataset.name}/${name}.ts`]: write(name, dataset, from) }
}

/** One condition of the draft, and the customer it holds for. */
interface StrategyDraft {
  readonly comment: string
  readonly param: readonly string[]
  readonly condition: string
  readonly customer: string
}

function write(name: string, dataset: Dataset, from: string): string {
  const contacts = dataset.actions.filter(a => a.channel !== 'hold')
  const [main = hold, second = main] = contacts
  const pick = (kinds: readonly FeatureSpec['kind'][], not?: string) =>
    Object.entries(dataset.features).find(([feature, spec]) => kinds.includes(spec.kind) && feature !== not)
  const first = pick(['number']) ?? pick(['boolean', 'category', 'day'])
  const other = pick(['category', 'boolean'], first?.[0])
  const rules = [
    ...(first === undefined ? [] : [{ title: 'first rule', action: main, ...condition(...first) }]),
    ...(other === undefined ? [] : [{ title: 'second rule', action: second, ...condition(...other) }]),
    ...(first === undefined && other === undefined ? [{ title: 'everyone', action: main, ...everyone }] : []),
  ]
  const combining = rules.some(r => r.condition === 'all()') ? ['all'] : []
  const words = [...new Set(['defineStrategy', ...combining, ...rules.map(r => r.action.channel)])]
  const params = rules.flatMap(r => r.param)
  const example = rules[0]!
  return [
    `import { ${words.toSorted().join(', ')} } from 'huijian'`,
    `import dataset from ${literal(from)}`,
    '',
    ...note(
      '',
      'A strategy is a list of rules. For each customer the first rule whose condition holds decides; when ' +
        'none holds, the customer is left alone (hold). An editor completes names after `f.`: there is only what was ' +
        'known before the decision.',
    ),
    'export default defineStrategy(dataset, {',
    `  id: ${literal(name)},`,
    `  title: { en: ${literal(name)}, zh: ${literal(name)} }, // say in one line what it does`,
    `  scenario: {`,
    `    line: { en: 'retail', zh: '零售' },`,
    `    journey: { en: 'campaign', zh: '营销活动' },`,
    `    trigger: { en: 'campaign day', zh: '活动日' },`,
    `  },`,
    ...(params.length === 0
      ? []
      : [
          ...note('  ', 'Numbers worth tuning. The range is what a slider or a sweep may try.'),
          '  params: {',
          ...params.map(line => `    ${line}`),
          '  },',
        ]),
    ...note(
      '  ',
      'A tenth of the decisions is drawn at random among the allowed actions. Without that, the next ' +
        'history could only tell what this strategy did, never what another one would have done.',
    ),
    '  exploration: 0.1,',
    `  rules: (${params.length > 0 ? 'f, p' : rules.some(r => r.condition.startsWith('f.')) ? 'f' : ''}) => [`,
    ...rules.flatMap(({ comment, action: { channel, offer }, title, condition }) => [
      ...note('    ', comment),
      `    ${channel}(${literal(title)}, ${condition}${offer === undefined ? '' : `, { offer: ${literal(offer)} }`}),`,
    ]),
    ...note(
      '    ',
      `Conditions combine: all(a, b), any(a, b), not(a), imported from 'huijian'. A comparison with an ` +
        'unknown value does not hold, so not(…) holds for it; .isMissing() asks for it.',
    ),
    ...note('    ', `Sparing somebody is a rule too: hold('reason', condition). all() without conditions is everyone.`),
    ...note('    ', `Actions here: ${oneLine(dataset.actions.map(actionKey).join(', '), 300)}`),
    '  ],',
    ...note('  ', 'Customers everybody can picture, and what should happen to them. They are no part of the version.'),
    '  examples: [',
    '    {',
    `      name: 'Ann, whom the first rule is about',`,
    `      customer: { ${example.customer} }, action: ${literal(actionKey(example.action))},`,
    '    },',
    '  ],',
    '})',
    '',
  ].join('\n')
}

const hold: ActionSpec = { channel: 'hold', label: { en: 'hold', zh: '不联系' } }
const everyone: StrategyDraft = { comment: 'Everyone.', param: [], condition: 'all()', customer: '' }

function condition(feature: string, spec: FeatureSpec): StrategyDraft {
  switch (spec.kind) {
    case 'number': {
      const min = spec.min ?? 0,
        max = spec.max ?? min + 100,
        middle = (min + max) / 2
      return {
        comment: `below, atMost, is, atLeast, above, between; also plus, minus, times. Unit: ${oneLine(spec.unit)}.`,
        param: [`threshold: { default: ${middle}, min: ${min}, max: ${max}, unit: ${literal(spec.unit)} },`],
        condition: `f.${feature}.atLeast(p.threshold)`,
        customer: `${feature}: ${middle}`,
      }
    }
    case 'category': {
      const level = literal(spec.levels[0]!)
      return {
        comment: 'is, isOneOf. Levels are checked by the compiler.',
        param: [],
        condition: `f.${feature}.is(${level})`,
        customer: `${feature}: ${level}`,
      }
    }
    case 'boolean':
      return {
        comment: 'isTrue, isFalse.',
        param: [],
        condition: `f.${feature}.isTrue()`,
        customer: `${feature}: true`,
      }
    case 'day':
      return {
        comment: 'before, onOrBefore, on, onOrAfter, after, between; daysUntil and daysSince give numbers.',
        param: [],
        condition: `f.${feature}.onOrAfter('2025-01-01')`,
        customer: `${feature}: '2025-01-01'`,
      }
  }
}
