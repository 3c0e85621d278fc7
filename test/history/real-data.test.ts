import { expect, it } from 'vitest'
import { defineDataset } from '../../src/history/define-dataset.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { loadColumns } from '../../src/history/load-columns.ts'
import { describeShared, sharedData } from '../datasets/shared-data.ts'
import { folder } from './contacts.ts'

const label = { en: 'label', zh: '标签' }
const outcome = { label, kind: 'conversion', direction: 'higher', horizonDays: 0 } as const
const source = { publisher: 'see the dataset of that name', licence: 'see there', files: [] }

const hillstrom = defineDataset({
  name: 'hillstrom',
  title: label,
  source,
  decision: {
    action: `CASE segment WHEN 'Womens E-Mail' THEN 'email:womens' WHEN 'Mens E-Mail' THEN 'email:mens'
      WHEN 'No E-Mail' THEN 'hold' END`,
  },
  features: {
    recency: { kind: 'number', unit: 'months', min: 1, max: 12, label, nature: 'dynamic' },
    zone: { kind: 'category', levels: ['Surburban', 'Rural', 'Urban'], from: 'zip_code', label, nature: 'static' },
    newbie: { kind: 'boolean', label, nature: 'static' },
  },
  actions: [
    { channel: 'email', offer: 'womens', label },
    { channel: 'email', offer: 'mens', label },
    { channel: 'hold', label },
  ],
  propensity: { source: 'design', shares: { 'email:womens': 1 / 3, 'email:mens': 1 / 3, hold: 1 / 3 } },
  outcomes: { visit: { ...outcome, measure: 'rate' }, spend: { ...outcome, measure: 'mean', unit: 'USD' } },
})

const bankMarketing = defineDataset({
  name: 'bank-marketing',
  title: label,
  source,
  decision: { action: `'call:deposit'` },
  features: {
    age: { kind: 'number', unit: 'years', min: 17, max: 98, label, nature: 'static' },
    variation: { kind: 'number', unit: '%', from: '"emp.var.rate"', label, nature: 'dynamic' },
    sinceContact: {
      kind: 'number',
      unit: 'days',
      from: 'CASE WHEN pdays = 999 THEN NULL ELSE pdays END',
      label,
      nature: 'dynamic',
    },
    inDefault: {
      kind: 'boolean',
      from: `CASE "default" WHEN 'yes' THEN true WHEN 'no' THEN false END`,
      label,
      nature: 'static',
    },
    phone: { kind: 'category', levels: ['telephone', 'cellular'], from: 'contact', label, nature: 'static' },
  },
  actions: [
    { channel: 'call', offer: 'deposit', label },
    { channel: 'hold', label },
  ],
  propensity: { source: 'modelled' },
  outcomes: { subscribed: { ...outcome, measure: 'rate', from: `y = 'yes'` } },
  leaks: { duration: 'the length of the call' },
})

describeShared('Hillstrom', ['hillstrom.csv'], () => {
  it("64,000 customers; women's e-mail against none is 0.0452331066 in visits", async () => {
    const imported = await importHistory({ dataset: hillstrom, files: [sharedData('hillstrom.csv')], home: folder() })
    expect(imported.facts).toMatchObject({ rows: 64_000, customers: 64_000, quarantined: 0, customersKnown: false })
    const { action, outcomes, propensity } = await loadColumns(imported, hillstrom, {
      features: [],
      outcomes: ['visit', 'spend'],
    })
    const mean = (arm: number, column: string) => {
      const values = [...outcomes[column]!].filter((_, i) => action[i] === arm)
      return values.reduce((a, b) => a + b, 0) / values.length
    }
    expect(mean(0, 'visit') - mean(2, 'visit')).toBeCloseTo(0.0452331066, 9)
    expect(mean(0, 'spend') - mean(2, 'spend')).toBeCloseTo(0.4244122, 6)
    expect(new Set(propensity)).toEqual(new Set([1 / 3]))
  })
})

describeShared('UCI Bank Marketing', ['bank-additional-full.csv'], () => {
  it('separated by semicolons: 4,640 of 41,188 subscribed', async () => {
    const imported = await importHistory({
      dataset: bankMarketing,
      files: [sharedData('bank-additional-full.csv')],
      home: folder(),
    })
    expect(imported.facts).toMatchObject({ rows: 41_188, quarantined: 0, propensity: 'modelled', from: null })
    const { outcomes, features } = await loadColumns(imported, bankMarketing, {
      features: Object.keys(bankMarketing.features),
      outcomes: ['subscribed'],
    })
    expect([...outcomes['subscribed']!].filter(value => value === 1).length).toBe(4_640)
    const { phone, sinceContact, inDefault } = features
    if (phone?.kind !== 'category' || sinceContact?.kind !== 'number' || inDefault?.kind !== 'boolean')
      throw new Error('kinds of columns')
    const cellular = [...outcomes['subscribed']!].filter((_, i) => phone.codes[i] === 1)
    expect(cellular.reduce((a, b) => a + b, 0) / cellular.length).toBeCloseTo(0.147376, 6)
    const contacted = sinceContact.values.filter(days => !Number.isNaN(days))
    expect(contacted.length).toBe(1_515) // 39,673 of the file's pdays are 999, which means never
    expect(Math.max(...contacted)).toBeLessThan(30)
    expect(inDefault.values.filter(value => value === 1).length).toBe(3)
  })
})
