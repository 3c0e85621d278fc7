// The findings of a leakage test as text.

import type { Dataset } from '../history/dataset.ts'
import type { LeakageReport } from '../history/leakage/report.ts'
import type { Lang } from '../strategy/text.ts'
import { flow } from './display-width.ts'
import { fixed, integer } from './figures.ts'
import { grid, type GridCell, type GridColumn, type TableOptions } from './grid.ts'
import { leakageWords } from './leakage-words.ts'

const auc = (value: number) => fixed(value, 3)

/** The findings as text: what changed when data was cut off, how columns rank, how the judging was split, what leaks. */
export function renderLeakage(report: LeakageReport, dataset: Dataset, options: TableOptions): string {
  const words = leakageWords(options.lang),
    lines: string[] = []
  const out = (text: string) => void lines.push(text)
  const paragraph = (text: string) => out(flow(text.split(' '), ' ', Math.min(options.width, 100)).join('\n'))
  const sheet: Sheet = { lang: options.lang, colour: options.colour, out, paragraph }
  out(words.title(report.dataset, integer(report.decisions), report.dataHash.slice(0, 12)))
  if (report.offered.length > 0) paragraph(words.offered(report.offered.map(({ column }) => column).join(words.list)))
  out(`\n${words.cutTitle}`)
  addTruncation(report, sheet)
  addRanking(report, dataset, sheet)
  out(`\n${words.splitTitle}`)
  const { ordered, interleaved, flatters, from } = report.split
  if (ordered === null || interleaved === null || from === null) paragraph(words.splitNone)
  else {
    paragraph(words.split(auc(ordered), auc(interleaved), from.slice(0, 10)))
    paragraph(flatters ? words.flatters(auc(interleaved - ordered)) : words.holds)
  }
  out('')
  for (const [feature, ways] of Map.groupBy(report.leaks, leak => leak.feature)) {
    const ranked = report.ranking.features.find(one => one.feature === feature)
    const without = { ranking: ranked?.without, 'ranking together': report.ranking.withoutOffered?.without }
    const said = ways.map(({ by }) =>
      by === 'truncation'
        ? words.byTruncation
        : by === 'ranking'
          ? words.byRanking(auc(report.ranking.all!), auc(without[by]!))
          : words.byTogether(auc(report.ranking.all!), auc(without[by]!)),
    )
    const column = report.offered.find(offered => offered.feature === feature)?.column ?? ''
    const advice = Object.hasOwn(dataset.leaks, column) ? words.declared(dataset.leaks[column]!) : words.findOut
    paragraph(`✗ ${words.leaks(feature)}${words.colon}${said.join(words.semicolon)}${words.stop}${advice}`)
  }
  if (report.leaks.length === 0 && report.failures.length === 0) out(`✓ ${words.passed}`)
  return lines.join('\n')
}

/** What is written on: lines, and paragraphs broken at the width. */
interface Sheet {
  readonly lang: Lang
  readonly colour: boolean
  readonly out: (text: string) => void
  readonly paragraph: (text: string) => void
}

function addTruncation({ truncation, failures }: LeakageReport, { lang, colour, out, paragraph }: Sheet): void {
  const words = leakageWords(lang),
    { tested, cuts, exposed, ownRow, timed } = truncation
  if (!timed) paragraph(words.cutNoTime)
  else if (tested.length === 0) paragraph(words.cutNothing)
  else {
    const isVain = failures.includes('too few decisions to cut')
    paragraph(isVain ? `✗ ${words.cutFew(integer(exposed))}` : words.cutDone(integer(cuts.length), integer(exposed)))
    const rows = tested.map(({ feature, compared, changed, example }): GridCell[] => [
      { text: feature },
      { text: integer(compared) },
      { text: integer(changed) },
      changed > 0 ? { text: words.changed(example!), tone: 'bad' } : { text: words.same, tone: 'quiet' },
    ])
    out(grid(columnsOf(words.cutColumns), rows, colour).join('\n'))
  }
  if (ownRow.length > 0) paragraph(words.ownRow(ownRow.join(words.list)))
}

function addRanking({ ranking }: LeakageReport, dataset: Dataset, { lang, colour, out, paragraph }: Sheet): void {
  const words = leakageWords(lang),
    label = dataset.outcomes[ranking.outcome]!.label[lang]
  out(`\n${words.rankTitle(label, integer(ranking.decisions), integer(ranking.events))}`)
  if (ranking.event === 'above median') paragraph(words.median)
  if (ranking.all === null) return paragraph(`✗ ${words.rankFew}`)
  paragraph(words.rankAll(auc(ranking.all)))
  const rows = ranking.features.map((one): GridCell[] => {
    const notes = [
      ...(one.sharp ? [words.sharp(`${ranking.dropLimit}`)] : []),
      ...(one.twins.length > 0 ? [words.twins(one.twins.join(words.list))] : []),
    ]
    return [
      { text: one.feature },
      { text: auc(one.alone) },
      { text: auc(one.without) },
      { text: auc(one.drop) },
      { text: notes.join(words.semicolon), tone: one.sharp ? 'bad' : 'quiet' },
    ]
  })
  out(grid(columnsOf(words.rankColumns), rows, colour).join('\n'))
}

const columnsOf = (headings: readonly string[]): GridColumn[] =>
  headings.map((heading, k) => ({ heading, side: k === 0 || k === headings.length - 1 ? 'left' : 'right' }))
