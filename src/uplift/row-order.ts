// Orders rows by several columns in linear time: ten million rows in about a second.

/** A column rows are ordered by. Numbers must not be NaN; −0 and 0 are equal. */
export interface SortKey {
  readonly values: Float64Array | Uint8Array
  readonly descending?: boolean
}

const DIGIT_BITS = 11
const BUCKETS = 2 ** DIGIT_BITS // few enough that their write positions stay in the processor's first cache

/** Up to this many rows, comparing pairs is faster than counting digits; and up to the second, than calling a sort. */
const FEW = 128,
  SMALL = 16

/** 32 bits of a key, such that rows order by this word as unsigned integers do. A number takes two, a byte one. */
interface Word {
  readonly key: SortKey
  readonly part: 'high' | 'low' | 'byte'
}

/** Columns that are moved together, as long as the rows. A run uses its own part of them. */
interface ScoreColumns {
  readonly order: Uint32Array
  readonly word: Uint32Array
  /** The word after `word`, carried along: fetching it row by row once the rows are mixed costs more than sorting. */
  readonly next: Uint32Array
}

interface Sorting {
  readonly columns: ScoreColumns
  readonly spare: ScoreColumns
  readonly words: readonly Word[]
  /** How many of the words are the first key's. */
  readonly firstWords: number
  readonly compare: Compare
  /** Set to 1 where a row differs from the row before in the first key. */
  readonly differs: Uint8Array
}

type Compare = (a: number, b: number) => number

/**
 * Row numbers ordered by the first key, among equals by the second, and so on; rows equal in all keys stay in the order
 * they were given in.
 *
 * Rows are sorted by the upper half of the first key, digit by digit (radix sort); every run of rows equal in it by the
 * lower half, and so on. Most runs are of a few rows after the first half; those are sorted by comparing, which reads
 * the columns at random only where the next half is equal too.
 *
 * @param rows  length of every key's values
 * @param differs  set to 1 where a row of the order differs from the one before it in the first key
 */
export function rowOrder(
  rows: number,
  keys: readonly SortKey[],
  differs: Uint8Array = new Uint8Array(rows),
): Uint32Array {
  const words = keys.flatMap((key): readonly Word[] =>
    key.values instanceof Uint8Array
      ? [{ key, part: 'byte' }]
      : [
          { key, part: 'high' },
          { key, part: 'low' },
        ],
  )
  const columns = emptyColumns(rows),
    { order } = columns
  for (let i = 0; i < rows; i++) order[i] = i
  const firstWords = words.filter(({ key }) => key === keys[0]).length
  sortRun(0, rows, 0, { columns, spare: emptyColumns(rows), words, firstWords, compare: comparison(keys), differs })
  return order
}

const emptyColumns = (rows: number): ScoreColumns => ({
  order: new Uint32Array(rows),
  word: new Uint32Array(rows),
  next: new Uint32Array(rows),
})

/** Sorts rows that are equal in the first `depth` words. */
function sortRun(from: number, to: number, depth: number, sorting: Sorting): void {
  const { columns, words, firstWords, compare, differs } = sorting,
    { order, word, next } = columns
  if (depth === words.length) return
  if (to - from <= FEW) {
    order.subarray(from, to).sort(compare)
    if (depth < firstWords) markByValue(order, from, to, words[0]!.key.values, differs)
    return
  }
  const hasNext = depth + 1 < words.length
  fillWord(word, order, from, to, words[depth]!)
  if (hasNext) fillWord(next, order, from, to, words[depth + 1]!)
  sortByWord(from, to, sorting)
  // A run that is sorted further overwrites its own words only, and they have been read by then.
  let start = from
  for (let i = from + 1; i <= to; i++) {
    if (i < to && word[i] === word[start]) continue
    if (depth < firstWords && i < to) differs[i] = 1
    if (hasNext && i - start <= SMALL) {
      sortSmall(order, next, start, i, compare)
      if (depth + 1 < firstWords) for (let j = start + 1; j < i; j++) differs[j] = Number(next[j] !== next[j - 1])
    } else if (i - start > 1) sortRun(start, i, depth + 1, sorting)
    start = i
  }
}

/**
 * The upper or lower 32 bits of each number, changed so that they order as unsigned integers the way the numbers do:
 * IEEE 754 magnitudes order like integers, so negatives are inverted and the sign bit of the others is set.
 */
function fillWord(word: Uint32Array, order: Uint32Array, from: number, to: number, { key, part }: Word): void {
  const { values, descending = false } = key,
    flip = descending ? -1 : 0
  if (values instanceof Uint8Array) {
    for (let i = from; i < to; i++) word[i] = values[order[i]!]! ^ flip
    return
  }
  const bits = new Uint32Array(2),
    number = new Float64Array(bits.buffer),
    high = part === 'high'
  for (let i = from; i < to; i++) {
    number[0] = values[order[i]!]! + 0 // −0 + 0 is 0
    const top = bits[1]!,
      negative = top >>> 31 === 1
    word[i] = (high ? (negative ? ~top : top | 0x8000_0000) : negative ? ~bits[0]! : bits[0]!) ^ flip
  }
}

/** Sorts a run by its words, from the least significant digit on; each pass keeps the order of the one before. */
function sortByWord(from: number, to: number, { columns, spare }: Sorting): void {
  let own = columns,
    other = spare
  const place = new Uint32Array(BUCKETS)
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    if (!countDigit(own.word, from, to, shift, place)) continue
    moveByDigit(own, other, from, to, shift, place)
    const sorted = other
    other = own
    own = sorted
  }
  if (own === columns) return
  for (const name of ['order', 'word', 'next'] as const) columns[name].set(own[name].subarray(from, to), from)
}

function moveByDigit(
  own: ScoreColumns,
  into: ScoreColumns,
  from: number,
  to: number,
  shift: number,
  place: Uint32Array,
): void {
  const { order, word, next } = own,
    { order: intoOrder, word: intoWord, next: intoNext } = into
  for (let i = from; i < to; i++) {
    const w = word[i]!,
      digit = (w >>> shift) & (BUCKETS - 1),
      at = place[digit]!
    intoWord[at] = w
    intoNext[at] = next[i]!
    intoOrder[at] = order[i]!
    place[digit] = at + 1
  }
}

/** Sets `place` to where each digit's rows begin. @returns false when all rows have the same digit */
function countDigit(words: Uint32Array, from: number, to: number, shift: number, place: Uint32Array): boolean {
  place.fill(0)
  for (let i = from; i < to; i++) place[(words[i]! >>> shift) & (BUCKETS - 1)]! += 1
  let next = from,
    most = 0
  for (let d = 0; d < BUCKETS; d++) {
    const count = place[d]!
    place[d] = next
    next += count
    most = Math.max(most, count)
  }
  return most < to - from
}

/** Insertion sort of rows equal in all words before `next`. */
function sortSmall(order: Uint32Array, next: Uint32Array, from: number, to: number, compare: Compare): void {
  for (let i = from + 1; i < to; i++) {
    const row = order[i]!,
      own = next[i]!
    let j = i
    for (; j > from; j--) {
      const before = next[j - 1]!
      if (before < own || (before === own && compare(order[j - 1]!, row) <= 0)) break
      next[j] = before
      order[j] = order[j - 1]!
    }
    next[j] = own
    order[j] = row
  }
}

function markByValue(
  order: Uint32Array,
  from: number,
  to: number,
  values: Float64Array | Uint8Array,
  differs: Uint8Array,
): void {
  for (let i = from + 1; i < to; i++) differs[i] = Number(values[order[i]!] !== values[order[i - 1]!])
}

function comparison(keys: readonly SortKey[]): Compare {
  const columns = keys.map(key => key.values),
    signs = keys.map(key => (key.descending === true ? -1 : 1))
  return (a, b) => {
    for (let k = 0; k < columns.length; k++) {
      const x = columns[k]![a]!,
        y = columns[k]![b]!
      if (x !== y) return x < y ? -signs[k]! : signs[k]!
    }
    return a - b
  }
}
