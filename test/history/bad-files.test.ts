import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openHistory } from '../../src/history/cache.ts'
import type { Dataset } from '../../src/history/dataset.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { contacts } from './contacts-dataset.ts'
import { csv, duck, folder, rowsLike, writeText } from './contacts.ts'

const home = folder()
let parquet = ''

/** Everything under the cache, with sizes and times of change. */
function cacheState(): readonly string[] {
  const cache = join(home, 'cache')
  return readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .sort()
    .map(name => {
      const { size, mtimeMs } = statSync(join(cache, name))
      return `${name} ${statSync(join(cache, name)).isDirectory() ? '' : `${size} ${mtimeMs}`}`
    })
}

async function complaint(file: string, dataset: Dataset = contacts, delimiter?: string): Promise<string> {
  const before = cacheState()
  const error: unknown = await importHistory({
    dataset,
    files: [file],
    home,
    ...(delimiter === undefined ? {} : { delimiter }),
  }).catch((e: unknown) => e)
  expect(cacheState()).toEqual(before)
  expect(error).toMatchObject({ name: 'HistoryError' })
  const { message } = error as Error
  expect(message.split('\n')).toHaveLength(1)
  return message
}

const bytes = (length: number, byte: (k: number) => number) => Uint8Array.from({ length }, (_, k) => byte(k))
const named = (name: string, text: string | Uint8Array) => writeText(name, text)

beforeAll(async () => {
  const dir = folder(),
    good = writeText('good.csv', csv(rowsLike(2_000)), dir)
  await importHistory({ dataset: contacts, files: [good], home })
  parquet = join(dir, 'good.parquet')
  await duck(`COPY (FROM read_csv('${good}')) TO '${parquet}'`)
})

describe('one clear message, and the cache as it was, for', () => {
  it('a missing file', async () => {
    expect(await complaint('/nowhere/contacts.csv')).toBe('There is no file /nowhere/contacts.csv. Check the path.')
  })
  it('a folder', async () => {
    expect(await complaint(home)).toBe(`${home} is a folder. Name the file in it.`)
  })
  it.skipIf(process.getuid?.() === 0)(
    'a file without permission (skipped for root, who may read everything)',
    async () => {
      const path = named('secret.csv', csv(rowsLike(3)))
      chmodSync(path, 0)
      expect(await complaint(path)).toContain('may not be read by this user')
    },
  )
  it('an empty file', async () => {
    expect(await complaint(named('empty.csv', ''))).toMatch(/empty\.csv is empty \(0 bytes\)/)
    expect(await complaint(named('blank.csv', '\n\n \n'))).toMatch(/nothing but blank lines/)
  })
  it('a header without rows', async () => {
    expect(await complaint(named('header.csv', csv([])))).toMatch(/header\.csv has a header but no row/)
  })
  it('a separator that is not the one that was given', async () => {
    expect(await complaint(named('semicolon.csv', csv(rowsLike(3), ';')), contacts, ',')).toMatch(
      /is not separated by “,”: .*Use “;”\.$/,
    )
  })
  it('a separator nobody knows', async () => {
    expect(await complaint(named('caret.csv', csv(rowsLike(3), '^')))).toMatch(
      /was read as a single column, “id\^customer.*--delimiter/,
    )
  })
  it('a column that is not there, with the nearest one', async () => {
    const dataset: Dataset = {
      ...contacts,
      features: { ...contacts.features, age: { ...contacts.features.age, from: 'agee' } },
    }
    expect(await complaint(named('a.csv', csv(rowsLike(3))), dataset)).toMatch(
      /a\.csv has no column “agee”, which features\.age of “contacts” reads\. Did you mean “age”\?$/,
    )
  })
  it('a definition that is no SQL', async () => {
    const dataset: Dataset = {
      ...contacts,
      features: { ...contacts.features, age: { ...contacts.features.age, from: 'age +' } },
    }
    expect(await complaint(named('a.csv', csv(rowsLike(3))), dataset)).toMatch(
      /features\.age of “contacts”, the expression age \+, does not fit/,
    )
  })
  it('an expression that fails on a row', async () => {
    const dataset: Dataset = { ...contacts, decision: { ...contacts.decision, time: `strptime("at", '%d/%m/%Y')` } }
    expect(await complaint(named('a.csv', csv(rowsLike(3))), dataset)).toMatch(
      /decision\.time of “contacts”, the expression .* fails on a row of .*try_strptime/,
    )
  })
  it('numbers where a moment is meant', async () => {
    const dataset: Dataset = { ...contacts, decision: { ...contacts.decision, time: 'CAST(age AS BIGINT) * 1000' } }
    expect(await complaint(named('a.csv', csv(rowsLike(3))), dataset)).toMatch(
      /yields BIGINT, not a moment\. Write to_timestamp/,
    )
  })
  it('binary garbage, whatever it is called', async () => {
    const garbage = bytes(10_000, k => (k * 7919) % 256)
    expect(await complaint(named('a.csv', garbage))).toMatch(/neither text nor Parquet/)
    expect(await complaint(named('a.parquet', garbage))).toMatch(/named \.parquet but is no Parquet file/)
    const nul = bytes(10_000, k => 128 + ((k * 31) % 128))
    expect(await complaint(named('b.csv', nul))).toMatch(/not UTF-8/)
  })
  it('a truncated Parquet file', async () => {
    const path = named('cut.parquet', readFileSync(parquet))
    truncateSync(path, statSync(path).size - 100)
    expect(await complaint(path)).toMatch(/truncated Parquet file/)
  })
  it('a Parquet file whose footer claims more than the file holds', async () => {
    const content = readFileSync(parquet)
    content.writeUInt32LE(0xffff_fff0, content.length - 8)
    expect(await complaint(named('footer.parquet', content))).toMatch(/claims a footer of 4,294,967,280 bytes/)
  })
  it('a Parquet file of a few kilobytes whose footer claims ten thousand million rows', async () => {
    const path = named('claims.parquet', inflate(readFileSync(parquet)))
    expect(await complaint(path)).toMatch(/claims\.parquet cannot be read as parquet/)
  })
  it('a Parquet file with damaged pages', async () => {
    const content = readFileSync(parquet)
    content.fill(0xff, 40, content.length / 2)
    expect(await complaint(named('damaged.parquet', content))).toMatch(/damaged\.parquet cannot be read as parquet/)
  })
  it.each<[string, number[], RegExp]>([
    ['a.csv.gz', [0x1f, 0x8b, 8, 0], /compressed \(gzip\)\. Unpack it first/],
    ['a.xlsx', [0x50, 0x4b, 3, 4], /Excel workbook\. .*CSV/],
    ['a.csv', [0xff, 0xfe, 0x69, 0], /UTF-16 text/],
  ])('%s', async (name, magic, message) => {
    expect(await complaint(named(name, Uint8Array.from(magic)))).toMatch(message)
  })
  it('a JSON array', async () => {
    expect(await complaint(named('a.json', JSON.stringify(rowsLike(3))))).toMatch(
      /one JSON array\. Give one object per line/,
    )
  })
  it('propensities of 0 throughout', async () => {
    expect(await complaint(named('a.csv', csv(rowsLike(50, () => ({ propensity: 0 })))))).toMatch(
      /50 of 50 rows .*propensity is not above 0/,
    )
  })
})

it('a failed first import leaves no folder behind', async () => {
  const fresh = folder()
  await importHistory({ dataset: contacts, files: ['/nowhere.csv'], home: fresh }).catch(() => {})
  await importHistory({ dataset: contacts, files: [named('header.csv', csv([]))], home: fresh }).catch(() => {})
  expect(existsSync(join(fresh, 'cache'))).toBe(false)
})

it('removes the scratch of an import that was killed, and only that', async () => {
  const cache = join(home, 'cache', 'contacts')
  for (const name of ['.scratch-999999999-abc', `.scratch-${process.pid}-abc`]) {
    mkdirSync(join(cache, name))
    writeFileSync(join(cache, name, 'data.parquet'), 'half')
  }
  await importHistory({ dataset: contacts, files: [named('b.csv', csv(rowsLike(7)))], home })
  expect(readdirSync(cache).filter(name => name.startsWith('.scratch'))).toEqual([`.scratch-${process.pid}-abc`])
  expect((await openHistory({ dataset: contacts, home })).facts.rows).toBe(7)
})

/** Counts of rows and values in the footer, 2,000 each (Thrift compact integers, zigzag varints), become 10¹⁰. */
function inflate(content: Buffer): Buffer {
  const varint = (n: bigint): number[] => (n < 128n ? [Number(n)] : [Number(n % 128n) + 128, ...varint(n / 128n)])
  const footer = content.length - 8 - content.readUInt32LE(content.length - 8)
  const claims = Buffer.from(
    content
      .subarray(footer, content.length - 8)
      .toString('latin1')
      .replaceAll(latin1(varint(4_000n)), latin1(varint(20_000_000_000n))),
    'latin1',
  )
  const length = Buffer.alloc(4)
  length.writeUInt32LE(claims.length)
  return Buffer.concat([content.subarray(0, footer), claims, length, Buffer.from('PAR1')])
}

const latin1 = (bytes: readonly number[]) => Buffer.from(bytes).toString('latin1')
