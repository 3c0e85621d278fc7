import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineDataset } from 'huijian'
import { expect, it } from 'vitest'
import { importHistory } from '../../src/history/import-history.ts'
import { loadColumns } from '../../src/history/load-columns.ts'
import { temporaryFolder } from '../datasets/shared-data.ts'

const folder = temporaryFolder()
const label = { en: 'x', zh: '某' }
const dataset = defineDataset({
  name: 'with-events',
  title: label,
  source: { publisher: 'a test', licence: 'none', files: [] },
  decision: { id: 'id', customer: 'who', time: 'decided_at', action: 'action' },
  events: {
    contacts: {
      file: 'contacts.csv',
      customer: 'client',
      time: 'happened',
      features: {
        balance: { as: 'latest', value: 'balance' },
        callsIn7Days: { as: 'count', withinDays: 7, where: `kind = 'call'` },
        daysSinceContact: { as: 'days since' },
      },
    },
  },
  features: {
    balance: { kind: 'number', unit: 'CNY', nature: 'dynamic', label },
    callsIn7Days: { kind: 'number', unit: 'calls', nature: 'dynamic', label },
    daysSinceContact: { kind: 'number', unit: 'days', nature: 'dynamic', label },
  },
  actions: [
    { channel: 'hold', label },
    { channel: 'call', label },
  ],
  propensity: { source: 'modelled' },
  outcomes: { sold: { kind: 'conversion', measure: 'rate', direction: 'higher', horizonDays: 0, label } },
})

const decisions = `id,who,decided_at,action,sold
1,007,2025-03-10 09:00:00,call,0
2,007,2025-03-20 09:00:00,hold,0
3,8,2025-03-10 09:00:00,call,1`
const contacts = [
  'client,happened,kind,balance',
  '007,2025-03-08 09:00:00,call,100',
  '007,2025-03-10 09:00:00,call,999',
  '007,2025-03-19 21:00:00,sms,50',
  '7,2025-03-09,call,1',
]

it('computes features from an event file beside the decisions, strictly before each decision', async () => {
  const { balance, callsIn7Days, daysSinceContact } = await featuresWith('good', contacts)
  // Customer 007 is not customer 7; the call at the very moment of decision 1 counts only for decision 2.
  expect(balance).toEqual(
    new Map([
      [0, 100],
      [1, 50],
      [2, NaN],
    ]),
  )
  expect(callsIn7Days).toEqual(
    new Map([
      [0, 1],
      [1, 0],
      [2, 0],
    ]),
  )
  expect(daysSinceContact).toEqual(
    new Map([
      [0, 2],
      [1, 0.5],
      [2, NaN],
    ]),
  )
})

it('gives the first decisions the same features when everything after them is cut off', async () => {
  const full = await featuresWith('full', contacts),
    cut = await featuresWith('cut', contacts.slice(0, 2))
  for (const name of ['balance', 'callsIn7Days', 'daysSinceContact'] as const) {
    expect(cut[name].get(0)).toBe(full[name].get(0))
  }
})

it('refuses events without a moment, and an event file that is not there', async () => {
  await expect(featuresWith('bad', [...contacts, '007,some day,call,1'])).rejects.toThrow(
    /1 of 5 events have no customer or no readable moment/,
  )
  await expect(featuresWith('absent', null)).rejects.toThrow(/contacts\.csv/)
})

/** Feature values by decision: 0 and 1 of customer 007 in time order, 2 of customer 8. */
async function featuresWith(name: string, events: readonly string[] | null) {
  const place = join(folder, name)
  mkdirSync(place)
  const file = join(place, 'decisions.csv')
  writeFileSync(file, decisions)
  if (events !== null) writeFileSync(join(place, 'contacts.csv'), events.join('\n'))
  const imported = await importHistory({ dataset, files: [file], home: join(place, 'home') })
  const columns = await loadColumns(imported, dataset, { features: Object.keys(dataset.features), outcomes: ['sold'] })
  const one = columns.outcomes['sold']!.indexOf(1) // customer 8's only decision; canonical order is by hash
  const rows = [0, 1, 2].filter(i => i !== one)
  const values = (feature: string) => {
    const column = columns.features[feature]
    if (column?.kind !== 'number') throw new Error(`${feature} is no number`)
    return new Map([...rows.map((row, k) => [k, column.values[row]!] as const), [2, column.values[one]!]])
  }
  return {
    balance: values('balance'),
    callsIn7Days: values('callsIn7Days'),
    daysSinceContact: values('daysSinceContact'),
  }
}
