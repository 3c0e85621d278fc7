// Goal: how long the metrics of a score take on ten million decisions, and what they hold at most.
//   npm run bench -- --task uplift

import { upliftMetrics } from 'huijian/uplift'
import { rng } from '../../src/stats/rng.ts'
import type { Report } from './report.ts'

/** Every metric of a continuous score with a 0/1 outcome, first without, then with the errors of 200 half-samples. */
export function upliftTask(rows: number): Report {
  const uniform = rng(1),
    score = Float64Array.from({ length: rows }, uniform)
  const treatment = new Uint8Array(rows),
    outcome = new Uint8Array(rows)
  for (let i = 0; i < rows; i++) {
    treatment[i] = Number(uniform() < 0.5)
    outcome[i] = Number(uniform() < 0.05 + 0.05 * score[i]! * treatment[i]!)
  }
  const measure = (replicates: number) => {
    const before = process.cpuUsage(),
      started = performance.now()
    upliftMetrics({ score, treatment, outcome }, { replicates })
    const wall = performance.now() - started,
      used = process.cpuUsage(before)
    return { wall, cpu: (used.user + used.system) / 1000 }
  }
  const points = measure(0),
    errors = measure(200)
  return { rows, wall: points.wall, cpu: points.cpu, 'errors.wall': errors.wall, 'errors.cpu': errors.cpu }
}
