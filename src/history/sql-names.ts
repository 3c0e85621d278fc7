// DuckDB SQL as text: quoting names and texts into it, and reading column names out of it.

export const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`
export const quoteText = (text: string) => `'${text.replaceAll(`'`, `''`)}'`
export const listOfTexts = (texts: readonly string[]) => `[${texts.map(quoteText).join(', ')}]`

/**
 * Words in an SQL expression that may name a column: bare and double-quoted identifiers, outside string literals and
 * comments. Keywords and types are among them, so this over-reports; it never misses a column named as such.
 */
export function columnsNamedIn(sql: string): readonly string[] {
  const skipped = String.raw`'(?:[^']|'')*'|--[^\n]*|/\*[\s\S]*?\*/`
  const quotedName = String.raw`"((?:[^"]|"")*)"`
  const bareName = String.raw`([\p{L}_][\p{L}\p{N}_$]*)(?![\p{L}\p{N}_$]|\s*\()`
  const tokens = new RegExp(`${skipped}|${quotedName}|${bareName}`, 'gu')
  const names = new Set<string>()
  for (const [, quoted, bare] of sql.matchAll(tokens)) {
    if (quoted !== undefined) names.add(quoted.replaceAll('""', '"'))
    else if (bare !== undefined) names.add(bare)
  }
  return [...names]
}

/** Texts in single quotes in an SQL expression. */
export function textsIn(sql: string): readonly string[] {
  return [...sql.matchAll(/"(?:[^"]|"")*"|'((?:[^']|'')*)'/g)].flatMap(([, text]) =>
    text === undefined ? [] : [text.replaceAll(`''`, `'`)],
  )
}

/** The column an expression consists of, when it is nothing but one name; null for anything composed. */
export function soleColumn(sql: string): string | null {
  const [whole, quoted] = /^\s*(?:"((?:[^"]|"")*)"|[\p{L}_][\p{L}\p{N}_$]*)\s*$/u.exec(sql) ?? []
  if (whole === undefined) return null
  if (quoted !== undefined) return quoted.replaceAll('""', '"')
  return /^(null|true|false)$/i.test(whole.trim()) ? null : whole.trim()
}

/** Quotes an expression that is one name: real columns are called `default`, `order` and `at`, which SQL reserves. */
export function quoteSole(sql: string): string {
  const column = soleColumn(sql)
  return column === null ? sql : quoteName(column)
}
