// Executes a notebook in a kernel of its own and tells where its outputs differ from those in the file.

import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { HuijianError } from '../../src/huijian-error.ts'
import { KernelError, startKernel } from './kernel.ts'
import { textOf, type Cell, type CodeCell, type Notebook, type Output } from './nbformat.ts'

/** A cell that threw: which, and what. */
export class CellError extends HuijianError {
  override readonly name = 'CellError'
  readonly code = 'notebook'
}

export interface Executed {
  readonly notebook: Notebook
  /** Code cells that did nothing because a file they need is absent, as `id: path`. */
  readonly skipped: readonly string[]
  /** One line for each cell whose outputs are not those it had. Skipped cells are not compared. */
  readonly differences: readonly string[]
}

/** Seen from the root of the project: where notebooks' data and the kernel's cache lie. */
const root = join(import.meta.dirname, '../..')

/**
 * Runs every code cell in order, as a person would who chooses “Run all” after a restart.
 *
 * @param folder  where the notebook lies; its imports start there
 * @throws {CellError} for the first cell that throws, @throws {KernelError}
 */
export async function runNotebook(notebook: Notebook, folder: string): Promise<Executed> {
  const cache = join(root, 'node_modules/.cache/deno')
  mkdirSync(cache, { recursive: true })
  const kernel = await startKernel({
    deno: denoBinary(),
    folder,
    // No colours and no time zone of the machine in what is committed; a cache that needs no home folder.
    environment: { ...process.env, NO_COLOR: '1', TZ: 'UTC', DENO_DIR: cache, DENO_NO_UPDATE_CHECK: '1' },
  })
  try {
    const cells: Cell[] = []
    const skipped: string[] = [],
      differences: string[] = []
    let count = 0
    for (const cell of notebook.cells) {
      if (cell.cell_type === 'markdown') {
        cells.push(cell)
        continue
      }
      const { outputs, failed } = await kernel.execute(textOf(cell.source))
      count++
      if (failed) throw new CellError(`Cell ${count} (${cell.id}) of the notebook failed.\n${reason(outputs)}`)
      const absent = absentFile(cell)
      if (absent !== null && saysSkipped(outputs, absent)) skipped.push(`${cell.id}: ${absent}`)
      else if (!sameOutputs(cell.outputs, outputs)) differences.push(difference(cell, outputs))
      cells.push({ ...cell, execution_count: count, outputs })
    }
    return { notebook: { ...notebook, cells }, skipped, differences }
  } finally {
    kernel.close()
  }
}

/**
 * The kernel's program lies in the package of this platform: `deno` itself has no binary without install scripts.
 *
 * @throws {KernelError} on a platform that has none
 */
function denoBinary(): string {
  const name = `@deno/${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}`
  try {
    const inDeno = createRequire(createRequire(import.meta.url).resolve('deno/package.json'))
    const program = process.platform === 'win32' ? 'deno.exe' : 'deno'
    return join(dirname(inDeno.resolve(`${name}/package.json`)), program)
  } catch (error) {
    throw new KernelError(
      `The package ${name} with Deno's program is not installed. Start it by \`npm run notebooks\`; where no such ` +
        'package exists, notebooks cannot be executed.',
      { cause: error },
    )
  }
}

/** The file a cell needs, by its tag `needs:<path seen from the root>`, when it is not there. */
function absentFile({ metadata }: CodeCell): string | null {
  const needed = (metadata.tags ?? []).filter(tag => tag.startsWith('needs:')).map(tag => tag.slice('needs:'.length))
  return needed.find(path => !existsSync(join(root, path))) ?? null
}

/** Exactly one output, in which the cell says that it was skipped and for want of what. */
function saysSkipped(outputs: readonly Output[], absent: string): boolean {
  const [only, ...more] = outputs
  if (only === undefined || more.length > 0 || !('data' in only)) return false
  const text = textOf((only.data['text/markdown'] ?? '') as readonly string[])
  return text.startsWith('*skipped:') && text.includes(absent)
}

function sameOutputs(before: readonly Output[], now: readonly Output[]): boolean {
  return JSON.stringify(before.map(plain)) === JSON.stringify(now.map(plain))
}

/** Texts whole, keys in order and without the count of the run, which tells nothing. */
function plain(output: Output): unknown {
  if (output.output_type === 'stream') return [output.name, textOf(output.text)]
  if (output.output_type === 'error') return [output.ename, output.evalue]
  return Object.keys(output.data)
    .toSorted()
    .map(type => {
      const value = output.data[type]
      return [type, isText(value) ? textOf(value) : sorted(value)]
    })
}

const isText = (value: unknown): value is string | readonly string[] =>
  typeof value === 'string' || (Array.isArray(value) && value.every(part => typeof part === 'string'))

/** Jupyter may save the keys of JSON in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]))
}

/** The first line of text in which the outputs differ, as it was and as it is. */
function difference({ id, outputs }: CodeCell, now: readonly Output[]): string {
  const before = outputs.flatMap(textLines),
    after = now.flatMap(textLines)
  const at = before.findIndex((line, k) => line !== after[k])
  const k = at >= 0 ? at : before.length
  if (before[k] === after[k]) return `${id}: the texts are the same, a picture or chart is not`
  return `${id}:\n  in the file  ${before[k] ?? '(nothing)'}\n  now          ${after[k] ?? '(nothing)'}`
}

function textLines(output: Output): readonly string[] {
  if (output.output_type === 'error') return output.traceback
  const text =
    output.output_type === 'stream' ? output.text : (output.data['text/markdown'] ?? output.data['text/plain'])
  return isText(text) ? textOf(text).split('\n') : []
}

const reason = (outputs: readonly Output[]): string => outputs.slice(-1).flatMap(textLines).join('\n')
