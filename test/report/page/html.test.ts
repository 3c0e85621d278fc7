// Goal: the tear sheet is complete, safe with any text, needs nothing from outside, and is the same every time.

import { expect, it } from 'vitest'
import { renderHtml } from '../../../src/report/page/html.ts'
import { exampleWorld } from '../example-strategies.ts'
import { exampleEvaluation } from '../example.ts'

const evaluation = exampleEvaluation()
const page = (lang: 'en' | 'zh', e = evaluation) => renderHtml(e, { lang, world: exampleWorld })
const textOf = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ')

it('has every part a reviewer needs', async () => {
  const text = textOf(await page('en'))
  for (const part of [
    'Call savers whose deposit matures this week',
    'In short Better on conversion, margin per decision. Within its limit on suitability breach †.',
    '† few events: neither better nor worse can be said; only a limit can be judged.',
    'Results',
    'The strategy in words',
    'days until the deposit matures is at most 7 days',
    'Decisions settled by each rule',
    'Share of every action',
    'By segment · conversion',
    'Month by month · conversion',
    'How well this history can speak',
    'Weights of the logged decisions',
    'What this history cannot say',
    'Only 19 effective events, 30 are needed',
    'Carry-over into later states',
    'Seeds and hashes',
    evaluation.history.dataHash,
    evaluation.policies[1]!.version!,
    'Terms',
    'DR (doubly robust)',
  ])
    expect(text).toContain(part)
})

it('speaks Chinese throughout', async () => {
  const html = await page('zh'),
    text = textOf(html)
  expect(html).toContain('<html lang="zh-CN">')
  for (const part of [
    '策略回检',
    '定期存款到期一周内电话挽留',
    '估计结果',
    '纵向比较',
    '这段历史说明不了什么',
    '名词解释',
  ]) {
    expect(text).toContain(part)
  }
  expect(textOf(await page('zh', exampleEvaluation({ strategies: 2 })))).toContain('横向比较')
  expect(text).not.toMatch(/\b(better|worse|unclear|refused|decisions|customers)\b/)
})

it('needs nothing from outside and runs nothing', async () => {
  const html = (await page('en')).replaceAll('&#39;', "'")
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`)
  expect(html).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|@import|url\(|\son\w+=/i)
  const addresses = html.match(/https?:\/\/[^"'\s<)]+/g) ?? []
  expect(addresses.filter(address => !address.startsWith('http://www.w3.org/'))).toEqual([]) // names of XML, not links
})

it('carries any text safely', async () => {
  const hostile = `</style><script>alert('x')</script> "q" & <b>定存</b>`
  const html = await page('en', exampleEvaluation({ label: hostile }))
  expect(html).not.toContain('<script')
  expect(html).not.toContain('<b>定存')
  expect(html.match(/<\/style>/g)).toHaveLength(1)
  expect(html).toContain('&lt;b&gt;定存&lt;/b&gt;')
  expect(html).toContain('&amp;')
})

it('is the same, byte for byte, when rendered again', async () => {
  expect(await page('zh')).toBe(await page('zh'))
})

it('puts what weakens every figure above them: modelled propensities, rows taken as customers', async () => {
  const html = await page('en', exampleEvaluation({ propensity: 'modelled', customersKnown: false }))
  expect(html.indexOf('Propensities are modelled')).toBeLessThan(html.indexOf('In short'))
  expect(html.indexOf('each row is taken as a customer')).toBeLessThan(html.indexOf('In short'))
  expect(html.match(/class="modelled"/g)!.length).toBeGreaterThan(10)
  expect(html).toContain('data-label="DR (modelled)"')
})

it('compares several strategies before it shows each, and links them', async () => {
  const html = await page('en', exampleEvaluation({ strategies: 3 }))
  expect(html).toContain('<h1>3 strategies compared</h1>')
  for (const p of [1, 2, 3]) expect(html).toMatch(new RegExp(`href="#policy-${p}".*id="policy-${p}"`, 's'))
})

it('names the saved run when there is one', async () => {
  const html = await renderHtml(evaluation, {
    lang: 'en',
    world: exampleWorld,
    run: { id: '01J00000000000000000000000', createdAt: new Date(0) },
  })
  expect(textOf(html)).toContain('run 01J00000000000000000000000 made at 1970-01-01 00:00 UTC')
})

it('can be made from the document alone, features then going by their names', async () => {
  expect(textOf(await renderHtml(evaluation, { lang: 'en' }))).toContain('depositMaturesInDays is at most 7 days')
})

it('has no empty charts for a history without months or segments', async () => {
  const bare = exampleEvaluation({ months: false })
  const text = textOf(
    await page('en', { ...bare, segments: [], results: bare.results.filter(r => r.cell.kind === 'all') }),
  )
  expect(text).not.toContain('Month by month')
  expect(text).not.toContain('By segment')
})
