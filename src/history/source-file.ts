// Recognises a file a person names: CSV with any separator, Parquet or JSON lines.

import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { firstLine } from './duckdb.ts'
import { HistoryError } from './history-error.ts'

export type SourceFormat =
  | { readonly kind: 'csv'; readonly delimiter: string; readonly header: readonly string[] }
  | { readonly kind: 'parquet' }
  | { readonly kind: 'json-lines' }

export interface SourceFile {
  readonly path: string
  /** As it is called in messages and in the quarantine file. */
  readonly name: string
  readonly bytes: number
  readonly format: SourceFormat
}

/** Enough for a header of thousands of columns. */
const HEAD_BYTES = 1 << 20
const DELIMITERS = [',', ';', '\t', '|'] as const

/**
 * @param columns    names the definition reads; the separator under which the header has most of them is the right one
 * @param delimiter  the separator when the caller knows it
 * @throws {HistoryError} when the file is absent, empty, unreadable or of no known kind
 */
export async function recogniseSource(
  path: string,
  columns: readonly string[],
  delimiter?: string,
): Promise<SourceFile> {
  const name = basename(path)
  const { bytes, head, tail } = await readEnds(path)
  const file = (format: SourceFormat): SourceFile => ({ path, name, bytes, format })
  if (startsWith(head, 'PAR1') || path.toLowerCase().endsWith('.parquet')) {
    checkParquet(path, bytes, head, tail)
    return file({ kind: 'parquet' })
  }
  const packed = PACKED.find(([magic]) => magic.every((byte, k) => head[k] === byte))
  if (packed !== undefined) throw new HistoryError(`${path} is ${packed[1]}. ${packed[2]}`)
  if (head.includes(0)) {
    throw new HistoryError(
      startsWith(head, '\xff\xfe') || startsWith(head, '\xfe\xff')
        ? `${path} is UTF-16 text. Save it as UTF-8 (iconv -f UTF-16 -t UTF-8).`
        : `${path} is neither text nor Parquet. Give a CSV, a Parquet file or JSON lines.`,
    )
  }
  const text = decodeHead(path, head)
  if (text.trim() === '') {
    throw new HistoryError(`${path} holds nothing but blank lines. Export it again, with a header line.`)
  }
  if (/^\s*\{/.test(text)) return file({ kind: 'json-lines' })
  if (/^\s*\[\s*[{\]]/.test(text)) {
    throw new HistoryError(`${path} is one JSON array. Give one object per line instead (jq -c '.[]').`)
  }
  return file({ kind: 'csv', ...chooseDelimiter(path, text, columns, delimiter) })
}

/** Only the first line must be sound: a bad byte further down is a bad row, and set aside as one. */
function decodeHead(path: string, head: Buffer): string {
  const end = head.indexOf('\n')
  try {
    const line = head.subarray(0, end === -1 ? head.length : end)
    new TextDecoder('utf-8', { fatal: true }).decode(line, { stream: end === -1 })
  } catch (error) {
    throw new HistoryError(
      `${path} is not UTF-8 text; Chinese exports are often GBK. Convert it: iconv -f GB18030 -t UTF-8.`,
      { cause: error },
    )
  }
  return new TextDecoder().decode(head)
}

async function readEnds(path: string): Promise<{ bytes: number; head: Buffer; tail: Buffer }> {
  try {
    const about = await stat(path)
    if (about.isDirectory()) throw new HistoryError(`${path} is a folder. Name the file in it.`)
    if (!about.isFile()) {
      throw new HistoryError(`${path} is not a regular file. Save it to one first: it is read more than once.`)
    }
    if (about.size === 0) throw new HistoryError(`${path} is empty (0 bytes). Export it again.`)
    const handle = await open(path)
    try {
      const head = Buffer.alloc(Math.min(HEAD_BYTES, about.size)),
        tail = Buffer.alloc(Math.min(8, about.size))
      await handle.read(head, 0, head.length, 0)
      await handle.read(tail, 0, tail.length, about.size - tail.length)
      return { bytes: about.size, head, tail }
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new HistoryError(`There is no file ${path}. Check the path.`, { cause: error })
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new HistoryError(`${path} may not be read by this user. Ask for permission (chmod +r).`, { cause: error })
    }
    throw error
  }
}

/** What people export by mistake, by its first bytes, and what to do about it. */
const PACKED: readonly (readonly [readonly number[], string, string])[] = [
  [[0x1f, 0x8b], 'compressed (gzip)', 'Unpack it first (gunzip).'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed (zstd)', 'Unpack it first (unzstd).'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive or an Excel workbook', 'Unpack it, or save the sheet as CSV (UTF-8).'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an Excel workbook', 'Save the sheet as CSV (UTF-8).'],
]

const startsWith = (bytes: Buffer, text: string) => bytes.subarray(0, text.length).equals(Buffer.from(text, 'latin1'))

/** A Parquet file ends with its footer, the footer's length (4 bytes, little-endian) and PAR1. */
function checkParquet(path: string, bytes: number, head: Buffer, tail: Buffer): void {
  if (!startsWith(head, 'PAR1')) {
    throw new HistoryError(`${path} is named .parquet but is no Parquet file. Export it again.`)
  }
  if (bytes < 12 || !startsWith(tail.subarray(4), 'PAR1')) {
    throw new HistoryError(`${path} is a truncated Parquet file: its end is missing. Copy or export it again.`)
  }
  const footer = tail.readUInt32LE(0)
  if (footer > bytes - 12) {
    const [claimed, has] = [footer.toLocaleString('en'), bytes.toLocaleString('en')]
    throw new HistoryError(
      `${path} is a damaged Parquet file: it claims a footer of ${claimed} bytes and has ${has} ` +
        'in all. Copy or export it again.',
    )
  }
}

function chooseDelimiter(
  path: string,
  text: string,
  columns: readonly string[],
  given?: string,
): { delimiter: string; header: readonly string[] } {
  const wanted = new Set(columns.map(name => name.toLowerCase()))
  const candidates = (given === undefined ? DELIMITERS : [given]).map(delimiter => {
    const header = headerCells(text, delimiter)
    return { delimiter, header, found: header.filter(cell => wanted.has(cell.toLowerCase())).length }
  })
  const [best] = candidates.sort((a, b) => b.found - a.found || b.header.length - a.header.length)
  if (best === undefined) throw new RangeError('there is always a candidate')
  if (best.header.length === 1 && given !== undefined) {
    const better = DELIMITERS.find(delimiter => headerCells(text, delimiter).length > 1)
    if (better !== undefined) {
      throw new HistoryError(
        `${path} is not separated by “${given}”: its header line is ` +
          `“${best.header[0]!.slice(0, 80)}”. Use ${better === '\t' ? 'a tab' : `“${better}”`}.`,
      )
    }
  }
  const seen = new Set<string>()
  for (const cell of best.header) {
    if (seen.has(cell.toLowerCase())) {
      throw new HistoryError(`${path} has two columns named “${cell}”. Rename one in its header line.`)
    }
    seen.add(cell.toLowerCase())
  }
  return best
}

/** Cells of the first line. Quotes are doubled inside quotes, as in RFC 4180; a line break inside a cell is kept. */
function headerCells(text: string, delimiter: string): readonly string[] {
  const cells: string[] = []
  let cell = '',
    quoted = false
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const char = text[i]!
    if (quoted && char === '"' && text[i + 1] === '"') cell += text[++i]
    else if (char === '"') quoted = !quoted
    else if (!quoted && text.startsWith(delimiter, i)) {
      cells.push(cell)
      cell = ''
      i += delimiter.length - 1
    } else if (!quoted && (char === '\n' || char === '\r')) break
    else cell += char
  }
  return [...cells, cell].map((name, k) => (name === '' ? `column${k + 1}` : name))
}

/** A file DuckDB cannot read; what an open quote does to it shows in many ways. */
export function unreadableFile({ path, format }: SourceFile, error: unknown): HistoryError {
  const found = firstLine(error).replace(/[.\s]*$/, '.')
  const remedy =
    format.kind === 'csv'
      ? 'Look for a quotation mark that is never closed, or copy or export it again.'
      : 'Copy or export it again.'
  return new HistoryError(`${path} cannot be read as ${format.kind}: ${found} ${remedy}`, { cause: error })
}
