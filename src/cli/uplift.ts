import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findDataset } from '../app/find-dataset.ts'
import { homeFolder } from '../app/home.ts'
import { scoreHistory } from '../app/score-history.ts'
import { drawSvg } from '../report/charts/draw.ts'
import { upliftCharts } from '../report/charts/uplift.ts'
import { renderUplift } from '../report/uplift-table.ts'
import type { Lang } from '../strategy/text.ts'
import { type ScoreEvaluation } from '../uplift/evaluate-score.ts'
import type { Command } from './command.ts'
import { numberBetween, readArgs, UsageError, wholeNumber } from './command.ts'
import { langOf, seedOf } from './shared-options.ts'
import { working } from './working.ts'

const usage = `usage: huijian uplift <dataset> --score <feature> --treatment <action> --control <action>
       --outcome <name> [options]

Says how well a score ranks customers by what treating them changes: Qini, AUUC, uplift among the best, uplift by
percentile, TOC with AUTOC and QINI, each under the name of the program that defines it. Needs a randomised test or
logged propensities. Customers of equal score are averaged, so the order of the rows changes nothing.
  --score <feature>      what ranks the customers, the highest first                 (required)
  --treatment <action>   key of the action whose effect is ranked, e.g. email:womens (required)
  --control <action>     key of the action it is compared with, e.g. hold            (required)
  --outcome <name>       a rate or a mean of the data set                            (required)
  --lowest-first         rank by the lowest score first
  --drop-unscored        leave decisions without a score out, and say how many
  --k <share>            part of the ranking for uplift@k; may be given several times (default: 0.1 0.2 0.3 0.5)
  --bins <n>             percentiles the ranking is cut into                         (default: 10)
  --replicates <n>       half-samples behind the intervals; 0 for none               (default: 200)
  --level <0-1>          two-sided confidence of the intervals                       (default: 0.95)
  --seed <n>             seed of the half-samples                                    (default: 1)
  --charts <folder>      also write the curves there, as SVG and as Vega-Lite
  --data <hash>          an earlier import, by the first letters of its data hash    (default: the newest)
  --json                 print the evaluation as JSON
  --lang en|zh           language of table and charts                                (default: from LC_ALL or LANG)
  --home <folder>        where imports are kept                                      (default: .huijian)

example: huijian uplift hillstrom --score historyUsd --treatment email:womens --control hold --outcome visit`

const options = {
  score: { type: 'string' },
  treatment: { type: 'string' },
  control: { type: 'string' },
  outcome: { type: 'string' },
  'lowest-first': { type: 'boolean', default: false },
  'drop-unscored': { type: 'boolean', default: false },
  k: { type: 'string', multiple: true },
  bins: { type: 'string', default: '10' },
  replicates: { type: 'string', default: '200' },
  level: { type: 'string', default: '0.95' },
  seed: { type: 'string', default: '1' },
  charts: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  home: { type: 'string' },
} as const

const CHART_WIDTH_PX = 720

export const upliftCommand: Command = {
  usage,

  async run(argv, terminal) {
    const { values, positionals } = readArgs(argv, options, { name: 'the data set', min: 1, max: 1 })
    const required = (name: 'score' | 'treatment' | 'control' | 'outcome') => {
      const value = values[name]
      if (value === undefined) throw new UsageError(`--${name} is missing`)
      return value
    }
    const question = {
      score: required('score'),
      treatment: required('treatment'),
      control: required('control'),
      outcome: required('outcome'),
      lowestFirst: values['lowest-first'],
      dropUnscored: values['drop-unscored'],
    }
    const replicates = wholeNumber('replicates', values.replicates, 0, 100_000)
    if (replicates === 1) throw new UsageError('--replicates takes 0, or at least 2')
    const settings = {
      level: numberBetween('level', values.level, 0, 1),
      replicates,
      seed: seedOf(values.seed),
      bins: wholeNumber('bins', values.bins, 1, 1_000),
      ...(values.k === undefined ? {} : { k: values.k.map(text => numberBetween('k', text, 0, 1)) }),
    }
    const lang = langOf(values.lang, terminal)
    const home = homeFolder(values.home, terminal.cwd)
    const dataset = await findDataset(positionals[0]!, terminal.cwd)
    const show = { ...terminal, lang }
    const score = await scoreHistory({
      dataset,
      home,
      ...(values.data === undefined ? {} : { dataHash: values.data }),
      question,
      settings,
      onProgress: (step, done) => working(show, step, done),
    })
    terminal.progress('')
    if (values.charts !== undefined) await writeCharts(score, resolve(terminal.cwd, values.charts), lang)
    if (values.json) terminal.out(JSON.stringify(score, null, 2))
    else terminal.out(renderUplift(score, { lang, width: terminal.width, colour: terminal.colour }))
    if (values.charts !== undefined) terminal.note(`charts ${values.charts}`)
    return 0
  },
}

async function writeCharts(score: ScoreEvaluation, folder: string, lang: Lang): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const [name, spec] of Object.entries(upliftCharts(score, { lang, width: CHART_WIDTH_PX }))) {
    writeFileSync(join(folder, `${name}.vl.json`), `${JSON.stringify(spec, null, 2)}\n`)
    writeFileSync(join(folder, `${name}.svg`), await drawSvg(spec))
  }
}
