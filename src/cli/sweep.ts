import { findStrategy } from '../app/find-strategy.ts'
import type { SweepDesign } from '../evaluate/selection/variants.ts'
import { sweepVariants } from '../evaluate/selection/variants.ts'
import { choiceOptions, choiceUsage, chooseAndPrint, readChoice } from './choice.ts'
import type { Command } from './command.ts'
import { numberFrom, readArgs, UsageError, wholeNumber } from './command.ts'
import { eachOnce } from './params.ts'

const options = {
  ...choiceOptions,
  grid: { type: 'string', multiple: true },
  random: { type: 'string' },
  lhs: { type: 'string' },
  vary: { type: 'string', multiple: true },
} as const

export const sweepCommand: Command = {
  usage: `usage: huijian sweep <strategy> --dataset <name> (--grid <name=values>… | --random <n> | --lhs <n>) [options]

Tries a strategy with other values of its parameters, hundreds in one pass over the history, and says what is left of
the best one's lift once it is remembered how many were tried: on this question every version ever evaluated counts.
  --dataset <name>       history to judge on; \`huijian datasets\` lists them          (required)
  --grid <name=values>   7,14,28 or 0:50000:10000 (from:to:step); all combinations of the parameters named
  --random <n>           n points drawn within the parameters' ranges
  --lhs <n>              the same as a Latin hypercube: each parameter evenly over its range
  --vary <name>          parameter that is drawn; may be given several times         (default: all)
${choiceUsage}

example: huijian sweep deposit-maturity --dataset demo-bank --grid horizonDays=7,14,28 --grid minBalance=0:50000:10000`,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(argv, options, { name: 'a strategy (a file or an id)', min: 1, max: 1 })
    const choice = await readChoice(values, terminal)
    const design = readDesign(values, choice.seed)
    const strategy = await findStrategy(positionals[0]!, choice.dataset, terminal.cwd)
    await chooseAndPrint(sweepVariants(strategy, design), choice, terminal)
    return 0
  },
}

interface DesignValues {
  readonly grid?: readonly string[] | undefined
  readonly random?: string | undefined
  readonly lhs?: string | undefined
  readonly vary?: readonly string[] | undefined
}

function readDesign({ grid, random, lhs, vary }: DesignValues, seed: number): SweepDesign {
  const given = [grid, random, lhs].filter(value => value !== undefined)
  if (given.length !== 1) throw new UsageError('give one of --grid, --random and --lhs: which values are to be tried?')
  if (grid !== undefined) {
    if (vary !== undefined) throw new UsageError('--vary goes with --random or --lhs; a grid names its parameters')
    return { kind: 'grid', values: Object.fromEntries(eachOnce('grid', grid.map(readValues))) }
  }
  const kind = random === undefined ? 'lhs' : 'random'
  const count = wholeNumber(kind, (random ?? lhs)!, 1, 5_000)
  return { kind, count, seed, ...(vary === undefined ? {} : { vary }) }
}

/** `horizonDays=7,14,28` or `minBalance=0:50000:10000` → name and values. */
function readValues(text: string): readonly [string, readonly number[]] {
  const [, name, list] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name === undefined || list === undefined) throw new UsageError(`--grid takes name=values, not '${text}'`)
  const numbers = list.split(/[,:]/).map(numberFrom)
  if (!numbers.every(Number.isFinite)) throw new UsageError(`--grid ${name}: '${list}' are not numbers`)
  if (!list.includes(':')) return [name, numbers]
  const [from, to, step] = numbers
  const steps = (to! - from!) / step!
  if (numbers.length !== 3 || list.includes(',') || !(steps >= 0 && steps < 5_000)) {
    throw new UsageError(`--grid ${name}: a range is from:to:step with a step towards the end, not '${list}'`)
  }
  // A hair's breadth of rounding must not lose the end of 0:1:0.1.
  const count = Math.floor(steps + 1e-9) + 1
  return [name, Array.from({ length: count }, (_, i) => Number((from! + i * step!).toPrecision(12)))]
}
