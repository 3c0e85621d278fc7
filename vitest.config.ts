import { defineConfig } from 'vitest/config'

// Strategy files import `huijian` by name; in the repository that name means the sources.
const conditions = ['huijian-source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    execArgv: ['--conditions=huijian-source'],
    // Generous: tests start processes and simulate; none of them measures time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
