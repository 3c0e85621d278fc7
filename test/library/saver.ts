// A process that saves runs until it is told to stop or killed: node saver.ts <library> <count>

import { openLibrary } from '../../src/library/library.ts'
import { exampleEvaluation } from '../report/example.ts'

const [path, count] = process.argv.slice(2)
const library = openLibrary(path!)
for (let i = 0; i < Number(count); i++) {
  library.saveRun(exampleEvaluation({ strategies: 3 }), { createdAt: new Date(), random: Math.random })
  process.stdout.write('saved\n')
}
library.close()
