import { backtest } from '../app/backtest.ts'
import { demoSize, generatedDemoBank } from '../app/demo-history.ts'
import { findDataset } from '../app/find-dataset.ts'
import { findStrategy } from '../app/find-strategy.ts'
import { writableHome } from '../app/home.ts'
import { importHistory } from '../history/import-history.ts'
import type { Strategy } from '../strategy/strategy.ts'
import type { Command } from './command.ts'
import { readArgs } from './command.ts'
import { publishAndPrint } from './print-evaluation.ts'
import { langOf, workersOf } from './shared-options.ts'
import type { Terminal } from './terminal.ts'
import { working } from './working.ts'

/** The strategy the demo is about, and two beside it: the rules in force, and what happens when everyone is called. */
const SHOWN = ['deposit-maturity', 'incumbent', 'call-everyone']

const options = {
  lang: { type: 'string' },
  workers: { type: 'string' },
  json: { type: 'boolean', default: false },
  home: { type: 'string' },
} as const

export const demoCommand: Command = {
  usage: `usage: huijian demo [--lang en|zh] [--workers <n>] [--json] [--home <folder>]

Everything once: generates a bank's history (${demoSize.customers} customers, ${demoSize.months} months),
imports it, back-tests ${SHOWN.join(', ')} against what was done,
writes a report and saves the run.
  --lang en|zh        language of table and report    (default: from LC_ALL or LANG)
  --workers <n>       threads                         (default: all processors)
  --json              the evaluation as JSON
  --home <folder>     imports and library             (default: .huijian)

example: huijian demo --lang zh`,

  async run(argv, shell) {
    const { values } = readArgs(argv, options, { name: '', min: 0, max: 0 })
    const lang = langOf(values.lang, shell)
    const terminal: Terminal = { ...shell, lang }
    const workers = workersOf(values.workers, terminal)
    const home = writableHome(values.home, terminal.cwd)

    const dataset = await findDataset('demo-bank', terminal.cwd)
    const file = await generatedDemoBank(demoSize, home, (step, done) => working(terminal, step, done))
    const imported = await importHistory({
      dataset,
      files: [file],
      home,
      onProgress: ({ step, share }) => working(terminal, step, share),
    })
    terminal.progress('')
    const strategies: Strategy[] = []
    for (const id of SHOWN) strategies.push(await findStrategy(id, dataset, terminal.cwd))
    working(terminal, 'evaluating')
    const evaluation = await backtest({
      dataset,
      imported,
      strategies,
      champion: 'logged',
      workers,
      seed: 1,
      examine: {},
    })
    terminal.progress('')
    await publishAndPrint(evaluation, dataset, { json: values.json, lang, home, save: true, report: 'runs' }, terminal)
    return 0
  },
}
