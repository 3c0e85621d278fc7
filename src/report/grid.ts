// A text table: columns as wide as their widest cell, aligned by display width.

import type { Lang } from '../strategy/text.ts'
import { align, displayWidth } from './display-width.ts'

export interface TableOptions {
  readonly lang: Lang
  /** Columns of the terminal. Tables fit from 100 on; below, each outcome takes two lines. */
  readonly width: number
  readonly colour: boolean
}

export type Tone = 'strong' | 'good' | 'bad' | 'quiet' | 'plain'

export interface GridCell {
  readonly text: string
  readonly tone?: Tone
}

export interface GridColumn {
  readonly heading: string
  /** A second line of the heading, such as `modelled`. */
  readonly under?: string
  readonly side: 'left' | 'right'
}

const codes: Readonly<Record<Tone, string>> = { strong: '1', good: '32', bad: '31', quiet: '2', plain: '0' }

/** Wraps text in ANSI colour when asked to; padding must be inside already, so that widths stay true. */
export function paint(text: string, tone: Tone, colour: boolean): string {
  return colour && tone !== 'plain' && text.trim() !== '' ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text
}

const gap = '  '

/** Columns a grid takes on screen. */
export function gridWidth(columns: readonly GridColumn[], rows: readonly (readonly GridCell[])[]): number {
  const widths = columnWidths(columns, rows)
  return widths.reduce((a, b) => a + b, 0) + gap.length * (widths.length - 1)
}

/** Lines of the table, the heading first. A column that is empty everywhere is left out. */
export function grid(
  columns: readonly GridColumn[],
  rows: readonly (readonly GridCell[])[],
  colour: boolean,
): string[] {
  const widths = columnWidths(columns, rows)
  const line = (cells: readonly GridCell[]) =>
    columns
      .map((column, c) => ({ cell: cells[c]!, column, width: widths[c]! }))
      .filter(({ width }) => width > 0)
      .map(({ cell, column, width }) => paint(align(cell.text, width, column.side), cell.tone ?? 'plain', colour))
      .join(gap)
      .trimEnd()
  const heading = (texts: readonly string[]) =>
    texts.every(t => t === '') ? [] : [line(texts.map(text => ({ text, tone: 'quiet' })))]
  return [...heading(columns.map(c => c.heading)), ...heading(columns.map(c => c.under ?? '')), ...rows.map(line)]
}

function columnWidths(columns: readonly GridColumn[], rows: readonly (readonly GridCell[])[]): number[] {
  return columns.map((column, c) => {
    const cells = rows.map(row => displayWidth(row[c]!.text))
    const widest = Math.max(0, ...cells)
    return widest === 0 ? 0 : Math.max(widest, displayWidth(column.heading), displayWidth(column.under ?? ''))
  })
}
