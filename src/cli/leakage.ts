import { resolve } from 'node:path'
import type { Dataset } from '../history/dataset.ts'
import { testLeakage } from '../history/leakage/test-leakage.ts'
import type { LeakageReport } from '../history/leakage/report.ts'
import { flow } from '../report/display-width.ts'
import { fixed, integer } from '../report/figures.ts'
import { grid } from '../report/grid.ts'
import type { GridCell, GridColumn } from '../report/grid.ts'
import { canonicalJson } from '../strategy/stored.ts'
import type { Command } from './command.ts'
import { readArgs } from './command.ts'
import { findDataset } from './find-dataset.ts'
import { homeFolder, writableHome } from './home.ts'
import { leakageWords } from './leakage-words.ts'
import { delimiterOf, langOf } from './shared-options.ts'
import type { Terminal } from './terminal.ts'
import { working } from './working.ts'

const options = {
  file: { type: 'string', multiple: true, default: [] as string[] },
  offer: { type: 'string', multiple: true, default: [] as string[] },
  outcome: { type: 'string' },
  delimiter: { type: 'string' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  home: { type: 'string' },
} as const

export const leakageCommand: Command = {
  usage: `usage: huijian leakage <dataset> [--offer <column>] [--outcome <name>] [--file <file>]

Looks for features that know what was not known yet when the decision was made: computes them again with later data cut
off, measures how much ranking power each carries, and compares judging by time with judging in between. Exit code 1
when a feature leaks, or when there is too little data to tell.
  --offer <column>     take a column of the file as a feature for this test, also one declared under leaks; may be
                       given several times
  --outcome <name>     what features are to rank; a rate or a mean       (default: the first rate)
  --file <file>        file of the history; may be given several times   (default: what was imported last)
  --delimiter <c>      separator of CSV columns                          (default: found out)
  --json               the findings as JSON
  --lang en|zh         language of the findings                          (default: from LC_ALL or LANG)
  --home <folder>      where imports are kept                            (default: .huijian)

example: huijian leakage bank-marketing --offer duration`,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(argv, options, { name: 'the data set', min: 1, max: 1 })
    const delimiter = delimiterOf(values.delimiter)
    const lang = langOf(values.lang, terminal)
    const dataset = await findDataset(positionals[0]!, terminal.cwd)
    const report = await testLeakage({
      dataset,
      home: (values.file.length === 0 ? homeFolder : writableHome)(values.home, terminal),
      offer: values.offer,
      ...(values.file.length === 0 ? {} : { files: values.file.map(file => resolve(terminal.cwd, file)) }),
      ...delimiter,
      ...(values.outcome === undefined ? {} : { outcome: values.outcome }),
      onProgress: (step, done) => working({ ...terminal, lang }, step, done),
    })
    terminal.progress('')
    if (values.json) terminal.out(canonicalJson(report))
    else print(report, dataset, { ...terminal, lang })
    return report.leaks.length === 0 && report.failures.length === 0 ? 0 : 1
  },
}

const auc = (value: number) => fixed(value, 3)

function print(report: LeakageReport, dataset: Dataset, terminal: Terminal): void {
  const words = leakageWords(terminal.lang),
    { out } = terminal
  const paragraph = (text: string) => out(flow(text.split(' '), ' ', Math.min(terminal.width, 100)).join('\n'))
  out(words.title(report.dataset, integer(report.decisions), report.dataHash.slice(0, 12)))
  if (report.offered.length > 0) paragraph(words.offered(report.offered.map(({ column }) => column).join(words.list)))
  out(`\n${words.cutTitle}`)
  printTruncation(report, terminal, paragraph)
  printRanking(report, dataset, terminal, paragraph)
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
}

type Paragraph = (text: string) => void

function printTruncation(
  { truncation, failures }: LeakageReport,
  { lang, colour, out }: Terminal,
  paragraph: Paragraph,
): void {
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

function printRanking(
  { ranking }: LeakageReport,
  dataset: Dataset,
  { lang, colour, out }: Terminal,
  paragraph: Paragraph,
): void {
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
