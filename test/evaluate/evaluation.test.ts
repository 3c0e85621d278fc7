// Goal: what --json prints is the documented document, byte-stable, and the document says everything in it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { evaluationJson, evaluationJsonSchema, evaluationSchema } from '../../src/evaluate/evaluation.ts'
import { exampleEvaluation } from '../report/example.ts'

const docs = join(import.meta.dirname, '../../docs')

it('accepts an evaluation and gives it back unchanged', () => {
  const evaluation = exampleEvaluation({ strategies: 3, propensity: 'modelled' })
  expect(evaluationSchema.parse(JSON.parse(evaluationJson(evaluation)))).toEqual(evaluation)
})

it('prints equal evaluations as equal bytes, whatever the order of their keys', () => {
  const evaluation = exampleEvaluation()
  const reversed = JSON.parse(JSON.stringify(evaluation), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value,
  )
  expect(JSON.stringify(reversed)).not.toBe(JSON.stringify(evaluation))
  expect(evaluationJson(reversed)).toBe(evaluationJson(evaluation))
})

it('refuses to print a number that JSON cannot say', () => {
  const evaluation = exampleEvaluation()
  expect(() => evaluationJson({ ...evaluation, settings: { ...evaluation.settings, level: NaN } })).toThrow(
    'no JSON form',
  )
})

it.each([
  ['another version', { schema: 'huijian.evaluation/3' }],
  ['a verdict nobody defined', { results: [{ ...exampleEvaluation().results[1]!, verdict: 'good' }] }],
  ['a field nobody documented', { surprise: 1 }],
  ['a hash that is none', { history: { ...exampleEvaluation().history, dataHash: '9c41' } }],
])('refuses %s', (_, change) => {
  expect(evaluationSchema.safeParse({ ...exampleEvaluation(), ...change }).success).toBe(false)
})

it('is written down as docs/evaluation.schema.json', () => {
  expect(JSON.parse(readFileSync(join(docs, 'evaluation.schema.json'), 'utf8'))).toEqual(evaluationJsonSchema())
})

it('explains every field of the document in docs/evaluation-json.md', () => {
  const text = readFileSync(join(docs, 'evaluation-json.md'), 'utf8')
  const schema = JSON.parse(readFileSync(join(docs, 'evaluation.schema.json'), 'utf8')) as Node
  const names = new Set<string>()
  collect({ ...schema, $defs: {} })
  for (const part of ['Result', 'Diagnostics', 'PropensityChecks', 'Refusal', 'Estimate']) collect(schema.$defs![part]!)
  const unexplained = [...names].filter(name => !new RegExp(`[\`"\\s{.]${name}[\`"\\s,:}]`).test(text))
  expect(unexplained).toEqual([])

  function collect(node: Node): void {
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      names.add(name)
      collect(child)
    }
    if (node.items) collect(node.items)
  }
})

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly $defs?: Readonly<Record<string, Node>>
}
