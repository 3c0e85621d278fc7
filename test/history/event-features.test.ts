import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/history/dataset.ts'
import { defineDataset } from '../../src/history/define-dataset.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { canonicalRows, folder, writeText } from './contacts.ts'

const label = { en: 'label', zh: '标签' }
const dataset: Dataset = defineDataset({
  name: 'with-events',
  title: label,
  source: { publisher: 'test', licence: 'none', files: [] },
  decision: { id: 'id', customer: 'customer', time: 'time', action: `'hold'` },
  events: {
    contacts: {
      file: 'events.csv',
      customer: 'who',
      time: 'happened',
      features: {
        lastChannel: { as: 'latest', value: 'channel' },
        callsInMonth: { as: 'count', withinDays: 30, where: `channel = 'call'` },
        daysSinceContact: { as: 'days since' },
      },
    },
  },
  features: {
    lastChannel: { kind: 'category', levels: ['call', 'sms'], label, nature: 'dynamic' },
    callsInMonth: { kind: 'number', unit: 'calls', max: 2, label, nature: 'dynamic' },
    daysSinceContact: { kind: 'number', unit: 'days', label, nature: 'dynamic' },
  },
  actions: [{ channel: 'hold', label }],
  propensity: { source: 'modelled' },
  outcomes: { bought: { label, kind: 'conversion', direction: 'higher', horizonDays: 0, measure: 'rate' } },
})
const decisions =
  'id,customer,time,bought\nd1,007,2025-03-10 12:00:00,0\nd2,7,2025-03-10 12:00:00,1\nd3,007,2025-03-01,0\n'
const events = (...lines: string[]) => ['who;happened;channel', ...lines, ''].join('\n')

describe('an import with events', () => {
  it('joins what was known strictly before each decision, by the key as text', async () => {
    const home = folder()
    writeText(
      'events.csv',
      events(
        '007;2025-03-09 12:00:00;call',
        '007;2025-03-10 12:00:00;sms',
        '007;2025-03-05;sms',
        '008;2025-03-01;call',
      ),
      home,
    )
    const imported = await importHistory({ dataset, files: [writeText('a.csv', decisions, home)], home })
    const rows = await canonicalRows(imported)
    expect(rows.get('d1')).toMatchObject({ lastChannel: 'call', callsInMonth: 1, daysSinceContact: 1 })
    expect(rows.get('d2')).toMatchObject({ lastChannel: null, callsInMonth: 0, daysSinceContact: null })
    expect(rows.get('d3')).toMatchObject({ lastChannel: null, callsInMonth: 0, daysSinceContact: null })
  })

  it('is done again when only the events have changed', async () => {
    const home = folder(),
      file = writeText('a.csv', decisions, home)
    writeText('events.csv', events('007;2025-03-09;call'), home)
    const first = await importHistory({ dataset, files: [file], home })
    writeText('events.csv', events('007;2025-03-09;sms'), home)
    const second = await importHistory({ dataset, files: [file], home })
    expect(second.reused).toBe(false)
    expect(second.facts.dataHash).not.toBe(first.facts.dataHash)
  })

  it('checks computed features like any other', async () => {
    const home = folder(),
      file = writeText('a.csv', decisions, home)
    writeText('events.csv', events(...Array.from({ length: 3 }, (_, k) => `007;2025-03-0${k + 5};call`)), home)
    await expect(importHistory({ dataset, files: [file], home })).rejects.toThrow(
      /feature callsInMonth “3\.0” is above 2/,
    )
  })

  it.each<[string, string | null, RegExp]>([
    ['an events file that is not there', null, /There is no file .*events\.csv/],
    [
      'events that cannot be placed',
      events('007;yesterday;call'),
      /Events “contacts” in .*1 of 1 events have no customer or no readable moment/,
    ],
    [
      'events without a column that is read',
      'who;happened\n007;2025-03-05\n',
      /events\.csv has no column “channel”, which events\.contacts reads/,
    ],
  ])('refuses %s', async (_, text, message) => {
    const home = folder(),
      file = writeText('a.csv', decisions, home)
    if (text !== null) writeText('events.csv', text, home)
    await expect(importHistory({ dataset, files: [file], home })).rejects.toThrow(message)
  })
})
