// Goal: how long a logistic regression of 50,000 decisions on 30 features takes (target ≤ 1 s).
//   npm run bench -- --task logistic

import { denseMatrix, fitLogit } from 'huijian/stats'
import { normalDraws, rng } from '../../src/stats/rng.ts'
import type { Report } from './report.ts'

/** Maximum likelihood without a penalty, the slowest and the fastest of five fits: the first compiles. */
export function logisticTask(): Report {
  const rows = 50_000,
    columns = 30,
    uniform = rng(1),
    normal = normalDraws(uniform)
  const x = Float64Array.from({ length: rows * columns }, () => normal())
  const beta = Array.from({ length: columns }, () => 0.3 * normal())
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const eta = beta.reduce((sum, b, j) => sum + b * x[i * columns + j]!, -1)
    return uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0
  })
  let slowest = 0,
    fastest = Infinity,
    iterations = 0
  for (let run = 0; run < 5; run++) {
    const started = performance.now()
    iterations = fitLogit(denseMatrix(x, columns), y, 2).iterations
    const wall = performance.now() - started
    slowest = Math.max(slowest, wall)
    fastest = Math.min(fastest, wall)
  }
  return { rows, columns, iterations, slowest, fastest }
}
