import { resolve } from 'node:path'
import { demoSize, generatedDemoBank } from '../app/demo-history.ts'
import { findDataset } from '../app/find-dataset.ts'
import { writableHome } from '../app/home.ts'
import type { Dataset } from '../history/dataset.ts'
import { importHistory } from '../history/import-history.ts'
import { importedLines } from '../report/import-summary.ts'
import type { Command } from './command.ts'
import { numberBetween, readArgs, UsageError, wholeNumber } from './command.ts'
import { delimiterOf, langOf, seedOf } from './shared-options.ts'
import type { Terminal } from './terminal.ts'
import { working } from './working.ts'

const options = {
  file: { type: 'string', multiple: true, default: [] as string[] },
  delimiter: { type: 'string' },
  'quarantine-limit': { type: 'string' },
  generate: { type: 'boolean', default: false },
  customers: { type: 'string' },
  months: { type: 'string' },
  seed: { type: 'string' },
  lang: { type: 'string' },
  home: { type: 'string' },
} as const

export const importCommand: Command = {
  usage: `usage: huijian import <dataset> --file <file> [--file <file> …]
       huijian import demo-bank --generate [--customers <n>] [--months <n>] [--seed <n>]

Reads CSV, Parquet or JSON lines as the data set's definition says, checks every row, and keeps the history in
.huijian for back-tests. Rows that cannot be right are set aside in a file with line number and reason; above the
data set's limit the import fails. The same file is recognised and not read again.
  --file <file>              a file of the history; may be given several times
  --delimiter <c>            separator of CSV columns                       (default: found out)
  --quarantine-limit <0-1>   share of bad rows that is put up with          (default: the data set's)
  --generate                 make the demo bank's history first
  --customers <n>            customers of the demo bank                     (default: ${demoSize.customers})
  --months <n>               months of the demo bank                        (default: ${demoSize.months})
  --seed <n>                 seed of the demo bank                          (default: ${demoSize.seed})
  --lang en|zh               language of progress and result               (default: from LC_ALL or LANG)
  --home <folder>            where imports are kept                         (default: .huijian)

example: huijian import hillstrom --file hillstrom.csv`,

  async run(argv, shell) {
    const { values, positionals } = readArgs(argv, options, { name: 'the data set', min: 1, max: 1 })
    const lang = langOf(values.lang, shell)
    const terminal: Terminal = { ...shell, lang }
    const size = {
      customers: wholeNumber('customers', values.customers ?? String(demoSize.customers), 1, 100_000_000),
      months: wholeNumber('months', values.months ?? String(demoSize.months), 1, 120),
      seed: seedOf(values.seed ?? String(demoSize.seed)),
    }
    const limit = values['quarantine-limit']
    const quarantineLimit = limit === undefined ? undefined : numberBetween('quarantine-limit', limit, 0, 1)
    const delimiter = delimiterOf(values.delimiter)
    const dataset = await findDataset(positionals[0]!, terminal.cwd)
    const generate = values.generate || (dataset.name === 'demo-bank' && values.file.length === 0)
    if (generate && values.file.length > 0) throw new UsageError('--generate makes its own file; leave --file out')
    if (generate && dataset.name !== 'demo-bank')
      throw new UsageError(`only demo-bank can be generated; name ${dataset.name}'s file with --file`)
    if (!generate && [values.customers, values.months, values.seed].some(given => given !== undefined)) {
      throw new UsageError('--customers, --months and --seed belong to --generate')
    }
    if (!generate && values.file.length === 0)
      throw new UsageError(`which file? Name it with --file. ${filesOf(dataset)}`)

    const home = writableHome(values.home, terminal.cwd)
    const files = generate
      ? [await generatedDemoBank(size, home, (step, done) => working(terminal, step, done))]
      : values.file.map(file => resolve(terminal.cwd, file))
    const imported = await importHistory({
      dataset,
      files,
      home,
      onProgress: ({ step, share }) => working(terminal, step, share),
      ...(quarantineLimit === undefined ? {} : { quarantineLimit }),
      ...delimiter,
    })
    terminal.progress('')
    terminal.out(importedLines(imported, lang))
    return 0
  },
}

function filesOf(dataset: Dataset): string {
  const { url, files } = dataset.source
  return `It is ${files.map(file => file.name).join(', ')}${url === undefined ? '' : `, from ${url}`}.`
}
