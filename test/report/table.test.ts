// Goal: the terminal table says what the Evaluation says, straight in its columns, in both languages and at any width.

import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Evaluation } from '../../src/evaluate/evaluation.ts'
import { displayWidth } from '../../src/report/display-width.ts'
import { renderTable } from '../../src/report/table.ts'
import { exampleEvaluation } from './example.ts'

const table = (evaluation: Evaluation, lang: 'en' | 'zh' = 'en', width = 120) =>
  renderTable(evaluation, { lang, width, colour: false })
const lineOf = (text: string, start: string) => text.split('\n').find(line => line.startsWith(start))!

describe('the first lines', () => {
  it('say where the figures come from', () => {
    const evaluation = exampleEvaluation()
    const lines = table({ ...evaluation, history: { ...evaluation.history, quarantined: 0 } }).split('\n')
    expect(lines.slice(0, 2)).toEqual([
      'demo-bank  2025-01 … 2025-12   data 9c41d07b · definition 5d0f5d0f',
      '  240,000 decisions · 20,000 customers · 7 actions · propensities logged',
    ])
    // Runs saved before definitions had a hash.
    const { definition: _, ...before } = evaluation
    expect(table(before).split('\n')[0]).toMatch(/^demo-bank .* data 9c41d07b$/)
  })
  it('say in words that propensities are modelled, and again beside the figures', () => {
    const text = table(exampleEvaluation({ propensity: 'modelled' }))
    expect(text).toContain('propensities modelled')
    expect(text).toMatch(/DR +SNIPS +difference.*\n +modelled +modelled +modelled\n/)
    expect(table(exampleEvaluation({ propensity: 'modelled' }), 'en', 70)).toContain(
      'conversion (rate), modelled: better',
    )
  })
})

it('counts one as one, and decisions in Chinese as a number', () => {
  const evaluation = exampleEvaluation()
  const single = { ...evaluation, history: { ...evaluation.history, rows: 1, customers: 1, quarantined: 1 } }
  expect(table(single)).toContain('1 decision · 1 customer · 7 actions')
  expect(table(single)).toContain('1 row quarantined')
  expect(table(evaluation, 'zh')).toContain('决策数')
  expect(table(evaluation, 'zh')).toContain('缺乏历史支持 0.0 %')
})

describe('an outcome’s line', () => {
  it('has the champion, DR, SNIPS, the difference with its interval and the verdict', () => {
    expect(lineOf(table(exampleEvaluation()), 'conversion')).toMatch(
      /^conversion +rate +1\.84 % +2\.61 % +2\.58 % +\+0\.77 pp +\[\+0\.57, \+0\.97\] +better$/,
    )
    expect(lineOf(table(exampleEvaluation(), 'zh'), '投诉')).toMatch(
      /^投诉 +每万次 +11\.2 +9\.8 +9\.9 +−1\.4 +\[−3\.4, \+0\.6\] +不明确$/,
    )
  })

  it('marks refused figures, gives no verdict for them, and tells the reason with the way out below', () => {
    const text = table(exampleEvaluation({ strategies: 2 }))
    const refused = text.split('\n').filter(line => line.startsWith('complaints'))[1]!
    expect(refused).toMatch(/10\.4† +10\.5† +−0\.8† .* no verdict \(2\)$/)
    expect(text).toContain(
      '(2) few events: Only 19 effective events, 30 are needed for a verdict. Use a longer history',
    )
  })

  it('never shows a verdict for a refused figure, even if the document has one', () => {
    const evaluation = exampleEvaluation()
    const results = evaluation.results.map(r =>
      r.policy === 1 && r.outcome === 'conversion'
        ? {
            ...r,
            verdict: 'better' as const,
            refusals: evaluation.results.find(x => x.refusals.length > 0)!.refusals,
          }
        : r,
    )
    const text = table({ ...evaluation, results })
    expect(lineOf(text, 'conversion')).toMatch(/no verdict \(1\)$/)
    expect(lineOf(text, 'everyone else')).toMatch(/no verdict \(a\)$/)
  })

  it('marks few events otherwise than a refusal, for a limit can still be judged: † is not *, says the legend', () => {
    for (const strategies of [1, 2]) {
      const text = table(exampleEvaluation({ strategies }))
      expect(lineOf(text, 'suitability breach ')).toMatch(/0\.00?† .*within limit \(\d\)$/)
      expect(text).toContain('† few events: neither better nor worse')
    }
  })

  it('says in words that a rate above 100 % is no rate', () => {
    const evaluation = exampleEvaluation()
    const overshot = evaluation.results.map(r =>
      r.policy === 1 && r.outcome === 'conversion' && r.cell.kind === 'all'
        ? {
            ...r,
            estimates: { ...r.estimates, dr: { ...r.estimates.dr!, value: 1.812 } },
            notes: [{ code: 'outside-range' as const, message: { en: 'DR gives 181.2 %.', zh: 'DR 为 181.2 %。' } }],
          }
        : r,
    )
    expect(table({ ...evaluation, results: overshot })).toContain('conversion: DR gives 181.20 %, outside 0–100 %')
    expect(table({ ...evaluation, results: overshot }, 'zh')).toContain('超出 0–100 %')
  })

  it('prints absent figures as absent', () => {
    const evaluation = exampleEvaluation()
    const results = evaluation.results.map(r =>
      r.policy === 1 && r.outcome === 'margin'
        ? {
            ...r,
            estimates: { dr: null, snips: null, ips: null, dm: null },
            difference: { dr: null, snips: null },
            verdict: 'no verdict' as const,
          }
        : r,
    )
    expect(lineOf(table({ ...evaluation, results }), 'margin')).toMatch(
      /^margin per decision +CNY +3\.1 +— +— +— +— +no verdict$/,
    )
  })

  it('gives the upper limit where there was no event', () => {
    expect(table(exampleEvaluation())).toContain(
      'suitability breach: no event in the history this strategy can use; at most 3.40 per 10,000 (one-sided 95 %)',
    )
  })
})

it('stands straight: verdicts begin in one column, also with Chinese text', () => {
  for (const lang of ['en', 'zh'] as const) {
    const lines = table(exampleEvaluation(), lang, 116).split('\n')
    const starts = lines
      .filter(line => /\] +\S/.test(line))
      .slice(0, 4)
      .map(line => displayWidth(line.slice(0, line.search(/\] +\S/) + 1 + line.match(/\]( +)/)![1]!.length)))
    expect(new Set(starts).size).toBe(1)
  }
})

it.each([60, 80, 100, 120])('stays within %i columns', width => {
  for (const lang of ['en', 'zh'] as const) {
    for (const strategies of [1, 3]) {
      const lines = table(exampleEvaluation({ strategies }), lang, width).split('\n')
      expect(lines.filter(line => displayWidth(line) > width)).toEqual([])
    }
  }
})

it('compares several strategies side by side, with a sign for each verdict and a mark for each refusal', () => {
  const text = table(exampleEvaluation({ strategies: 3 }))
  expect(text).toContain('side by side: difference from as logged (DR)')
  expect(text).toMatch(/gentle-reminder@\w{4} +\+0\.42 ▲ +\+0\.97 ▲ +−0\.8 †\(2\) /)
})

describe('segments and months', () => {
  it('give every marked figure a letter that stands below with its reason and how many figures have it', () => {
    for (const strategies of [1, 3]) {
      for (const width of [60, 100, 160]) {
        const lines = table(exampleEvaluation({ strategies }), 'en', width).split('\n')
        const from = lines.findIndex(line => line.startsWith('by segment')),
          until = lines.indexOf('', from)
        const part = lines.slice(from, until).join('\n')
        const reason = `\\(a\\) no support \\(${strategies} of ${7 * strategies} figures\\): more than 5`
        expect(part).toMatch(new RegExp(reason))
        for (const line of lines.slice(from, until)) if (/\d\*/.test(line)) expect(line).toMatch(/\(a\)$/)
      }
    }
  })
  it('name a reason once, though strategy and champion both have it', () => {
    const evaluation = exampleEvaluation()
    const results = evaluation.results.map(r =>
      r.refusals.length === 0 ? r : { ...r, refusals: [...r.refusals, ...r.refusals] },
    )
    expect(lineOf(table({ ...evaluation, results }), 'dormant')).toMatch(/no verdict \(a\)$/)
  })
})

it('names the champion when it is a strategy', () => {
  const text = table({ ...exampleEvaluation({ strategies: 2 }), champion: 1 })
  expect(text).toMatch(/difference from deposit-maturity@\w{4} \(DR\)/)
})

it('says what weakens the figures: no customer column, young decisions, responders only, carry-over', () => {
  const text = table(exampleEvaluation({ customersKnown: false }))
  expect(text).toContain('each row is taken as a customer')
  expect(text).toContain('early redemption: 9,870 decisions younger than 60 days left out')
  expect(text).toContain('Among responders only: satisfaction')
  expect(text).toContain('Carry-over into later states')
  expect(table(exampleEvaluation({ customersKnown: false }), 'zh')).toContain('每一行当作一位客户')
})

it('has no months where the history has none', () => {
  const text = table(exampleEvaluation({ months: false }))
  expect(text).not.toContain('by month')
  expect(text.split('\n')[0]).toMatch(/^demo-bank {3}(data|240,000)/)
})

it('is coloured only when asked, and the colours change no column', () => {
  const evaluation = exampleEvaluation()
  const plain = renderTable(evaluation, { lang: 'en', width: 116, colour: false })
  const coloured = renderTable(evaluation, { lang: 'en', width: 116, colour: true })
  expect(coloured).toContain('\u001b[32mbetter')
  expect(
    stripVTControlCharacters(coloured)
      .split('\n')
      .map(line => line.trimEnd()),
  ).toEqual(plain.split('\n'))
  expect(plain).not.toContain('\u001b')
})
