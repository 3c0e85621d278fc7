import { resolve } from 'node:path'
import { findDataset } from '../app/find-dataset.ts'
import { homeFolder, writableHome } from '../app/home.ts'
import { testLeakage } from '../history/leakage/test-leakage.ts'
import { renderLeakage } from '../report/leakage-table.ts'
import { canonicalJson } from '../strategy/stored.ts'
import type { Command } from './command.ts'
import { readArgs } from './command.ts'
import { delimiterOf, langOf } from './shared-options.ts'
import { working } from './working.ts'

const options = {
  file: { type: 'string', multiple: true, default: [] as string[] },
  offer: { type: 'string', multiple: true, default: [] as string[] },
  outcome: { type: 'string' },
  delimiter: { type: 'string' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  home: { type: 'string' },
} as const

export const leakageCommand: Command = {
  usage: `usage: huijian leakage <dataset> [--offer <column>] [--outcome <name>] [--file <file>]

Looks for features that know what was not known yet when the decision was made: computes them again with later data cut
off, measures how much ranking power each carries, and compares judging by time with judging in between. Exit code 1
when a feature leaks, or when there is too little data to tell.
  --offer <column>     take a column of the file as a feature for this test, also one declared under leaks; may be
                       given several times
  --outcome <name>     what features are to rank; a rate or a mean       (default: the first rate)
  --file <file>        file of the history; may be given several times   (default: what was imported last)
  --delimiter <c>      separator of CSV columns                          (default: found out)
  --json               the findings as JSON
  --lang en|zh         language of the findings                          (default: from LC_ALL or LANG)
  --home <folder>      where imports are kept                            (default: .huijian)

example: huijian leakage bank-marketing --offer duration`,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(argv, options, { name: 'the data set', min: 1, max: 1 })
    const delimiter = delimiterOf(values.delimiter)
    const lang = langOf(values.lang, terminal)
    const dataset = await findDataset(positionals[0]!, terminal.cwd)
    const report = await testLeakage({
      dataset,
      home: (values.file.length === 0 ? homeFolder : writableHome)(values.home, terminal.cwd),
      offer: values.offer,
      ...(values.file.length === 0 ? {} : { files: values.file.map(file => resolve(terminal.cwd, file)) }),
      ...delimiter,
      ...(values.outcome === undefined ? {} : { outcome: values.outcome }),
      onProgress: (step, done) => working({ ...terminal, lang }, step, done),
    })
    terminal.progress('')
    if (values.json) terminal.out(canonicalJson(report))
    else terminal.out(renderLeakage(report, dataset, { lang, width: terminal.width, colour: terminal.colour }))
    return report.leaks.length === 0 && report.failures.length === 0 ? 0 : 1
  },
}
