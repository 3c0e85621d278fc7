import { say } from '../strategy/text.ts'
import type { Command } from './command.ts'
import { oneOf, readArgs } from './command.ts'
import { listDatasets, readDataset } from './find-dataset.ts'
import { strategyIds } from './find-strategy.ts'

export const datasetsCommand: Command = {
  usage: `usage: huijian datasets [--lang en|zh]

Lists the data sets of the current folder's datasets/ and those that come with huijian, each with what it is,
where its files come from, and the strategies kept for it.
  --lang    language of titles       (default: from LC_ALL or LANG)

example: huijian datasets`,

  async run(argv, terminal) {
    const { values } = readArgs(
      argv,
      { lang: { type: 'string', default: terminal.lang } },
      { name: '', min: 0, max: 0 },
    )
    const lang = oneOf('lang', values.lang, ['en', 'zh'])
    for (const found of listDatasets(terminal.cwd)) {
      const dataset = await readDataset(found)
      const files = dataset.source.files.map(file => file.name).join(', ')
      const strategies = strategyIds(found.name, terminal.cwd).join(', ')
      terminal.out(`${found.name}${found.own ? ' (yours)' : ''}: ${say(dataset.title, lang)}`)
      terminal.out(
        `  source      ${dataset.source.publisher}, ${dataset.source.licence}${files === '' ? '' : `: ${files}`}`,
      )
      terminal.out(`  actions     ${dataset.actions.length}, outcomes ${Object.keys(dataset.outcomes).join(', ')}`)
      terminal.out(`  strategies  ${strategies === '' ? 'none yet: `huijian new strategy` drafts one' : strategies}\n`)
    }
    return 0
  },
}
