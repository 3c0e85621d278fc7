// Columns of a terminal: a Chinese character takes two, a combining mark none.

/** East Asian Wide and Fullwidth blocks a report can contain (Unicode Annex #11); ambiguous ones count as one. */
const wide = new RegExp(
  '[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f' +
    '\\uff00-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}]',
  'u',
)
const zeroWidth = /[\p{Mark}\p{Control}\p{Format}]/u

/** Terminal columns `text` takes, without colour codes. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += wide.test(character) ? 2 : zeroWidth.test(character) ? 0 : 1
  return width
}

/** Fills up to `width` columns with spaces on the right (`left`) or on the left (`right`). Longer text stays whole. */
export function align(text: string, width: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return side === 'left' ? text + space : space + text
}

/** Cuts to `width` columns, the last of them an ellipsis. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break
    kept += character
  }
  return kept.trimEnd() + '…'
}

/** Puts parts one after another and breaks lines only between them; a part too wide for a line is wrapped. */
export function flow(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const last = lines.at(-1)
    const joined = last === undefined ? part : last + separator + part
    if (displayWidth(joined) <= width) lines.splice(Math.max(0, lines.length - 1), 1, joined)
    else lines.push(...wrap(part, width))
  }
  return lines
}

/** Spaces, one Chinese character or mark, or a word of anything else. */
const piece = /\s+|[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+/gu

/** Closing punctuation must not open a line (Chinese typography, and it reads better in English too). */
const cannotOpen = /^[,.;:!?)\]，。；：！？、）」』”’%…]/u

/**
 * Breaks text into lines of at most `width` columns: at spaces, and between any two Chinese characters.
 * A single word longer than a line (a hash, a path) is cut at the line's end, since overflowing breaks a table.
 */
export function wrap(text: string, width: number): string[] {
  const pieces = text.match(piece) ?? []
  const units: string[] = []
  for (const text of pieces) {
    if (units.length > 0 && cannotOpen.test(text)) units[units.length - 1] += text
    else units.push(text)
  }
  const lines: string[] = []
  let line = ''
  for (const unit of units) {
    if (displayWidth(line + unit.trimEnd()) <= width) {
      if (line !== '' || unit.trim() !== '') line += unit
      continue
    }
    lines.push(line.trimEnd())
    line = unit.trimStart()
    while (displayWidth(line) > width) {
      const head = headWithin(line, width)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines.filter(l => l !== '')
}

/** The part of a long word that fits, cut after a hyphen, slash or the like where there is one. */
function headWithin(word: string, width: number): string {
  let head = ''
  for (const character of word) {
    if (displayWidth(head + character) > width) break
    head += character
  }
  const joint = Math.max(head.lastIndexOf('@'), ...[...'-/_.:'].map(c => head.lastIndexOf(c) + 1))
  return joint > head.length / 2 ? head.slice(0, joint) : head
}
