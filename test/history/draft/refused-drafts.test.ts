import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { draftDataset } from '../../../src/history/draft/dataset.ts'
import { temporaryFolder } from '../../datasets/shared-data.ts'

const folder = temporaryFolder()

describe('what cannot be drafted is refused with the way out', () => {
  const file = join(folder, 'small.csv')
  beforeAll(() => writeFileSync(file, `channel,result,note\n${'call,sold,a\nsms,lost,b\n'.repeat(20)}`))
  it.each([
    [{ action: 'chanel', outcome: ['result=sold'] }, /no action column “chanel”. Did you mean “channel”/],
    [{ action: 'channel', outcome: ['result'] }, /“lost”, “sold”. Say which one is the event: --outcome 'result=…'/],
    [{ action: 'channel', outcome: ['result=solt'] }, /never has the value “solt”. Did you mean “sold”/],
    [{ action: 'channel', outcome: ['result=sold'], time: 'note' }, /time column “note” is not a date/],
    [{ action: 'channel', outcome: [] }, /at least one outcome/],
    [{ action: 'channel', outcome: ['result=sold'], name: 'My Data' }, /“My Data” cannot name a dataset/],
  ])('%j', (question, message) => expect(draftDataset({ name: 'small', file, ...question })).rejects.toThrow(message))
})

it('refuses a quote that is never closed, which would take the lines after it along', async () => {
  const file = join(folder, 'open-quote.csv'),
    lines = Array.from({ length: 5_000 }, (_, i) => `call,${i % 2},note`)
  lines[2_000] = 'call,1,"unfinished'
  writeFileSync(file, ['channel,sold,note', ...lines].join('\n'))
  await expect(draftDataset({ name: 'open-quote', file, action: 'channel', outcome: ['sold'] })).rejects.toThrow(
    /in line 2002 a quote is opened and not closed/,
  )
})
