// Goal: what is fetched apart from the sums, and what history does not know, is told in the terminal and on the page,
// in both languages, and refused figures stay marked.

import { describe, expect, it } from 'vitest'
import type { Cell, Evaluation } from '../../src/evaluate/evaluation.ts'
import { examinationLines } from '../../src/report/examination-lines.ts'
import { silentCells, supportTable } from '../../src/report/examination.ts'
import { renderHtml } from '../../src/report/page/html.ts'
import { renderTable } from '../../src/report/table.ts'
import { exampleEvaluation } from './example.ts'

const plain = exampleEvaluation({ months: false })
const estimate = (value: number) => ({ value, standardError: 0.001, interval: [value - 0.002, value + 0.002] as const })
const resampled = { standardError: 0.0013, interval: [0.0051, 0.0102] as const, replicates: 400 }

const isWhole = ({ policy, cell }: { readonly policy: number; readonly cell: Cell }) =>
  policy === 1 && cell.kind === 'all'

/** Two λ, a bootstrap and a guarantee of the first outcome; dormant customers were never called about funds. */
const examined: Evaluation = {
  ...plain,
  results: plain.results.map(result =>
    isWhole(result) && result.outcome === 'conversion'
      ? { ...result, bounds: { value: [0.012, 0.095], difference: [-0.006, 0.077] } }
      : result,
  ),
  diagnostics: plain.diagnostics.map(d => (isWhole(d) ? { ...d, unsupportedShare: 0.083 } : d)),
  support: {
    logged: plain.segments.map(({ id }) =>
      plain.actions.map(({ key }) => (id === 'dormant' && key === 'call:fund' ? 0 : 1200)),
    ),
    proposed: [null, plain.segments.map(() => plain.actions.map(({ key }) => (key === 'call:fund' ? 310 : 0)))],
  },
  examination: {
    lambdas: [2, 10],
    bootstrap: 400,
    maxWeight: 50,
    policies: [
      {
        policy: 1,
        paretoK: 0.81,
        weightQuantiles: { 0.5: 0.4, 0.95: 3.2, 0.99: 7.11, 0.999: 14 },
        outcomes: [
          {
            outcome: 'conversion',
            sndr: estimate(0.026),
            ridge: { dm: null, dr: estimate(0.0262), difference: estimate(0.0078) },
            sweep: [2, 10].map(lambda => ({
              lambda,
              clippedShare: lambda === 2 ? 0.31 : 0.02,
              clippedIps: estimate(0.0171),
              clippedDr: estimate(0.0246),
              switchDr: estimate(0.0239),
              dros: null,
            })),
            bootstrap: { value: { dr: resampled, snips: resampled }, difference: { dr: resampled, snips: null } },
            guarantee: [0.001, 0.21],
          },
        ],
      },
    ],
  },
}
const lines = (lang: 'en' | 'zh', width = 110) =>
  examinationLines(examined, 1, { lang, width, colour: false }).flat().join('\n')

describe('in the terminal', () => {
  it('shows every λ with the share it clips, and the unclipped figures below', () => {
    const text = lines('en')
    expect(text).toContain('λ = 2, 10')
    expect(text).toMatch(/conversion +2 +31 % +1\.71 % +2\.46 % +2\.39 % +—/)
    expect(text).toMatch(/none +0 % +2\.56 % +2\.61 % +2\.61 % +2\.61 %/)
  })

  it('shows DR under the other outcome model beside DR by cells', () => {
    expect(lines('en')).toMatch(/conversion +2\.61 % +2\.62 % +\+0\.78 pp +\[\+0\.58, \+0\.98\]/)
  })

  it('shows bootstrap and guarantee beside the default interval', () => {
    expect(lines('en')).toMatch(/conversion +\[\+0\.\d\d, \+\d\.\d\d\] +\[\+0\.51, \+1\.02\] +\[0\.10, 21\.00\]/)
    expect(lines('en')).toContain('resampled 400 times')
    expect(lines('en')).toContain('no weight can exceed 50')
  })

  it('says between which values the truth lies where history is silent, and where that is', () => {
    expect(lines('en')).toMatch(/conversion +1\.20 % … 9\.50 % +−0\.60 pp … \+7\.70 pp/)
    expect(lines('en')).toContain('8.3 % of what the strategy would do has no example')
    expect(lines('en')).toContain('never logged, yet proposed for 310 decisions: call: fund in dormant')
  })

  it('flags a heavy tail in the line of evidence', () => {
    expect(renderTable(examined, { lang: 'en', width: 140, colour: false })).toContain('Pareto-k 0.81, heavy-tailed')
    expect(renderTable(plain, { lang: 'en', width: 140, colour: false })).not.toContain('Pareto-k')
  })

  it('keeps within narrow terminals, and speaks Chinese', () => {
    for (const line of lines('en', 60).split('\n')) expect(line.length).toBeLessThanOrEqual(60)
    for (const said of ['λ = 2, 10', '截去权重', '自助法', '保证区间', '睡眠客户', '必在何处', '岭回归'])
      expect(lines('zh')).toContain(said)
  })

  it('has nothing to add where nothing was examined', () => {
    expect(examinationLines(plain, 1, { lang: 'en', width: 100, colour: false })).toEqual([])
    expect(supportTable(plain, 1, 'en').rows).toEqual([])
    expect(silentCells(plain, 1, 'en')).toEqual([])
  })
})

it('the support map has every segment, with what the rules would give to an action in brackets', () => {
  const { columns, rows } = supportTable(examined, 1, 'en')
  expect(columns).toEqual(['segment', ...plain.actions.map(({ label }) => label.en)])
  expect(rows.find(([name]) => name === 'dormant')![3]).toBe('0 (310)')
  expect(rows.find(([name]) => name === 'payroll customers')!.slice(1, 4)).toEqual(['1,200', '1,200', '1,200 (310)'])
})

it('a refused outcome keeps its mark under every λ', () => {
  const refused = examined.results.map(result =>
    result.outcome === 'conversion' && result.policy === 1
      ? { ...result, refusals: [{ code: 'support' as const, message: { en: 'x', zh: 'x' } }] }
      : result,
  )
  const text = examinationLines({ ...examined, results: refused }, 1, { lang: 'en', width: 110, colour: false }).flat()
  expect(text.join('\n')).toMatch(/2 +31 % +1\.71 %\* +2\.46 %\*/)
})

it('the page has the same tables, in both languages', async () => {
  const en = await renderHtml(examined, { lang: 'en' }),
    zh = await renderHtml(examined, { lang: 'zh' })
  const told = ['λ = 2, 10', '9.50 %', '0.40 / 3.20 / 7.11 / 14.00', '0.81, heavy-tailed', '0 (310)', '[0.10, 21.00]']
  for (const said of told) expect(en).toContain(said)
  for (const said of ['λ = 2, 10', '0.81，厚尾', '0 (310)', '自助法']) expect(zh).toContain(said)
})
