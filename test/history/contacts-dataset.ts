// A small dataset definition with every kind of column.

import { defineDataset } from '../../src/history/define-dataset.ts'
import { segment } from '../../src/strategy/define.ts'

const label = { en: 'label', zh: '标签' }
const outcome = { label, kind: 'conversion', direction: 'higher', horizonDays: 0 } as const

export const contacts = defineDataset({
  name: 'contacts',
  title: { en: 'Contacts', zh: '联系' },
  source: { publisher: 'test', licence: 'none', files: [] },
  decision: { id: 'id', customer: 'customer', time: 'at', action: 'action' },
  features: {
    age: { kind: 'number', unit: 'years', min: 18, max: 120, label, nature: 'static' },
    region: { kind: 'category', levels: ['north', 'south', 'far, far “away”'], label, nature: 'static' },
    insured: { kind: 'boolean', label, nature: 'static' },
    matures: { kind: 'day', label, nature: 'dynamic' },
  },
  actions: [
    { channel: 'call', offer: 'deposit', label },
    { channel: 'sms', offer: 'deposit', label },
    { channel: 'hold', label },
  ],
  propensity: { source: 'logged', from: 'propensity' },
  outcomes: {
    bought: { ...outcome, measure: 'rate' },
    margin: { ...outcome, measure: 'mean', unit: 'CNY' },
    score: { ...outcome, measure: 'ratio', numerator: 'points', denominator: 'answered', kind: 'experience' },
  },
  segments: f => [segment('young', 'Young', f.age.below(30)), segment('southern', 'Southern', f.region.is('south'))],
})
