import { findStrategyAndDataset } from '../app/find-strategy.ts'
import { explainText } from '../strategy/explain.ts'
import { strategyHash } from '../strategy/stored.ts'
import type { Command } from './command.ts'
import { readArgs } from './command.ts'
import { langOf } from './shared-options.ts'

export const explainCommand: Command = {
  usage: `usage: huijian explain <strategy> [--lang en|zh]

Says what a strategy does, rule by rule. A strategy is a file or the id of one kept under strategies/.
  --lang    language of the explanation    (default: from LC_ALL or LANG)

example: huijian explain strategies/demo-bank/deposit-maturity.ts --lang zh`,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(argv, { lang: { type: 'string' } }, { name: 'a strategy', min: 1, max: 1 })
    const lang = langOf(values.lang, terminal)
    const { strategy, dataset } = await findStrategyAndDataset(positionals[0]!, terminal.cwd)
    terminal.out(explainText(strategy, dataset, lang))
    terminal.out(`${strategy.id} · ${dataset.name} · ${strategyHash(strategy)}`)
    return 0
  },
}
