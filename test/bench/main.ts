// Goal: how fast the engine is and what it holds, on ten million decisions; ratios are within one run.
//   npm run bench -- [--customers 833334] [--home .huijian/bench]

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchHistory, MONTHS } from './history.ts'
import type { Report } from './report.ts'

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '833334' },
    home: { type: 'string', default: '.huijian/bench' },
    task: { type: 'string' }, // one task, as JSON; the bench calls itself
  },
})
const customers = Number(values.customers)
const print = (line: string) => process.stdout.write(`${line}\n`)

if (values.task !== undefined) print(JSON.stringify(await runTask(values.task)))
else await runAll()

async function runAll(): Promise<void> {
  const decisions = (customers * MONTHS).toLocaleString('en'),
    people = customers.toLocaleString('en')
  print(`bench: ${decisions} decisions of ${people} customers, 12 segments, Node ${process.version}`)
  await benchHistory(values.home, customers, print)
  await printOneStrategy()
  await printFiveStrategies()
  const sweep = await inChild('sweep')
  const million = (sweep['rows']! / 1e6).toFixed(1)
  print(
    `\nsweep: ${sweep['variants']} variants × ${million} M decisions × 3 outcomes, ` +
      `${sweep['passes']} pass, 2 workers`,
  )
  print(
    `  ${'to the gate'.padEnd(34)}${(sweep['wall']! / 1000).toFixed(2).padStart(7)} s` +
      `   cpu ${(sweep['cpu']! / 1000).toFixed(1)} s   resident ${gigabytes(sweep['peak']!)}   (target ≤ 30 s)`,
  )

  const logistic = await inChild('logistic')
  print(`\nlogistic regression, ${logistic['rows']} × ${logistic['columns']}, ${logistic['iterations']} Newton steps`)
  print(
    `  first fit ${logistic['slowest']!.toFixed(0)} ms, fastest of five ${logistic['fastest']!.toFixed(0)} ms` +
      '   (target ≤ 1 s)',
  )

  print('\nuplift of a score: Qini, AUUC, uplift@k, percentiles, TOC')
  const uplift = await inChild('uplift')
  for (const [key, name] of [
    ['', 'without errors'],
    ['errors.', 'with 200 half-samples'],
  ] as const) {
    const note = key === '' ? `   resident ${gigabytes(uplift['peak']!)}   (targets ≤ 10 s, ≤ 2 GiB)` : ''
    print(
      `  ${name.padEnd(34)}${(uplift[`${key}wall`]! / 1000).toFixed(2).padStart(7)} s` +
        `   cpu ${(uplift[`${key}cpu`]! / 1000).toFixed(1)} s${note}`,
    )
  }
}

/** Ratios first: they hold on any machine. */
async function printOneStrategy(): Promise<void> {
  const race = await inChild('one-strategy')
  const times = (a: string, b: string) => `${(race[a]! / race[b]!).toFixed(2)} ×`
  print(`\none strategy, one outcome, 12 segments: DR, SNIPS, differences, clustered errors (${race['sums']} sums)`)
  print(`  the command's path, 2 workers     ${times('twoWorkers', 'hand')} a loop by hand in one thread`)
  print(`  the command's path, 1 worker      ${times('oneWorker', 'hand')} a loop by hand in one thread`)
  print(`  the same sums in DuckDB SQL       ${times('sql', 'twoWorkers')} the command's path with 2 workers`)
  print(`  largest relative difference of any sum: ${race['disagreement']!.toExponential(1)}`)
  for (const [key, name] of [
    ['hand', 'two loops by hand, 1 thread'],
    ['twoWorkers', 'session to evaluation, 2 workers'],
    ['oneWorker', 'session to evaluation, 1 worker'],
    ['sql', 'DuckDB over Parquet, 2 threads'],
  ] as const) {
    const ms = race[key]!,
      rate = (race['rows']! / ms / 1000).toFixed(0).padStart(5)
    print(
      `  ${name.padEnd(34)}${ms.toFixed(0).padStart(7)} ms ${rate} M rows/s` +
        `   cpu ${race[`${key}.cpu`]!.toFixed(0).padStart(6)} ms`,
    )
  }
}

async function printFiveStrategies(): Promise<void> {
  print(
    '\nfive strategies × six outcomes: DR, SNIPS, differences, clustered errors; from the opened session to the evaluation',
  )
  for (const [task, name] of [
    ['five-1', 'by segment, 1 worker'],
    ['five-2', 'by segment, 2 workers'],
    ['five-months', 'by segment and month, 2 workers'],
  ] as const) {
    const full = await inChild(task)
    const note = task === 'five-2' ? '   (targets ≤ 3 s, ≤ 4 GiB)' : ''
    const perSecond = (full['rows']! / full['wall']! / 1000).toFixed(2).padStart(6)
    print(
      `  ${name.padEnd(34)}${(full['wall']! / 1000).toFixed(2).padStart(7)} s ${perSecond} M rows/s` +
        `   cpu ${(full['cpu']! / 1000).toFixed(1)} s   opening ${(full['open']! / 1000).toFixed(1)} s` +
        `   resident ${gigabytes(full['peak']!)}${note}`,
    )
  }
}

async function runTask(task: string): Promise<Report> {
  if (task === 'logistic') return (await import('./logistic.ts')).logisticTask()
  if (task === 'sweep') {
    const { sweepTask } = await import('./sweep.ts')
    return { ...(await sweepTask()), peak: process.resourceUsage().maxRSS * 1024 }
  }
  if (task === 'uplift') {
    const { upliftTask } = await import('./uplift.ts')
    return { ...upliftTask(customers * MONTHS), peak: process.resourceUsage().maxRSS * 1024 }
  }
  const history = await benchHistory(values.home, customers, () => undefined)
  if (task === 'one-strategy') return (await import('./one-strategy/race.ts')).oneStrategy(history)
  const { fiveStrategies } = await import('./five-strategies.ts')
  const report = await fiveStrategies(history, task === 'five-1' ? 1 : 2, task === 'five-months')
  return { ...report, peak: process.resourceUsage().maxRSS * 1024 }
}

function inChild(task: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        ...process.execArgv,
        fileURLToPath(import.meta.url),
        '--task',
        task,
        '--customers',
        String(customers),
        '--home',
        values.home,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let out = ''
    child.stdout.on('data', (text: Buffer) => {
      out += text
    })
    child.on('error', reject)
    child.on('exit', code =>
      code === 0 ? resolve(JSON.parse(out) as Report) : reject(new Error(`task ${task} ended with code ${code}`)),
    )
  })
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(2)} GiB`
}
