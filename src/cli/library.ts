import { homeFolder } from '../app/home.ts'
import { withLibrary } from '../app/with-library.ts'
import { type Library } from '../library/library.ts'
import { renderTable } from '../report/table.ts'
import { canonicalJson } from '../strategy/stored.ts'
import type { Lang } from '../strategy/text.ts'
import type { Command } from './command.ts'
import { readArgs, UsageError, wholeNumber } from './command.ts'
import { langOf } from './shared-options.ts'
import type { Terminal } from './terminal.ts'

const options = {
  dataset: { type: 'string' },
  limit: { type: 'string', default: '20' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  home: { type: 'string' },
} as const

export const libraryCommand: Command = {
  usage: `usage: huijian library list [--dataset <name>] [--limit <n>] [--json] [--lang en|zh]
       huijian library show <run> [--json] [--lang en|zh]

list: the saved runs, newest first, with the versions they compared. show: a run's table again, as it was saved;
a run is named by its id or the first characters of it.
  --dataset <name>    runs on this data set only
  --limit <n>         at most so many runs               (default: 20)
  --json              the runs, or the evaluation, as JSON
  --lang en|zh        language of list and table         (default: from LC_ALL or LANG)
  --home <folder>     where the library is               (default: .huijian)

example: huijian library list --dataset demo-bank`,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(argv, options, { name: 'list or show', min: 1, max: 2 })
    const [what, id] = positionals
    const lang = langOf(values.lang, terminal)
    const limit = wholeNumber('limit', values.limit, 1, 1_000_000)
    if (what === 'list' && id === undefined) {
      withLibrary(homeFolder(values.home, terminal.cwd), library =>
        list(library, values.dataset, limit, values.json, { ...terminal, lang }),
      )
    } else if (what === 'show' && id !== undefined) {
      withLibrary(homeFolder(values.home, terminal.cwd), library => show(library, id, values.json, lang, terminal))
    } else
      throw new UsageError(
        what === 'show'
          ? 'the run to show is missing'
          : `library can list, or show one run, not “${positionals.join(' ')}”`,
      )
    return 0
  },
}

function list(library: Library, dataset: string | undefined, limit: number, json: boolean, terminal: Terminal): void {
  const runs = library.listRuns({ ...(dataset === undefined ? {} : { dataset }), limit })
  if (json) return terminal.out(JSON.stringify(runs))
  const words = terminal.lang === 'zh' ? zh : en
  if (runs.length === 0) return terminal.out(dataset === undefined ? words.none : words.noneOn(dataset))
  for (const run of runs) {
    const versions = run.policies.map(({ id, version }) =>
      version === null ? id : `${id}@${version.slice(0, 4)}${version === run.champion ? words.champion : ''}`,
    )
    // A sweep has hundreds.
    const named =
      versions.length <= MOST_NAMED
        ? versions
        : [...versions.slice(0, MOST_NAMED), words.more(versions.length - MOST_NAMED)]
    const at = run.createdAt.toISOString().slice(0, 16).replace('T', ' ')
    terminal.out(`${run.id}  ${at}  ${run.dataset} ${run.dataHash.slice(0, 4)}  ${named.join(words.list)}`)
  }
}

/** Versions of a run that are named in the list. */
const MOST_NAMED = 8

const en = {
  none: 'No run is saved.',
  noneOn: (dataset: string) => `No run on ${dataset} is saved.`,
  champion: ' (champion)',
  more: (n: number) => `… and ${n} more`,
  list: ', ',
}

const zh: typeof en = {
  none: '尚未保存任何回检。',
  noneOn: dataset => `${dataset} 上尚未保存任何回检。`,
  champion: '（对照）',
  more: n => `…… 另有 ${n} 个`,
  list: '、',
}

function show(library: Library, id: string, json: boolean, lang: Lang, terminal: Terminal): void {
  const run = library.showRun(id)
  if (json) return terminal.out(canonicalJson(run.evaluation))
  const at = `${run.createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  terminal.out(lang === 'zh' ? `回检记录 ${run.id}，保存于 ${at}\n` : `run ${run.id}, saved ${at}\n`)
  terminal.out(renderTable(run.evaluation, { lang, width: terminal.width, colour: terminal.colour }))
}
