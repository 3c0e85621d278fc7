import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { wordsFor } from 'huijian'
import type { Text, Title } from 'huijian'
import bankMarketing from 'huijian/datasets/bank-marketing'
import hillstrom from 'huijian/datasets/hillstrom'
import openBandit from 'huijian/datasets/open-bandit'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/history/dataset.ts'

const datasets: readonly Dataset[] = [hillstrom, openBandit, bankMarketing]

describe.each(datasets)('datasets/$name', dataset => {
  const readme = readFileSync(join(import.meta.dirname, '../../datasets', dataset.name, 'README.md'), 'utf8')

  it('says everything in English and in Chinese', () => {
    for (const text of textsOf(dataset)) {
      expect(text.zh, text.en).toMatch(/\p{Script=Han}/u)
      expect(text.en, text.zh).not.toMatch(/\p{Script=Han}/u)
    }
  })

  it('documents its source, its file and its leaks in the README', () => {
    expect(readme).toContain(`huijian import ${dataset.name} --file`)
    for (const { name, sha256, rows } of dataset.source.files) {
      expect(readme).toContain(name)
      expect(readme).toContain(sha256!)
      expect(readme).toContain(rows!.toLocaleString('en'))
    }
    for (const leak of Object.keys(dataset.leaks)) expect(readme).toContain(`\`${leak}\``)
  })
})

it('gives no word for a column that is known only after the call', () => {
  const f = wordsFor(bankMarketing.features)
  // @ts-expect-error `duration` is a leak, not a feature
  expect(() => f.duration).toThrow(/no feature “duration”/)
  // @ts-expect-error neither is employment, whatever its name here
  expect(() => f.nrEmployed).toThrow(/no feature/)
})

function textsOf(dataset: Dataset): readonly Text[] {
  const titles: (Title | undefined)[] = [
    dataset.title,
    ...Object.values(dataset.features).flatMap(f => [
      f.label,
      ...(f.kind === 'category' ? Object.values(f.levelLabels ?? {}) : []),
    ]),
    ...dataset.actions.map(a => a.label),
    ...Object.values(dataset.outcomes).map(o => o.label),
    ...dataset.segments.map(s => s.title),
  ]
  return titles.map(title => {
    if (typeof title !== 'object') throw new Error(`“${title}” has one language`)
    return title
  })
}
