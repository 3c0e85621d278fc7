import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { customerHash, customerHashSql, customerOrderSql } from '../../src/history/customer-hash.ts'
import { defineDataset, type DatasetDefinition } from '../../src/history/define-dataset.ts'
import { columnsNamedIn, soleColumn } from '../../src/history/sql-names.ts'
import type { ActionSpec, Catalogue } from '../../src/strategy/catalogue.ts'
import { segment } from '../../src/strategy/define.ts'
import { Cond } from '../../src/strategy/words.ts'
import { duck } from './contacts.ts'

type Definition = DatasetDefinition<Catalogue, readonly ActionSpec[]>
const label = { en: 'label', zh: '标签' }
const rate = { label, kind: 'conversion', direction: 'higher', horizonDays: 0, measure: 'rate' } as const
const age = { kind: 'number', unit: 'years', label, nature: 'static' } as const
const base: Definition = {
  name: 'small',
  title: label,
  source: { publisher: 'test', licence: 'none', files: [] },
  decision: { action: 'action' },
  features: { age },
  actions: [
    { channel: 'call', offer: 'loan', label },
    { channel: 'hold', label },
  ],
  propensity: { source: 'modelled' },
  outcomes: { bought: rate },
}
const timed = { action: 'action', customer: 'customer', time: 'time' }
const event = (name: string) =>
  ({ file: 'e.csv', customer: 'customer', time: 'time', features: { [name]: { as: 'days since' } } }) as const

describe('defineDataset', () => {
  it('stores segments as data and fills in what was left out', () => {
    expect(defineDataset(base)).toMatchObject({ segments: [], strata: [], leaks: {}, quarantineLimit: 0.01 })
    const written = defineDataset({
      name: 'small',
      title: label,
      source: base.source,
      decision: base.decision,
      features: { age },
      actions: [{ channel: 'hold', label }],
      propensity: base.propensity,
      outcomes: base.outcomes,
      segments: f => [segment('old', 'Old', f.age.above(60))],
    })
    expect(written.segments).toEqual([
      {
        id: 'old',
        title: 'Old',
        if: {
          op: 'compare',
          fn: '>',
          left: { op: 'feature', name: 'age' },
          right: { op: 'value', value: 60 },
        },
      },
    ])
    expect(written.strata).toBe(written.segments)
    expect(JSON.parse(JSON.stringify(written))).toEqual(written)
  })

  it('keeps strata of its own apart from the segments', () => {
    const { segments, strata } = defineDataset({
      ...base,
      strata: () => [segment('known', 'Known', new Cond({ op: 'missing', of: { op: 'feature', name: 'age' } }))],
    })
    expect([segments, strata.map(({ id }) => id)]).toEqual([[], ['known']])
  })

  it.each<[string, Partial<Definition>, RegExp]>([
    ['a name with blanks', { name: 'Small Bank' }, /a name consists of small letters/],
    ['no hold', { actions: [{ channel: 'call', offer: 'loan', label }] }, /lack \{ channel: 'hold'/],
    ['hold with an offer', { actions: [{ channel: 'hold', offer: 'loan', label }] }, /cannot have an offer/],
    ['an action twice', { actions: [...base.actions, { channel: 'hold', label }] }, /action “hold” is listed twice/],
    ['no outcome', { outcomes: {} }, /there is no outcome/],
    [
      'an outcome with the name of a feature',
      { outcomes: { age: rate } },
      /outcome “age” has the name of feature “age”/,
    ],
    [
      'names that differ in capitals only',
      { features: { age, AGE: age } },
      /feature “AGE” has the name of feature “age”/,
    ],
    [
      'a feature with the name of a column',
      { features: { time: age } },
      /feature “time” has the name of a column every history has/,
    ],
    ['an outcome that is no name', { outcomes: { 'bought.num': rate } }, /outcome “bought\.num”: a name consists of/],
    [
      'an empty level',
      { features: { job: { kind: 'category', levels: ['a', ''], label, nature: 'static' } } },
      /empty level/,
    ],
    [
      'a level twice',
      { features: { job: { kind: 'category', levels: ['a', 'a'], label, nature: 'static' } } },
      /level “a” twice/,
    ],
    [
      'a label of no level',
      {
        features: {
          job: { kind: 'category', levels: ['clerk'], levelLabels: { clark: label }, label, nature: 'static' },
        },
      },
      /labels “clark”.*Did you mean “clerk”/,
    ],
    ['a range upside down', { features: { age: { ...age, min: 9, max: 1 } } }, /min 9 is above max 1/],
    [
      'a design share of 0',
      { propensity: { source: 'design', shares: { 'call:loan': 0, hold: 1 } } },
      /share of “call:loan” is 0/,
    ],
    [
      'design shares that are not 1 together',
      { propensity: { source: 'design', shares: { 'call:loan': 0.33, hold: 0.66 } } },
      /add up to 0\.99/,
    ],
    [
      'a design share of an unknown action',
      { propensity: { source: 'design', shares: { 'call:lone': 1 } } },
      /“call:lone”\. Did you mean “call:loan”/,
    ],
    [
      'a leaking feature',
      { features: { talk: { ...age, from: 'log("Duration")' } }, leaks: { duration: 'known after the call' } },
      /feature “talk” reads “duration”, which is known only after the decision: known after the call/,
    ],
    [
      'a leaking feature without from',
      { features: { duration: age }, leaks: { duration: 'known after the call' } },
      /reads “duration”/,
    ],
    [
      'a leaking propensity',
      { propensity: { source: 'logged', from: 'score' }, leaks: { score: 'written later' } },
      /the propensity reads “score”/,
    ],
    ['a negative horizon', { outcomes: { bought: { ...rate, horizonDays: -1 } } }, /horizonDays is -1/],
    ['a ceiling in per cent', { outcomes: { bought: { ...rate, ceiling: 2 } } }, /2 % is 0\.02/],
    ['a moment that is none', { decision: timed, observedUntil: 'soon' }, /observedUntil “soon”/],
    ['observedUntil without time', { observedUntil: '2025-01-01' }, /needs the time of decisions/],
    ['a quarantine limit in per cent', { quarantineLimit: 5 }, /quarantineLimit is a share/],
    [
      'a segment called other',
      { segments: () => [segment('other', 'Other', new Cond({ op: 'all', of: [] }))] },
      /“other” is the segment/,
    ],
    [
      'a stratum called other',
      { strata: () => [segment('other', 'Other', new Cond({ op: 'all', of: [] }))] },
      /“other” is the stratum/,
    ],
    [
      'a segment over an unknown feature',
      { segments: () => [segment('s', 'S', new Cond({ op: 'missing', of: { op: 'feature', name: 'agee' } }))] },
      /segment “s”: .*agee.*age/,
    ],
    ['events without a customer', { events: { calls: event('age') } }, /decision\.customer and decision\.time/],
    [
      'events for a feature that is not there',
      { decision: timed, events: { calls: event('agee') } },
      /compute “agee”.*Did you mean “age”/,
    ],
    [
      'a feature from two event tables',
      { decision: timed, events: { calls: event('age'), visits: event('age') } },
      /“calls” and by “visits”/,
    ],
  ])('refuses %s', (_, change, message) => {
    const attempt = () => defineDataset({ ...base, ...change })
    expect(attempt).toThrow(message)
    expect(attempt).toThrow(/^Dataset “/)
  })
})

describe('columns named in SQL', () => {
  it('are found bare and quoted, not in texts, comments or calls', () => {
    expect(columnsNamedIn(`log("Call ""x""") + b -- c\n + 'd' /* e */ + f(g)`)).toEqual(['Call "x"', 'b', 'g'])
  })
  it('are sole only when nothing else stands there', () => {
    expect([' age ', '"emp.var.rate"', '客户号', 'age + 1', `'age'`, 'now()', 'NULL', '1'].map(soleColumn)).toEqual([
      'age',
      'emp.var.rate',
      '客户号',
      null,
      null,
      null,
      null,
      null,
    ])
  })
})

describe('customerHash', () => {
  it('is the MD5 of the key in UTF-8: the digest orders, its last 32 bits make the fold', () => {
    expect(customerHash('a')).toEqual({ order: '0cc175b9c0f1b6a831c399e269772661', fold: 0x69772661 })
    expect(customerHash('客户').order).toBe(createHash('md5').update(Buffer.from('客户', 'utf8')).digest('hex'))
  })
  it('is the same in DuckDB', async () => {
    const keys = ['a', '', '客户', 'c1', '00123']
    const rows = await duck(`SELECT k, ${customerOrderSql('k')} AS "order", ${customerHashSql('k')}::DOUBLE AS fold
      FROM (SELECT unnest([${keys.map(key => `'${key}'`).join(', ')}]) AS k)`)
    expect(rows).toEqual(keys.map(k => ({ k, ...customerHash(k) })))
  })
})
