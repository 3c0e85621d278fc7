// Goal: a committed notebook is complete as it lies in the repository, and its cells are typed like everything else.

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Notebook } from '../../notebooks/runner/nbformat.ts'
import { notebookText, textOf } from '../../notebooks/runner/nbformat.ts'

const folder = join(import.meta.dirname, '../../notebooks')
const names = readdirSync(folder).filter(name => name.endsWith('.ipynb'))

describe.each(names)('notebooks/%s', name => {
  const text = readFileSync(join(folder, name), 'utf8')
  const notebook = JSON.parse(text) as Notebook
  const code = notebook.cells.filter(cell => cell.cell_type === 'code')
  const texts = notebook.cells.filter(cell => cell.cell_type === 'markdown')
  const prose = texts.map(cell => textOf(cell.source)).join('\n')

  it('is written as the runner writes it, for Deno’s kernel', () => {
    expect(notebookText(notebook)).toBe(text)
    expect(notebook.metadata).toMatchObject({ kernelspec: { name: 'deno' } })
    expect(notebook).toMatchObject({ nbformat: 4, nbformat_minor: 5 })
    const ids = notebook.cells.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter(id => !/^[\w-]{1,64}$/.test(id))).toEqual([])
  })

  it('was executed from a fresh kernel, without an error or a skipped cell', () => {
    expect(code.map(cell => cell.execution_count)).toEqual(code.map((_, k) => k + 1))
    const outputs = code.flatMap(cell => cell.outputs)
    expect(outputs.filter(output => output.output_type === 'error')).toEqual([])
    expect(JSON.stringify(outputs)).not.toContain('*skipped:')
  })

  it('shows every chart as a picture with a sentence, too', () => {
    const bundles = code.flatMap(cell => cell.outputs).flatMap(output => ('data' in output ? [output.data] : []))
    const charts = bundles.filter(data => Object.keys(data).some(type => type.includes('vegalite')))
    expect(charts.length).toBeGreaterThan(0)
    for (const data of charts) {
      expect(
        Buffer.from(data['image/png'] as string, 'base64')
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG')
      expect(textOf(data['text/plain'] as readonly string[]).length).toBeGreaterThan(20)
    }
  })

  it('sums every section up in Chinese, beside the English', () => {
    const sections = prose.split(/^## /m).slice(1)
    expect(sections.length).toBeGreaterThan(3)
    // The last section is the Chinese form of the one before it.
    const untold = sections
      .slice(0, -2)
      .filter(section => !/[\u4e00-\u9fff]{10}/.test(section) || !/([A-Za-z]+[ ,]+){8}/.test(section))
    expect(untold.map(section => section.split('\n')[0])).toEqual([])
  })

  it('links only to files that exist', () => {
    const links = [...prose.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match => match[1]!)
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter(path => !existsSync(join(folder, path)))).toEqual([])
  })

  it('has cells that pass the project’s type check', () => {
    // Beside the notebook, where its imports start; a name with a dot is in no other check.
    const cells = join(folder, `.${name}.ts`),
      config = join(folder, `.${name}.tsconfig.json`)
    writeFileSync(cells, code.map(cell => textOf(cell.source)).join('\n;\n'))
    writeFileSync(
      config,
      JSON.stringify({
        extends: '../tsconfig.json',
        compilerOptions: { rootDir: '..', noUnusedLocals: false },
        include: [`.${name}.ts`],
      }),
    )
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
    try {
      execFileSync(process.execPath, [tsc, '-p', config], { encoding: 'utf8' })
    } catch (error) {
      expect.fail((error as { stdout: string }).stdout)
    } finally {
      for (const path of [cells, config]) rmSync(path)
    }
  })
})
