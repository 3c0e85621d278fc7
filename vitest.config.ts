import { defineConfig } from 'vitest/config'

// Strategy files import `huijian` by name; in the repository that name means the sources.
const conditions = ['huijian-source']

/** What computes and opens nothing, so that a file of tests can leave nothing behind for the next. */
const rooms = ['stats', 'strategy', 'policy', 'moments', 'estimate', 'uplift', 'evaluate', 'report']
const computing = rooms.map(room => `test/${room}/**/*.test.ts`)

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    execArgv: ['--conditions=huijian-source'],
    // Every core: by default one is left free, which on two cores halves the speed.
    maxWorkers: '100%',
    // Generous: tests start processes and simulate; none of them measures time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      // Modules are loaded once for all of them.
      { extends: true, test: { name: 'computing', include: computing, isolate: false } },
      { extends: true, test: { name: 'working', include: ['test/**/*.test.ts'], exclude: computing } },
    ],
  },
})
