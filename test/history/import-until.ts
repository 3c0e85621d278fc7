// Imports a file and stands still when a step begins, to be killed there: import-until.ts <file> <home> <step>

import { writeSync } from 'node:fs'
import { importHistory } from '../../src/history/import-history.ts'
import { contacts } from './contacts-dataset.ts'

const [file, home, until] = process.argv.slice(2)
await importHistory({
  dataset: contacts,
  files: [file!],
  home: home!,
  onProgress: ({ step }) => {
    if (step !== until) return
    writeSync(1, step)
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000)
  },
})
