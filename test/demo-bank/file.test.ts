// Goal: the generated file, imported and loaded, is the world in memory, row for row and column for column.

import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import demoBank from 'huijian/datasets/demo-bank'
import { afterAll, describe, expect, it } from 'vitest'
import { demoColumns, demoFacts } from '../../datasets/demo-bank/columns.ts'
import { generateDemoBank } from '../../datasets/demo-bank/generate.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { loadColumns } from '../../src/history/load-columns.ts'

const folder = mkdtempSync(join(tmpdir(), 'demo-bank-'))
afterAll(() => rmSync(folder, { recursive: true }))
const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('generateDemoBank', () => {
  const size = { customers: 700, months: 5, seed: 6 }

  it('imports without a quarantined row and loads as demoColumns gives it', async () => {
    const file = join(folder, 'source.parquet')
    await generateDemoBank({ ...size, file })
    const imported = await importHistory({ dataset: demoBank, files: [file], home: join(folder, 'home') })
    const loaded = await loadColumns(imported, demoBank, {
      features: Object.keys(demoBank.features),
      outcomes: Object.keys(demoBank.outcomes),
    })
    const made = demoColumns(size)
    expect(imported.facts).toEqual({ ...demoFacts(size, made), dataHash: imported.facts.dataHash })
    expect({ ...loaded, features: null, outcomes: null }).toEqual({ ...made, features: null, outcomes: null })
    expect(loaded.outcomes).toEqual(made.outcomes)
    for (const [name, column] of Object.entries(made.features)) expect(loaded.features[name], name).toEqual(column)
  })

  it('writes the same bytes for the same size and seed, and tells how far it is', async () => {
    const [a, b] = [join(folder, 'a.parquet'), join(folder, 'b.parquet')]
    const steps: number[] = []
    expect(
      await generateDemoBank({
        ...size,
        file: a,
        onProgress: done => {
          steps.push(done)
        },
      }),
    ).toEqual({ rows: 3_500 })
    await generateDemoBank({ ...size, file: b })
    expect(hash(a)).toBe(hash(b))
    expect(steps.at(-1)).toBe(1)
    expect(steps).toEqual(steps.toSorted((x, y) => x - y))
  })

  it('leaves nothing behind when it cannot write', async () => {
    const file = join(folder, 'no-such-folder', 'x.parquet')
    await expect(generateDemoBank({ ...size, file })).rejects.toThrow(/no-such-folder/)
    expect(existsSync(`${file}.partial`)).toBe(false)
  })

  it.each([
    [{ customers: 0 }, /customers is 0/],
    [{ customers: 1.5 }, /customers is 1.5/],
    [{ months: 0 }, /months is 0/],
    [{ months: 121 }, /from 1 to 120/],
    [{ seed: -1 }, /seed is -1/],
    [{ seed: NaN }, /seed is NaN/],
  ])('refuses the size %o', async (wrong, message) => {
    await expect(generateDemoBank({ ...size, ...wrong, file: join(folder, 'y.parquet') })).rejects.toThrow(message)
  })
})
