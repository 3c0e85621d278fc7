// Goal: a real back-test, from columns to document, passes through every report and the library unchanged.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoColumns, demoFacts } from '../../datasets/demo-bank/columns.ts'
import demoBank from '../../datasets/demo-bank/index.ts'
import { backtest } from '../../src/app/backtest.ts'
import type { Evaluation } from '../../src/evaluate/evaluation.ts'
import { evaluationJson, evaluationSchema } from '../../src/evaluate/evaluation.ts'
import { openLibrary } from '../../src/library/library.ts'
import { displayWidth } from '../../src/report/display-width.ts'
import { renderHtml } from '../../src/report/page/html.ts'
import { refusalSentence } from '../../src/report/refusal-sentences.ts'
import { renderTable } from '../../src/report/table.ts'
import callEveryone from '../../strategies/demo-bank/call-everyone.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'

const folder = mkdtempSync(join(tmpdir(), 'huijian-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

let evaluation: Evaluation
beforeAll(async () => {
  const size = { customers: 1_500, months: 6, seed: 3 },
    columns = demoColumns(size)
  evaluation = await backtest({
    dataset: demoBank,
    columns,
    facts: { ...demoFacts(size, columns), dataHash: '0'.repeat(64) },
    strategies: [depositMaturity, callEveryone],
    champion: 'logged',
    workers: 1,
    seed: 3,
  })
})

it('is a valid document', () => {
  expect(evaluationSchema.safeParse(JSON.parse(evaluationJson(evaluation))).error?.issues ?? []).toEqual([])
})

it('is found again in the library as it was, its definitions under their hashes', () => {
  const library = openLibrary(join(folder, 'library.sqlite'))
  const id = library.saveRun(evaluation, { createdAt: new Date(0), random: Math.random })
  expect(evaluationJson(library.showRun(id).evaluation)).toBe(evaluationJson(evaluation))
  expect(library.listVersions()).toHaveLength(2)
  library.close()
})

it('fits a terminal, with a line for every outcome of every strategy', () => {
  for (const lang of ['en', 'zh'] as const) {
    const lines = renderTable(evaluation, { lang, width: 118, colour: false }).split('\n')
    expect(lines.filter(line => displayWidth(line) > 118)).toEqual([])
    for (const { label } of evaluation.outcomes) {
      expect(lines.filter(line => line.startsWith(`${label[lang]} `)).length).toBeGreaterThanOrEqual(2)
    }
  }
})

it('makes a page that says each strategy in words, every refusal, and no figure that is not a number', async () => {
  const html = await renderHtml(evaluation, { lang: 'en', world: demoBank })
  for (const { rules } of [depositMaturity, callEveryone]) expect(html).toContain(`${rules.length}. `)
  const refusals = evaluation.results.filter(r => r.policy !== evaluation.champion && r.cell.kind === 'all')
  for (const refusal of refusals.flatMap(r => r.refusals)) {
    expect(html).toContain(refusalSentence(refusal, 'en').replaceAll("'", '&#39;'))
  }
  expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/)
})
