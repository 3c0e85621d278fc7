// A folder as a user keeps it: a data set of her own, a strategy of her own, a small history.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const definition = `import { defineDataset } from 'huijian'

export default defineDataset({
  name: 'tiny-bank',
  title: { en: 'Tiny bank', zh: '小银行' },
  source: { publisher: 'made up', licence: 'none needed', files: [{ name: 'contacts.csv' }] },
  decision: { id: 'id', customer: 'customer', time: 'decided', action: 'action' },
  features: {
    balance: { kind: 'number', unit: 'CNY', nature: 'dynamic', min: 0, label: { en: 'balance', zh: '余额' } },
    region: { kind: 'category', levels: ['north', 'south'], nature: 'static', label: { en: 'region', zh: '地区' } },
  },
  actions: [
    { channel: 'hold', label: { en: 'hold', zh: '不触达' } },
    { channel: 'call', offer: 'deposit', label: { en: 'call about a deposit', zh: '电话推介存款' } },
  ],
  propensity: { source: 'logged', from: 'propensity' },
  outcomes: {
    conversion: {
      kind: 'conversion', measure: 'rate', direction: 'higher', horizonDays: 0, from: 'converted',
      label: { en: 'conversion', zh: '转化率' },
    },
  },
  leaks: { converted: 'observed after the decision' },
})
`

export const strategyText = (rule: string) => `import { call, defineStrategy, hold } from 'huijian'
import tinyBank from './datasets/tiny-bank/index.ts'

export default defineStrategy(tinyBank, {
  id: 'rich-first',
  title: 'Call the rich',
  scenario: { line: 'wealth', journey: 'growth', trigger: 'balance' },
  params: { least: { default: 5_000, min: 0, max: 10_000, unit: 'CNY' } },
  exploration: 0.1,
  rules: (f, p) => [${rule}],
})
`

export const goodRule = `call('rich', f.balance.atLeast(p.least), { offer: 'deposit' })`
export const header = 'id,customer,decided,balance,region,action,propensity,converted'

/** 600 decisions of 200 customers; called with probability 1/2, and calls work on the rich. */
export function goodLines(): string[] {
  return Array.from({ length: 600 }, (_, i) => {
    const balance = (i * 7_919) % 10_000,
      called = ((i * 31) % 7) % 2 === 0
    const converted = (i * 13) % 10 < (called && balance >= 5_000 ? 6 : 2)
    const at = `2025-0${1 + (i % 3)}-1${Math.floor(i / 3) % 10} 10:00:00`
    return [
      i,
      `c${Math.floor(i / 3)}`,
      at,
      balance,
      i % 2 ? 'north' : 'south',
      called ? 'call:deposit' : 'hold',
      0.5,
      Number(converted),
    ].join(',')
  })
}

/** @returns the folder, in the system's temporary one */
export function tinyBank(): string {
  const folder = mkdtempSync(join(tmpdir(), 'huijian-cli-'))
  mkdirSync(join(folder, 'datasets', 'tiny-bank'), { recursive: true })
  writeFileSync(join(folder, 'datasets', 'tiny-bank', 'index.ts'), definition)
  writeFileSync(join(folder, 'rich-first.ts'), strategyText(goodRule))
  writeFileSync(join(folder, 'contacts.csv'), [header, ...goodLines()].join('\n'))
  return folder
}
