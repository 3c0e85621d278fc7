// The small tables of an examination in the terminal.

import type { Evaluation } from '../evaluate/evaluation.ts'
import { displayWidth, flow, wrap } from './display-width.ts'
import { examinationWords } from './examination-words.ts'
import type { TextTable } from './examination.ts'
import { examinationTables, paretoText, quantilesText, silentCells } from './examination.ts'
import type { GridColumn, TableOptions } from './grid.ts'
import { grid, gridWidth, paint } from './grid.ts'

/** Blocks of lines below the estimates of one policy; none when nothing was examined and nothing is unknown. */
export function examinationLines(evaluation: Evaluation, policy: number, options: TableOptions): string[][] {
  const silent = silentCells(evaluation, policy, options.lang)
  return [
    ...(silent.length > 0 ? [silent.flatMap(text => hanging(text, options))] : []),
    ...examinationTables(evaluation, policy, options.lang).map(table => tableLines(table, options)),
  ]
}

/** Parts of the line of evidence. */
export function weightEvidence(evaluation: Evaluation, policy: number, options: Pick<TableOptions, 'lang'>): string[] {
  const words = examinationWords(options.lang)
  const pareto = paretoText(evaluation, policy, options.lang),
    quantiles = quantilesText(evaluation, policy)
  return [
    ...(pareto === null ? [] : [`${words.paretoK[0]} ${pareto}`]),
    ...(quantiles === null ? [] : [`${words.quantiles[0]} ${quantiles}`]),
  ]
}

const hanging = (text: string, { width, colour }: TableOptions): string[] =>
  wrap(text, width - 2).map((line, i) => paint(i === 0 ? line : `  ${line}`, 'quiet', colour))

function tableLines({ title, lead, columns, rows }: TextTable, options: TableOptions): string[] {
  const { width, colour } = options
  const head: GridColumn[] = columns.map((heading, c) => ({ heading, side: c === 0 ? 'left' : 'right' }))
  const cells = rows.map(row => row.map(text => ({ text })))
  return [
    ...wrap(title, width).map(line => paint(line, 'strong', colour)),
    ...(gridWidth(head, cells) <= width ? grid(head, cells, colour) : narrow(columns, rows, width)),
    ...(lead === '' ? [] : wrap(lead, width).map(line => paint(line, 'quiet', colour))),
  ]
}

/** Too wide for the terminal: each row's name on a line of its own, its figures below. */
function narrow(columns: readonly string[], rows: TextTable['rows'], width: number): string[] {
  return rows.flatMap(([name, ...figures]) => [
    ...(displayWidth(name!) > 0 ? wrap(name!, width) : []),
    ...flow(
      figures.map((figure, k) => `${columns[k + 1]} ${figure}`),
      ' · ',
      width - 2,
    ).map(line => `  ${line}`),
  ])
}
