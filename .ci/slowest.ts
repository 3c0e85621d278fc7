// A reporter of vitest: at the end of a run, the ten files that took longest, with their imports and hooks, which the
// times of the JSON report leave out.

import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

export default class Slowest implements Reporter {
  onTestRunEnd(files: readonly TestModule[]): void {
    const took = files.map(file => {
      const { collectDuration, duration } = file.diagnostic()
      return { path: relative(file.project.config.root, file.moduleId), seconds: (collectDuration + duration) / 1000 }
    })
    const slowest = took.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10)
    for (const { path, seconds } of slowest) console.log(`slowest: ${seconds.toFixed(1)} s ${path}`)
  }
}
