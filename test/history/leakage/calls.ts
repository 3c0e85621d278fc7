// A small bank with an event file beside its decisions, and features that look ahead in different ways.

import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { customerHash } from '../../../src/history/customer-hash.ts'
import type { EventFeature } from '../../../src/history/dataset.ts'
import { defineDataset } from '../../../src/history/define-dataset.ts'
import { rng } from '../../../src/stats/rng.ts'
import type { FeatureSpec } from '../../../src/strategy/catalogue.ts'

const label = { en: 'label', zh: '标签' }
const number = (from?: string): FeatureSpec => ({
  kind: 'number',
  unit: 'items',
  nature: 'dynamic',
  label,
  ...(from === undefined ? {} : { from }),
})

/** @param features  by name: a source expression, or an event feature */
export const calls = (features: Readonly<Record<string, string | EventFeature>>) => {
  const events = Object.entries(features).filter((one): one is [string, EventFeature] => typeof one[1] !== 'string')
  return defineDataset({
    name: 'calls',
    title: label,
    source: { publisher: 'test', licence: 'none', files: [] },
    decision: { id: 'id', customer: 'client', time: 'at', action: 'done' },
    events: { moves: { file: 'moves.csv', customer: 'client', time: 'at', features: Object.fromEntries(events) } },
    features: Object.fromEntries(
      Object.entries(features).map(([name, from]) => [name, typeof from === 'string' ? number(from) : number()]),
    ),
    actions: [
      { channel: 'hold', label },
      { channel: 'call', label },
    ],
    propensity: { source: 'modelled' },
    outcomes: { sold: { kind: 'conversion', measure: 'rate', direction: 'higher', horizonDays: 0, label } },
    leaks: { talk: 'measured during the call' },
  })
}

/**
 * One decision a day for each customer, on which `age` says a little about the sale and `talk` much. Account moves
 * fall between decisions.
 *
 * @returns path of the decision file
 */
export function callFiles(folder: string, { customers = 60, days = 12, seed = 1 } = {}): string {
  const uniform = rng(seed),
    decisions = ['id,client,at,done,age,talk,echo,place,sold'],
    moves = ['client,at,amount']
  for (let c = 0; c < customers; c++) {
    // Whether a customer is in an odd fold must not go with what she does.
    const client = customerHash(`client ${c}`).order.slice(0, 8)
    for (let d = 1; d <= days; d++) {
      const day = `2025-03-${String(d).padStart(2, '0')}`,
        age = Math.floor(20 + 60 * uniform())
      const sold = uniform() < 0.25 + age / 800 ? 1 : 0,
        talk = Math.floor(uniform() * 100 + sold * 60)
      const place = (sold === 1) === uniform() < 0.55 ? 'town' : 'country'
      // As good as the talk, but not the same: both come from the sale.
      const echo = talk + Math.floor(uniform() * 56)
      const done = uniform() < 0.5 ? 'call' : 'hold'
      decisions.push([`${c}-${d}`, client, `${day} 10:00:00`, done, age, talk, echo, place, sold].join(','))
      if (uniform() < 0.7) moves.push([client, `${day} 18:00:00`, Math.floor(1000 * uniform())].join(','))
    }
  }
  writeFileSync(join(folder, 'moves.csv'), `${moves.join('\n')}\n`)
  const path = join(folder, 'calls.csv')
  writeFileSync(path, `${decisions.join('\n')}\n`)
  return path
}

/** The decisions in two files beside the first, those for which `isSecond` holds in the second. */
export function splitFile(path: string, isSecond: (line: string) => boolean): readonly string[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  return [false, true].map(second => {
    const file = join(dirname(path), second ? 'second.csv' : 'first.csv')
    writeFileSync(file, `${[header, ...lines.filter(line => isSecond(line) === second)].join('\n')}\n`)
    return file
  })
}
