// How often do the default intervals of DR and SNIPS hold the truth, and at what width? Four bandits with a known
// truth, 5,000 histories each, refusals off.
//
//   npm run study:coverage                       5,000 histories, writes docs/coverage.md (about four minutes)
//   npm run study:coverage -- --histories 300    a smaller form, which writes nothing
//
// Exit code 1 when a bound below is missed; a smaller form allows for its own Monte Carlo error.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { evaluateLog } from '../../src/estimate/rows/evaluate-log.ts'
import type { LogEstimate } from '../../src/estimate/rows/log-estimates.ts'
import { twoSidedZ } from '../../src/stats/normal.ts'
import type { Scenario } from './bandit.ts'
import { drawLog, makeWorld, trueValue } from './bandit.ts'
import { answerPart, inProcess, percent } from './study.ts'

// Rates, exploration, actions, decisions and published figures: `ci_coverage_sim.json`, 1,000 histories each.
export const scenarios: readonly Scenario[] = [
  {
    name: 'A, moderate rate',
    rate: 0.3,
    exploration: 0.5,
    actions: 5,
    decisions: 2_000,
    slope: 0.15,
    noise: 6,
    seed: 4,
    published: { truth: 0.4063592177043085, essRatio: 0.13482228962393766 },
  },
  {
    name: 'B, rare',
    rate: 0.02,
    exploration: 0.3,
    actions: 5,
    decisions: 2_000,
    slope: 0.145,
    noise: 2.2,
    seed: 10,
    published: { truth: 0.0323035964410298, essRatio: 0.11225644776237682 },
  },
  {
    name: 'C, rare, little exploration',
    rate: 0.02,
    exploration: 0.05,
    actions: 10,
    decisions: 20_000,
    slope: 0.15,
    noise: 4,
    seed: 10,
    published: { truth: 0.03805125864933218, essRatio: 0.007105349539784752 },
  },
  {
    name: 'D, high rate',
    rate: 0.7,
    exploration: 0.5,
    actions: 5,
    decisions: 2_000,
    slope: 0.75,
    noise: 3.5,
    seed: 8,
    published: { truth: 0.9100727243272668, essRatio: 0.15724275631080034 },
  },
]

const BOUNDS = { coverage: 0.935, width: 1.25, truth: 0.1, essRatio: 0.2 } as const
const FULL_RUN = 5_000
const LEVEL = 0.95
const TRUTH_CONTEXTS = 4_000_000

interface Tally {
  covered: number
  normalCovered: number
  width: number
  normalWidth: number
}
type Tallies = Record<'dr' | 'snips', Tally>
interface Part {
  readonly scenario: Scenario
  readonly truth: number
  readonly from: number
  readonly to: number
}
interface PartResult {
  readonly tallies: Tallies
  readonly essRatio: number
}
interface Line extends PartResult {
  readonly scenario: Scenario
  readonly truth: number
}

if (!answerPart(study)) process.exitCode = await main()

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      histories: { type: 'string', default: String(FULL_RUN) },
      workers: { type: 'string', default: '2' },
    },
  })
  const histories = Number(values.histories),
    workers = Number(values.workers),
    isFull = histories >= FULL_RUN
  const lines: Line[] = []
  for (const scenario of scenarios) {
    const contexts = isFull ? TRUTH_CONTEXTS : TRUTH_CONTEXTS / 10
    const truth = trueValue(makeWorld(scenario), contexts, `truth of ${scenario.name}`)
    const share = (k: number) => Math.floor((histories * k) / workers)
    const parts = await Promise.all(
      Array.from({ length: workers }, (_, k) =>
        inProcess<PartResult>(import.meta.url, { scenario, truth, from: share(k), to: share(k + 1) } satisfies Part),
      ),
    )
    lines.push({ scenario, truth, ...together(parts) })
  }
  const table = tableOf(lines, histories)
  console.log(table)
  if (isFull) writeFileSync(new URL('../../docs/coverage.md', import.meta.url), documentOf(table, histories))
  return Number(!lines.map(line => holds(line, histories, isFull)).every(Boolean))
}

function study({ scenario, truth, from, to }: Part): PartResult {
  const world = makeWorld(scenario),
    tallies = { dr: emptyTally(), snips: emptyTally() }
  let essRatio = 0
  for (let history = from; history < to; history++) {
    const evaluated = evaluateLog(drawLog(world, `${scenario.name}/${history}`), { level: LEVEL })
    count(tallies.dr, evaluated.dr, truth)
    count(tallies.snips, evaluated.snips, truth)
    essRatio += evaluated.diagnostics.effectiveSampleSize / scenario.decisions
  }
  return { tallies, essRatio }
}

function emptyTally(): Tally {
  return { covered: 0, normalCovered: 0, width: 0, normalWidth: 0 }
}

/** An estimate without an interval has not covered. */
function count(into: Tally, estimate: LogEstimate | null, truth: number): void {
  if (estimate === null || estimate.interval === null) return
  const {
      value,
      standardError,
      interval: [low, high],
    } = estimate,
    half = twoSidedZ(LEVEL) * standardError
  into.covered += Number(low <= truth && truth <= high)
  into.normalCovered += Number(Math.abs(value - truth) <= half)
  into.width += high - low
  into.normalWidth += 2 * half
}

function together(parts: readonly PartResult[]): PartResult {
  const tallies = { dr: emptyTally(), snips: emptyTally() }
  for (const part of parts) {
    for (const name of ['dr', 'snips'] as const) {
      for (const key of Object.keys(tallies[name]) as (keyof Tally)[]) tallies[name][key] += part.tallies[name][key]
    }
  }
  return { tallies, essRatio: parts.reduce((sum, part) => sum + part.essRatio, 0) }
}

function tableOf(lines: readonly Line[], histories: number): string {
  const rows = lines.flatMap(({ scenario, truth, tallies, essRatio }) =>
    (['snips', 'dr'] as const).map(name => {
      const { covered, normalCovered, width, normalWidth } = tallies[name]
      const { published } = scenario
      return [
        scenario.name,
        truth.toPrecision(4),
        published.truth.toPrecision(4),
        percent(essRatio / histories),
        percent(published.essRatio),
        name.toUpperCase(),
        percent(covered / histories),
        percent(normalCovered / histories),
        (width / histories).toPrecision(3),
        `× ${(width / normalWidth).toFixed(2)}`,
      ]
    }),
  )
  const head = [
    'scenario',
    'truth',
    'published',
    'ESS/n',
    'published',
    'estimator',
    'covers',
    'normal covers',
    'mean width',
    'of normal',
  ]
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

function holds({ scenario, truth, tallies, essRatio }: Line, histories: number, isFull: boolean): boolean {
  const { published, name } = scenario
  const slack = isFull ? 0 : 3 * Math.sqrt((0.05 * 0.95) / histories)
  const check = (claim: string, isTrue: boolean) => {
    if (!isTrue) console.log(`MISSED: ${name}: ${claim}`)
    return isTrue
  }
  return [
    check('truth within 10 % of the published one', Math.abs(truth / published.truth - 1) <= BOUNDS.truth),
    check('ESS/n within 20 %', Math.abs(essRatio / histories / published.essRatio - 1) <= BOUNDS.essRatio),
    ...(['dr', 'snips'] as const).flatMap(of => [
      check(`${of} covers ${percent(BOUNDS.coverage)}`, tallies[of].covered / histories >= BOUNDS.coverage - slack),
      check(
        `${of} is at most ${BOUNDS.width} times as wide as normal`,
        tallies[of].width <= BOUNDS.width * tallies[of].normalWidth,
      ),
    ]),
  ].every(Boolean)
}

function documentOf(table: string, histories: number): string {
  return `# Coverage of the default intervals

How often the default 95 % interval of SNIPS and of DR holds the true value, over ${histories} simulated histories per
scenario, refusals off. \`normal\` is the value ± 1.96 standard errors, which heavy weights that met no event make too
narrow. Written by \`npm run study:coverage\`; nothing here is typed by hand.

${table}

**Generator.** \`test/study/bandit.ts\`: contexts x ~ N(0, I₅); the rate of action a is logistic(logit(rate) + α_a +
θ_a·x) with coefficients drawn once per scenario from a fixed seed; the target takes the best action; the logging policy
takes the best of scores seen through noise, or with probability ε any action. DR uses each action's mean outcome,
cross-fitted in five folds. Rate, ε, number of actions and of decisions are those of the four scenarios in
\`ci_coverage_sim.json\`, whose truths and effective sample sizes are the columns named "published". Slope, noise and
seeds were chosen so that those two agree; they stand in \`test/study/coverage.ts\`.

The truth is the mean rate over ${TRUTH_CONTEXTS / 1_000_000} million fresh contexts. The standard error of a coverage
is about ${percent(Math.sqrt((0.05 * 0.95) / histories))}.
`
}
