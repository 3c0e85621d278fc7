import { join, resolve } from 'node:path'
import { findDataset, listDatasets } from '../app/find-dataset.ts'
import { writeDrafts } from '../app/write-drafts.ts'
import { draftDataset } from '../history/draft/dataset.ts'
import { draftStrategy } from '../history/draft/strategy.ts'
import type { Command } from './command.ts'
import { readArgs, UsageError } from './command.ts'
import { delimiterOf } from './shared-options.ts'
import type { Terminal } from './terminal.ts'

const usage = `usage: huijian new dataset <name> --file <file> --action <column> --outcome <column> [options]
       huijian new strategy <name> --dataset <name>

dataset: drafts datasets/<name>/index.ts in the current folder from a file of past decisions: types, levels, ranges,
columns that look as if they were known only afterwards. strategy: drafts strategies/<dataset>/<name>.ts, with comments
that teach. Both drafts run as they stand; read them and correct them before you believe a figure.
  --file <file>            past decisions, one a line: CSV, Parquet or JSON lines
  --action <column>        what was done (\`hold\` or empty: nothing)
  --outcome <column>       what came of it; column=value when one value is the event; may be given several times
  --customer <column>      whose decision it was; without it each line is taken as a customer
  --time <column>          when it was made; without it there are no months
  --propensity <column>    with which probability it was made; without it propensities are modelled
  --delimiter <c>          separator of CSV columns                   (default: found out)
  --dataset <name>         data set of the new strategy

example: huijian new dataset spring-calls --file contacts.csv --customer client --time called_at \\
           --action channel --outcome sold`

const options = {
  file: { type: 'string' },
  action: { type: 'string' },
  outcome: { type: 'string', multiple: true, default: [] as string[] },
  customer: { type: 'string' },
  time: { type: 'string' },
  propensity: { type: 'string' },
  delimiter: { type: 'string' },
  dataset: { type: 'string' },
} as const

export const newCommand: Command = {
  usage,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(argv, options, {
      name: 'what to draft (dataset or strategy) and its name',
      min: 2,
      max: 2,
    })
    const [what, name] = positionals as [string, string]
    if (what === 'dataset') {
      const { file, action, outcome, dataset: _, delimiter, ...columns } = values,
        separated = delimiterOf(delimiter)
      if (file === undefined || action === undefined || outcome.length === 0) {
        throw new UsageError('a data set is drafted from --file, --action and --outcome at least')
      }
      const question = { name, file: resolve(terminal.cwd, file), action, outcome, ...columns, ...separated }
      write(await draftDataset(question), terminal)
      terminal.out(`next: read it, then
  huijian import ${name} --file ${file}${delimiter === undefined ? '' : ` --delimiter '${delimiter}'`}
  huijian new strategy first --dataset ${name}`)
      return 0
    }
    if (what !== 'strategy') throw new UsageError(`dataset or strategy can be drafted, not “${what}”`)
    if (values.dataset === undefined) throw new UsageError('--dataset is missing: for which data set?')
    const dataset = await findDataset(values.dataset, terminal.cwd)
    const own = listDatasets(terminal.cwd)
      .find(one => one.name === dataset.name)!
      .file.startsWith(join(terminal.cwd, 'datasets'))
    write(
      draftStrategy({ name, dataset, ...(own ? {} : { importFrom: `huijian/datasets/${dataset.name}` }) }),
      terminal,
    )
    const path = `strategies/${dataset.name}/${name}.ts`
    terminal.out(`next: read it, then
  huijian explain ${path}
  huijian backtest ${path} --dataset ${dataset.name}`)
    return 0
  },
}

function write(files: Readonly<Record<string, string>>, terminal: Terminal): void {
  writeDrafts(files, terminal.cwd)
  for (const path of Object.keys(files)) terminal.out(`wrote ${path}`)
}
