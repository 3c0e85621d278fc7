import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { compileOne } from 'huijian'
import type { DefinedStrategy } from 'huijian'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/history/dataset.ts'
import { say } from '../../src/strategy/text.ts'

const root = join(import.meta.dirname, '../..')
const datasets = readdirSync(join(root, 'strategies')).filter(name =>
  existsSync(join(root, 'datasets', name, 'index.ts')),
)

describe.each(datasets)('strategies/%s', datasetName => {
  const files = readdirSync(join(root, 'strategies', datasetName)).filter(file => file.endsWith('.ts'))
  it.each(files)('%s does with its five customers what it says', async file => {
    const dataset = await load<Dataset>('datasets', datasetName, 'index.ts')
    const strategy = await load<DefinedStrategy>('strategies', datasetName, file)
    expect(strategy.id).toBe(basename(file, '.ts'))
    expect(strategy.dataset).toBe(datasetName)
    expect(strategy.examples).toHaveLength(5)
    const decide = compileOne(strategy, dataset)
    for (const { name, customer, allowed, action } of strategy.examples) {
      expect(decide(customer, allowed).action, say(name, 'en')).toBe(action)
    }
  })
})

async function load<T>(...path: string[]): Promise<T> {
  const module = (await import(join(root, ...path))) as { readonly default: T }
  return module.default
}
