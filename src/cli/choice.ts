// The options sweep and compare have in common, and how their result is printed.

import type { Choice } from '../app/choose.ts'
import { choose } from '../app/choose.ts'
import { findDataset } from '../app/find-dataset.ts'
import { findStrategy } from '../app/find-strategy.ts'
import { writableHome } from '../app/home.ts'
import { renderSelection } from '../report/selection-table.ts'
import { canonicalJson } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import type { Lang } from '../strategy/text.ts'
import { confidenceLevel, UsageError, wholeNumber } from './command.ts'
import { langOf, seedOf, workersOf } from './shared-options.ts'
import type { Terminal } from './terminal.ts'
import { working } from './working.ts'

export const choiceOptions = {
  dataset: { type: 'string' },
  champion: { type: 'string', default: 'logged' },
  outcome: { type: 'string', multiple: true },
  'walk-forward': { type: 'string', default: '3' },
  level: { type: 'string', default: '0.95' },
  seed: { type: 'string', default: '1' },
  workers: { type: 'string' },
  data: { type: 'string' },
  top: { type: 'string', default: '10' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  home: { type: 'string' },
} as const

/** Their lines in the usage text. */
export const choiceUsage = `\
  --champion <which>     logged (what was done), a file or an id                     (default: logged)
  --outcome <name>       choose by this outcome; further ones are measured beside it (default: all, the first chooses)
  --walk-forward <n>     times to choose on earlier months and measure on later ones (default: 3)
  --top <n>              variants listed                                             (default: 10)
  --level <0.8-1>        two-sided confidence; the gate tests at 1 − level           (default: 0.95)
  --seed <n>             seed of every random draw                                   (default: 1)
  --workers <n>          threads; the figures are the same for any number            (default: all processors)
  --data <hash>          an earlier import, by the first letters of its data hash    (default: the newest)
  --json                 print the selection as JSON
  --lang en|zh           language of the table                                       (default: from LC_ALL or LANG)
  --home <folder>        imports and library                                         (default: .huijian)`

/** The options as `readArgs` gives them. */
export type ChoiceValues = {
  readonly [K in keyof typeof choiceOptions]?: string | boolean | readonly string[] | undefined
} & {
  readonly dataset?: string | undefined
  readonly champion: string
  readonly outcome?: readonly string[] | undefined
  readonly 'walk-forward': string
  readonly level: string
  readonly seed: string
  readonly workers?: string | undefined
  readonly data?: string | undefined
  readonly top: string
  readonly json: boolean
  readonly lang?: string | undefined
  readonly home?: string | undefined
}

/** What is asked, and how it is shown. */
export interface ChoiceAsked extends Choice {
  readonly top: number
  readonly json: boolean
  readonly lang: Lang
}

export async function readChoice(values: ChoiceValues, terminal: Terminal): Promise<ChoiceAsked> {
  if (values.dataset === undefined) throw new UsageError('--dataset is missing: on which history?')
  const settings = {
    level: confidenceLevel(values.level),
    seed: seedOf(values.seed),
    workers: workersOf(values.workers, terminal),
    walkForward: wholeNumber('walk-forward', values['walk-forward'], 1, 120),
    top: wholeNumber('top', values.top, 1, 10_000),
    lang: langOf(values.lang, terminal),
  }
  const dataset = await findDataset(values.dataset, terminal.cwd)
  return {
    dataset,
    ...settings,
    now: terminal.now,
    onProgress: (step, done) => working({ ...terminal, lang: settings.lang }, step, done),
    data: values.data,
    json: values.json,
    home: writableHome(values.home, terminal.cwd),
    outcomes: values.outcome ?? Object.keys(dataset.outcomes),
    champion: values.champion === 'logged' ? null : await findStrategy(values.champion, dataset, terminal.cwd),
  }
}

/** Chooses, and prints what is known of the choice. */
export async function chooseAndPrint(
  candidates: readonly Strategy[],
  asked: ChoiceAsked,
  terminal: Terminal,
): Promise<void> {
  const { lang, json, top } = asked
  const { selection, runs } = await choose(candidates, asked)
  terminal.progress('')
  if (json) terminal.out(canonicalJson(selection))
  else terminal.out(renderSelection(selection, { lang, width: terminal.width, colour: terminal.colour, top }))
  const line =
    lang === 'en' ? `saved to the library as run ${runs.join(', ')}` : `已存入策略库，运行编号 ${runs.join('、')}`
  if (json) terminal.note(line)
  else terminal.out(`\n${line}`)
}
