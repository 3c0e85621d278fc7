import { defineConfig } from 'vitest/config'

// Strategy files import `huijian` by name; in the repository that name means the sources.
const conditions = ['huijian-source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    execArgv: ['--conditions=huijian-source'],
    testTimeout: 60_000,
  },
})
