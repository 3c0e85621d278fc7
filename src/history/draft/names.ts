// Names and texts in drafted files: whatever a column or a level is called, the file must compile.

import { reservedColumns } from '../define-dataset.ts'

/**
 * Gives each column a name that can be a feature or an outcome: letters, digits and `_` only, camel case, no two alike
 * but for case. `Customer Age` → `customerAge`, `emp.var.rate` → `empVarRate`, `客户 余额` → `客户余额`.
 */
export function namer(): (column: string) => string {
  const taken = new Set<string>(reservedColumns)
  return column => {
    const base = camelCase(column)
    let name = base
    for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${base}${k}`
    taken.add(name.toLowerCase())
    return name
  }
}

function camelCase(column: string): string {
  const words = column
    .normalize('NFC')
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter(word => word !== '')
  const shouting = words.every(word => word === word.toUpperCase())
  const name = words
    .map((word, k) => {
      const rest = shouting ? word.toLowerCase() : word
      return k === 0 ? rest.charAt(0).toLowerCase() + rest.slice(1) : rest.charAt(0).toUpperCase() + rest.slice(1)
    })
    .join('')
  return /^\p{L}/u.test(name) ? name : `column${name}`
}

/** A TypeScript string literal. Control characters and line separators, invisible in an editor, are escaped. */
export function literal(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(`'`, `\\'`)
    .replace(/[\p{Cc}\u2028\u2029]/gu, char =>
      char === '\n' ? '\\n' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  return `'${escaped}'`
}

/** Text for the inside of a `//` or Markdown line: on one line, and not longer than a line can bear. */
export function oneLine(text: string, longest = 60): string {
  const flat = text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim()
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat
}

/** A comment of as many `//` lines as it needs. */
export function note(indent: string, text: string): readonly string[] {
  const lines: string[] = []
  for (const word of oneLine(text, Infinity).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`${indent}// ${word}`)
  }
  return lines
}

const WIDTH = 120

/** An object key. `__proto__: …` would set the prototype and vanish. */
export function key(name: string): string {
  if (name === '__proto__') return `['__proto__']`
  return /^[A-Za-z_\p{L}][\w\p{L}]*$/u.test(name) ? name : literal(name)
}
