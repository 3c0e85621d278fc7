import { backtest } from '../app/backtest.ts'
import { findDataset } from '../app/find-dataset.ts'
import { homeFolder } from '../app/home.ts'
import { readStrategies } from '../app/read-strategies.ts'
import { openHistory } from '../history/cache.ts'
import { readArgs, confidenceLevel, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { examineOptions, examineRequest, examineUsage } from './examine-options.ts'
import { readParams } from './params.ts'
import { publishAndPrint } from './print-evaluation.ts'
import { langOf, seedOf, workersOf } from './shared-options.ts'
import { working } from './working.ts'

const usage = `usage: huijian backtest <strategy…> --dataset <name> [options]

Estimates what strategies would have earned on a data set's past decisions, against a champion on the same rows.
A strategy is a file (.ts, or .json in stored form) or the id of one kept under strategies/<dataset>/.
  --dataset <name>       history to judge on; \`huijian datasets\` lists them          (required)
  --champion <which>     logged (what was done), a file or an id                     (default: logged)
  --outcome <name>       judge this outcome only; may be given several times         (default: all)
  --param <name=value>   another value for a parameter, in every strategy that has it
  --level <0.8-1>        two-sided confidence of the intervals                       (default: 0.95)
${examineUsage}
  --seed <n>             seed of every random draw, printed in the report            (default: 1)
  --workers <n>          threads; the figures are the same for any number            (default: all processors)
  --data <hash>          an earlier import, by the first letters of its data hash    (default: the newest)
  --json                 print the evaluation as JSON (docs/evaluation-json.md)
  --lang en|zh           language of table and report                                (default: from LC_ALL or LANG)
  --report <file>        where to write the report                                   (default: runs/<run>.html)
  --no-report            write no report
  --no-save              leave the library as it is; \`compare\` will not count these trials
  --home <folder>        imports and library                                         (default: .huijian)

example: huijian backtest strategies/demo-bank/*.ts --dataset demo-bank --champion logged`

const options = {
  dataset: { type: 'string' },
  champion: { type: 'string', default: 'logged' },
  outcome: { type: 'string', multiple: true },
  param: { type: 'string', multiple: true, default: [] as string[] },
  level: { type: 'string', default: '0.95' },
  ...examineOptions,
  seed: { type: 'string', default: '1' },
  workers: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  report: { type: 'string' },
  'no-report': { type: 'boolean', default: false },
  'no-save': { type: 'boolean', default: false },
  home: { type: 'string' },
} as const

export const backtestCommand: Command = {
  usage,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(argv, options, {
      name: 'a strategy (a file or an id)',
      min: 1,
      max: Infinity,
    })
    if (values.dataset === undefined) throw new UsageError('--dataset is missing: on which history?')
    const settings = {
      examine: examineRequest(values),
      level: confidenceLevel(values.level),
      seed: seedOf(values.seed),
      workers: workersOf(values.workers, terminal),
    }
    const lang = langOf(values.lang, terminal)
    const params = readParams(values.param)
    const home = homeFolder(values.home, terminal.cwd)

    const dataset = await findDataset(values.dataset, terminal.cwd)
    const { strategies, champion } = await readStrategies(
      { named: positionals, champion: values.champion, params },
      dataset,
      terminal.cwd,
    )
    const imported = await openHistory({
      dataset,
      home,
      ...(values.data === undefined ? {} : { dataHash: values.data }),
    })
    working({ ...terminal, lang }, 'evaluating')
    const evaluation = await backtest({
      dataset,
      imported,
      strategies,
      champion,
      ...settings,
      ...(values.outcome === undefined ? {} : { outcomes: values.outcome }),
    })
    terminal.progress('')
    await publishAndPrint(
      evaluation,
      dataset,
      {
        json: values.json,
        lang,
        home,
        save: !values['no-save'],
        report: values['no-report'] ? null : (values.report ?? 'runs'),
      },
      terminal,
    )
    return 0
  },
}
