// Goal: how fast the engine is and what it holds, on ten million decisions; ratios are within one run.
//   npm run bench -- [--customers 833334] [--home .huijian/bench]

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchHistory, MONTHS } from './history.ts'
import type { Report } from './tasks.ts'

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
  const fast = await inChild('fast')
  const rate = (ms: number) =>
    `${ms.toFixed(0).padStart(7)} ms ${(fast['rows']! / ms / 1000).toFixed(0).padStart(5)} M rows/s`
  const line = (name: string, key: string, note = '') =>
    print(`  ${name.padEnd(34)}${rate(fast[key]!)}   cpu ${fast[`${key}.cpu`]!.toFixed(0).padStart(6)} ms${note}`)
  const times = (a: string, b: string) => `${(fast[a]! / fast[b]!).toFixed(2)}`
  print('\none strategy, n Σw Σw² Σwr Σw²r² per segment, not clustered')
  line('typed-array loop by hand', 'hand')
  line('engine, in process', 'inProcess', `   ${times('inProcess', 'hand')} × by hand`)
  line('engine, 1 worker', 'oneWorker', `   ${times('oneWorker', 'hand')} × by hand   (target ≤ 2)`)
  line('engine, 2 workers', 'twoWorkers', `   ${times('twoWorkers', 'hand')} × by hand`)
  line('DuckDB SQL over Parquet, 2 threads', 'sql', `   engine ${times('sql', 'twoWorkers')} × faster   (target ≥ 4)`)
  print(
    `  largest relative difference between the three: ${fast['disagreement']!.toExponential(1)}   ` +
      `resident ${gigabytes(fast['peak']!)}`,
  )

  print('\nfive strategies × six outcomes, DR and clustered errors')
  for (const [task, name] of [
    ['full1', 'by segment, 1 worker'],
    ['full2', 'by segment, 2 workers'],
    ['months2', 'by segment and month, 2 workers'],
  ] as const) {
    const full = await inChild(task)
    const note = task === 'full2' ? '   (targets ≤ 8 s, ≤ 4 GiB)' : ''
    const perSecond = (full['rows']! / full['wall']! / 1000).toFixed(2).padStart(6)
    print(
      `  ${name.padEnd(34)}${(full['wall']! / 1000).toFixed(2).padStart(7)} s ${perSecond} M rows/s` +
        `   cpu ${(full['cpu']! / 1000).toFixed(1)} s   load ${(full['load']! / 1000).toFixed(1)} s` +
        `   resident ${gigabytes(full['peak']!)}${note}`,
    )
  }

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
  const { fastPath, fullPath } = await import('./tasks.ts')
  const history = await benchHistory(values.home, customers, () => undefined)
  const report =
    task === 'fast' ? await fastPath(history) : await fullPath(history, task === 'full1' ? 1 : 2, task === 'months2')
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
