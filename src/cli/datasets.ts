import { listDatasets, readDataset } from '../app/find-dataset.ts'
import { strategyIds } from '../app/find-strategy.ts'
import { say } from '../strategy/text.ts'
import type { Command } from './command.ts'
import { readArgs } from './command.ts'
import { langOf } from './shared-options.ts'

export const datasetsCommand: Command = {
  usage: `usage: huijian datasets [--lang en|zh]

Lists the data sets of the current folder's datasets/ and those that come with huijian, each with what it is,
where its files come from, and the strategies kept for it.
  --lang    language of the list     (default: from LC_ALL or LANG)

example: huijian datasets`,

  async run(argv, terminal) {
    const { values } = readArgs(argv, { lang: { type: 'string' } }, { name: '', min: 0, max: 0 })
    const lang = langOf(values.lang, terminal),
      words = lang === 'zh' ? zh : en
    let unreadable = 0
    for (const found of listDatasets(terminal.cwd)) {
      // One that is being written must not hide the others.
      const dataset = await readDataset(found).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      )
      if (typeof dataset === 'string') {
        unreadable++
        terminal.out(`${found.name}${found.own ? words.own : ''}${words.colon}${words.unreadable}\n  ${dataset}\n`)
        continue
      }
      const { publisher, licence, files } = dataset.source
      const named = files.length === 0 ? '' : `: ${files.map(file => file.name).join(', ')}`
      const strategies = strategyIds(found.name, terminal.cwd).join(', ')
      terminal.out(`${found.name}${found.own ? words.own : ''}${words.colon}${say(dataset.title, lang)}`)
      terminal.out(`  ${words.source}${publisher}, ${licence}${named}`)
      terminal.out(`  ${words.actions(dataset.actions.length, Object.keys(dataset.outcomes).join(', '))}`)
      terminal.out(`  ${words.strategies}${strategies === '' ? words.noStrategy : strategies}\n`)
    }
    return unreadable === 0 ? 0 : 1
  },
}

const en = {
  own: ' (yours)',
  colon: ': ',
  source: 'source      ',
  strategies: 'strategies  ',
  actions: (n: number, outcomes: string) => `actions     ${n}, outcomes ${outcomes}`,
  noStrategy: 'none yet: `huijian new strategy` drafts one',
  unreadable: 'cannot be used',
}

const zh: typeof en = {
  own: '（自有）',
  colon: '：',
  source: '来源  ',
  strategies: '策略  ',
  actions: (n, outcomes) => `动作  ${n} 个，指标 ${outcomes}`,
  noStrategy: '尚无：可用 `huijian new strategy` 起草',
  unreadable: '无法使用',
}
