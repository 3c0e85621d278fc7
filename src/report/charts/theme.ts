// One look for every chart: the page's ink, hairlines and a palette that survives a grey printer.

import type { Config } from 'vega-lite'
import type { Verdict } from '../../evaluate/evaluation.ts'
import { cut, displayWidth, wrap } from '../display-width.ts'

export const schema = 'https://vega.github.io/schema/vega-lite/v6.json'

export const fontStack =
  "'Helvetica Neue', Helvetica, Arial, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', " +
  "'Source Han Sans SC', sans-serif"

export const palette = {
  ink: '#1c2430',
  quiet: '#66707f',
  hairline: '#d8dde4',
  paper: '#ffffff',
  better: '#14795a',
  worse: '#b23a2c',
  unclear: '#5d6b82',
  refused: '#a3abb8',
  /** Policies in order, the champion first. None is the green or the red of a verdict. */
  policies: ['#8a94a3', '#1d4f91', '#c26a16', '#8e3f8f', '#3d97b8', '#7a5c1e', '#c2557f', '#7f8c1f'],
} as const

export const verdictColour = (verdict: Verdict | null, refused: boolean): string => {
  if (refused && verdict !== 'within limit') return palette.refused
  if (verdict === 'better' || verdict === 'within limit') return palette.better
  return verdict === 'worse' ? palette.worse : palette.unclear
}

const fontSize = 12

/**
 * Fixed outer width: the plot takes what the labels leave. `aria` is off since every chart stands beside its figures.
 */
export const config: Config = {
  font: fontStack,
  background: 'transparent',
  aria: false,
  padding: 2,
  view: { stroke: null },
  axis: {
    labelFontSize: fontSize,
    titleFontSize: fontSize,
    titleFontWeight: 'normal',
    labelColor: palette.ink,
    titleColor: palette.quiet,
    gridColor: palette.hairline,
    gridWidth: 0.6,
    domain: false,
    ticks: false,
    labelPadding: 6,
    titlePadding: 8,
    labelLimit: 0,
    titleLimit: 0,
  },
}

export const frame = (width: number) => ({
  $schema: schema,
  width,
  autosize: { type: 'fit-x' as const, contains: 'padding' as const },
  config,
})

/** A label on at most two lines of `columns`; the axis splits it again at the line break. */
export function axisLabel(text: string, columns: number): string {
  const lines = wrap(text, columns)
  return lines.length <= 2 ? lines.join('\n') : `${lines[0]}\n${cut(lines.slice(1).join(' '), columns)}`
}

/**
 * A chart with one row per label: what stands around the marks, and the channel that places them. Labels are those of
 * `axisLabel`; several data may share one.
 */
export function labelledRows<R extends { readonly label: string }>(rows: readonly R[], width: number) {
  const labels = rows.map(row => row.label)
  return {
    around: { ...frame(width), height: { step: rowStep(labels) }, data: { values: [...rows] } },
    y: { field: 'label', type: 'nominal' as const, sort: null, title: null, axis: labelAxis(labels) },
  }
}

function labelAxis(labels: readonly string[]) {
  const extent = labelExtent(labels)
  return {
    labelExpr: "split(datum.label, '\\n')",
    labelLineHeight: 13,
    minExtent: extent,
    maxExtent: extent,
    grid: false,
    // Vega centres the first line only; with the tick between the two lines both are centred.
    labelBaseline: {
      condition: { test: "indexof(datum.label, '\\n') >= 0", value: 'bottom' as const },
      value: 'middle' as const,
    },
  }
}

/** Columns a label axis may take of a chart: a third of it, at about 6.2 px per column of 12 px type. */
export const labelColumns = (width: number): number => Math.min(34, Math.floor(width / 3 / 6.4))

/** Height of a row in px: two-line labels need more. */
const rowStep = (labels: readonly string[]): number => (labels.some(l => l.includes('\n')) ? 34 : 26)

/**
 * Pixels the labels take. Without a canvas Vega guesses the width of text and guesses Chinese too narrow, so axes are
 * given their room instead of measuring it.
 */
function labelExtent(labels: readonly string[]): number {
  const columns = Math.max(0, ...labels.flatMap(label => label.split('\n').map(displayWidth)))
  return Math.ceil(columns * 6.4) + 10
}
