import { findStrategy } from '../app/find-strategy.ts'
import { applyParams } from '../app/read-strategies.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { choiceOptions, choiceUsage, chooseAndPrint, readChoice } from './choice.ts'
import type { Command } from './command.ts'
import { readArgs } from './command.ts'
import { readParams } from './params.ts'

const options = { ...choiceOptions, param: { type: 'string', multiple: true, default: [] as string[] } } as const

export const compareCommand: Command = {
  usage: `usage: huijian compare <strategy…> --dataset <name> [options]

Judges a strategy that was chosen among many: its lift over the champion as it looks and deflated, whether the best of
all ever tried on this question is more than luck (SPA), and whether choosing would have held over time (walk-forward).
The library knows what was tried; all of it is evaluated again. With several strategies the best of them is judged.
  --dataset <name>       history to judge on; \`huijian datasets\` lists them          (required)
  --param <name=value>   another value for a parameter, in every strategy that has it
${choiceUsage}

example: huijian compare deposit-maturity --dataset demo-bank --param horizonDays=14 --outcome conversion`,

  async run(argv, terminal) {
    const wanted = { name: 'a strategy (a file or an id)', min: 1, max: Infinity }
    const { values, positionals } = readArgs(argv, options, wanted)
    const params = readParams(values.param)
    const choice = await readChoice(values, terminal)
    const strategies: Strategy[] = []
    for (const name of positionals) strategies.push(await findStrategy(name, choice.dataset, terminal.cwd))
    await chooseAndPrint(applyParams(strategies, params), choice, terminal)
    return 0
  },
}
