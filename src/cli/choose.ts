// What sweep and compare have in common: every variant ever tried on the question is evaluated again beside the new
// ones, the run goes to the library, and the choice is judged by all of them.
import { compareVariants } from '../app/compare-variants.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import { selectionOf } from '../evaluate/selection/compared.ts'
import type { Selection } from '../evaluate/selection/selection.ts'
import { openHistory } from '../history/cache.ts'
import type { Dataset } from '../history/dataset.ts'
import { openLibrary } from '../library/library.ts'
import { renderSelection } from '../report/selection-table.ts'
import { StrategyError } from '../strategy/errors.ts'
import { canonicalJson, parseStrategy, strategyHash } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import type { Lang } from '../strategy/text.ts'
import { confidenceLevel, UsageError, wholeNumber } from './command.ts'
import { RequestError } from '../app/request-error.ts'
import { findDataset } from './find-dataset.ts'
import { findStrategy } from './find-strategy.ts'
import { libraryFile, writableHome } from './home.ts'
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

export interface Choice {
  readonly dataset: Dataset
  readonly champion: Strategy | null
  readonly outcomes: readonly string[]
  readonly home: string
  readonly data: string | undefined
  readonly walkForward: number
  readonly level: number
  readonly seed: number
  readonly workers: number
  readonly top: number
  readonly json: boolean
  readonly lang: Lang
}

export async function readChoice(values: ChoiceValues, terminal: Terminal): Promise<Choice> {
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
    data: values.data,
    json: values.json,
    home: writableHome(values.home, terminal),
    outcomes: values.outcome ?? Object.keys(dataset.outcomes),
    champion: values.champion === 'logged' ? null : await findStrategy(values.champion, dataset, terminal.cwd),
  }
}

/**
 * Evaluates, saves, judges and prints.
 *
 * @param candidates  may be chosen; the champion among them is passed over
 */
export async function choose(candidates: readonly Strategy[], choice: Choice, terminal: Terminal): Promise<void> {
  const { dataset, champion, outcomes, home } = choice,
    [objective] = outcomes
  const championHash = champion === null ? 'logged' : strategyHash(champion)
  const own = candidates.filter(candidate => strategyHash(candidate) !== championHash)
  if (own.length === 0) throw new RequestError('there is nothing to compare with the champion but the champion itself.')
  const question = { dataset: dataset.name, outcome: objective!, champion: championHash }
  const imported = await openHistory({ dataset, home, ...(choice.data === undefined ? {} : { dataHash: choice.data }) })
  const library = openLibrary(libraryFile(home))
  try {
    const { readable, unreadable } = triedBefore(library.triedVersions(question), dataset)
    const compared = await compareVariants({
      dataset,
      imported,
      variants: [...own, ...readable],
      champion,
      outcomes,
      selectOn: [objective!],
      workers: choice.workers,
      seed: choice.seed,
      level: choice.level,
      onPass: (pass, passes) =>
        working({ ...terminal, lang: choice.lang }, 'evaluating', passes === 1 ? undefined : (pass - 1) / passes),
    })
    terminal.progress('')
    const save = (evaluation: Evaluation) =>
      library.saveRun(evaluation, { createdAt: terminal.now(), random: Math.random })
    const runs = compared.evaluations.map(save)
    const selection = selectionOf(compared, objective!, {
      candidates: new Set(own.map(strategyHash)),
      trials: library.countTrials(question),
      unreadable,
      walkForward: choice.walkForward,
    })
    print(selection, runs, choice, terminal)
  } finally {
    library.close()
  }
}

/** What was tried under another definition of the data set may no longer make sense; it counts still. */
function triedBefore(
  versions: readonly { readonly hash: string; readonly definition: unknown }[],
  dataset: Dataset,
): { readonly readable: readonly Strategy[]; readonly unreadable: number } {
  const readable = versions.flatMap(({ definition }) => {
    try {
      return [parseStrategy(definition, dataset)]
    } catch (error) {
      if (error instanceof StrategyError) return []
      throw error
    }
  })
  return { readable, unreadable: versions.length - readable.length }
}

function print(selection: Selection, runs: readonly string[], choice: Choice, terminal: Terminal): void {
  const { lang, json, top } = choice
  if (json) terminal.out(canonicalJson(selection))
  else terminal.out(renderSelection(selection, { lang, width: terminal.width, colour: terminal.colour, top }))
  const line =
    lang === 'en' ? `saved to the library as run ${runs.join(', ')}` : `已存入策略库，运行编号 ${runs.join('、')}`
  if (json) terminal.note(line)
  else terminal.out(`\n${line}`)
}
