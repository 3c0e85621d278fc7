// Goal: what `npm run notebooks` checks is what a reader of the notebook sees. A real kernel runs the cells.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { from } from 'arquero'
import { describe, expect, it } from 'vitest'
import type { Cell, CodeCell, Notebook, Output } from '../../notebooks/runner/nbformat.ts'
import { textOf } from '../../notebooks/runner/nbformat.ts'
import { CellError, runNotebook } from '../../notebooks/runner/run-notebook.ts'
import { markdownTable } from '../../notebooks/show.ts'

const folder = join(import.meta.dirname, '../../notebooks')
const cell = (id: string, source: string, tags: readonly string[] = []): CodeCell => ({
  cell_type: 'code',
  id,
  metadata: { tags },
  source,
  execution_count: null,
  outputs: [],
})
const notebook = (...cells: readonly Cell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 })
const codeOf = (of: Notebook) => of.cells.filter(one => one.cell_type === 'code')
const shown = (output: Output) => ('data' in output ? textOf(output.data['text/markdown'] as readonly string[]) : '')

const ABSENT = 'no/such/file.csv'
const needy = (says: string) => cell('needy', `await showNote(${JSON.stringify(says)})`, [`needs:${ABSENT}`])
const imports = cell('imports', `import { showNote } from './show.ts'`)

const isInstalled = existsSync(join(folder, 'runner/node_modules/deno'))

describe.skipIf(!isInstalled)('runNotebook (skipped until `npm run notebooks` has installed the kernel)', () => {
  it('keeps everything a cell shows, in order, and counts the cells', async () => {
    const { notebook: run } = await runNotebook(
      notebook(
        cell('types', `interface One { readonly one: number }\nconst one: One = { one: 1 }`),
        imports,
        cell('mixed', `console.log('a')\nconsole.log('b')\nawait showNote('**c**')\nconsole.log('d')\n'last value'`),
      ),
      folder,
    )
    const [types, , mixed] = codeOf(run)
    expect(types!.outputs).toEqual([])
    expect(mixed!.execution_count).toBe(3)
    expect(mixed!.outputs.map(one => one.output_type)).toEqual(['stream', 'display_data', 'stream', 'execute_result'])
    expect(mixed!.outputs[0]).toEqual({ output_type: 'stream', name: 'stdout', text: ['a\n', 'b\n'] })
    expect(shown(mixed!.outputs[1]!)).toBe('**c**')
  })

  it('loses no value, though the kernel may show it after it has said that it is done', async () => {
    const counting = Array.from({ length: 40 }, (_, k) => cell(`c${k}`, `${k}`))
    const { notebook: run } = await runNotebook(notebook(...counting), folder)
    expect(codeOf(run).map(({ outputs: [only] }) => only && 'data' in only && only.data['text/plain'])).toEqual(
      Array.from({ length: 40 }, (_, k) => [`${k}`]),
    )
  })

  it('finds no difference in what it wrote itself, and names the line that has changed', async () => {
    const { notebook: run } = await runNotebook(notebook(imports, cell('sum', `await showNote(String(1 + 1))`)), folder)
    expect((await runNotebook(run, folder)).differences).toEqual([])
    const [, sum] = codeOf(run)
    const changed = notebook(imports, { ...sum!, source: 'await showNote(String(1 + 2))' })
    expect((await runNotebook(changed, folder)).differences).toEqual(['sum:\n  in the file  2\n  now          3'])
  })

  it('says which cell threw, and what', async () => {
    const failing = runNotebook(notebook(imports, cell('boom', `throw new RangeError('too far')`)), folder)
    await expect(failing).rejects.toThrow(CellError)
    await expect(failing).rejects.toThrow(/Cell 2 \(boom\)[\s\S]*too far/)
  })

  it('lets a cell be skipped only if a file it names is absent and it says so', async () => {
    const before = [{ output_type: 'display_data' as const, data: { 'text/markdown': 'results' }, metadata: {} }]
    const runs = async (one: CodeCell) => runNotebook(notebook(imports, { ...one, outputs: before }), folder)
    const isDifferent = { skipped: [], differences: [expect.stringContaining('needy')] }
    const skipping = needy(`*skipped: ${ABSENT} is absent*`)
    expect(await runs(skipping)).toMatchObject({ skipped: [`needy: ${ABSENT}`], differences: [] })
    expect(await runs(needy('something else'))).toMatchObject(isDifferent)
    expect(await runs({ ...skipping, metadata: { tags: ['needs:package.json'] } })).toMatchObject(isDifferent)
  })
})

describe('markdownTable', () => {
  it('sets figures right and keeps a bar inside a cell from ending it', () => {
    expect(markdownTable(from([{ a: 'x|y', n: '1' }]))).toBe('|a|n|\n|:-|-:|\n|x\\|y|1|\n')
  })
})
