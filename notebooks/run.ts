// Executes the notebooks here from a fresh kernel and checks that their outputs are those committed.
//
//   npm run notebooks               exit code 1 when a cell fails or shows something else
//   npm run notebooks -- --write    writes what they show now into the files

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { notebookText, type Notebook } from './runner/nbformat.ts'
import { runNotebook } from './runner/run-notebook.ts'

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })
const folder = import.meta.dirname
let failed = false
const names = readdirSync(folder)
  .filter(file => file.endsWith('.ipynb'))
  .toSorted()
if (names.length === 0) throw new Error(`There is no notebook in ${folder}.`)
for (const name of names) {
  const path = join(folder, name)
  const started = performance.now()
  const before = JSON.parse(readFileSync(path, 'utf8')) as Notebook
  const { notebook, skipped, differences } = await runNotebook(before, folder)
  console.log(`${name}: executed in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  for (const cell of skipped) console.log(`  skipped, a file is absent: ${cell}`)
  if (!values.write) {
    for (const difference of differences) console.log(`  differs: ${difference}`)
    failed ||= differences.length > 0
  } else if (skipped.length > 0) {
    console.log('  not written: the outputs of the skipped cells would be lost')
    failed = true
  } else {
    writeFileSync(path, notebookText(notebook))
  }
}
if (failed && !values.write) console.log('The files show something else. If it is meant: npm run notebooks -- --write')
process.exitCode = failed ? 1 : 0
