import { findStrategyAndDataset } from '../app/find-strategy.ts'
import { RequestError } from '../app/request-error.ts'
import { diffStrategies } from '../strategy/diff.ts'
import type { Command } from './command.ts'
import { readArgs } from './command.ts'
import { langOf } from './shared-options.ts'

export const diffCommand: Command = {
  usage: `usage: huijian diff <before> <after> [--lang en|zh]

Says in plain words what the second strategy does otherwise than the first. Each is a file or an id.
  --lang    language of the sentences    (default: from LC_ALL or LANG)

example: huijian diff legacy-rules deposit-maturity`,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(
      argv,
      { lang: { type: 'string' } },
      { name: 'a strategy to compare', min: 2, max: 2 },
    )
    const lang = langOf(values.lang, terminal)
    const before = await findStrategyAndDataset(positionals[0]!, terminal.cwd)
    const after = await findStrategyAndDataset(positionals[1]!, terminal.cwd)
    if (before.dataset.name !== after.dataset.name) {
      throw new RequestError(
        `${before.strategy.id} is for ${before.dataset.name} and ${after.strategy.id} for ${after.dataset.name}; ` +
          'only strategies for one data set can be compared.',
      )
    }
    const changes = diffStrategies(before.strategy, after.strategy, after.dataset, lang)
    terminal.out(changes.length === 0 ? same[lang] : changes.join('\n'))
    return 0
  },
}

const same = { en: 'The two definitions are the same.', zh: '两个定义相同。' } as const
