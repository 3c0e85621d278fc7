// Goal: what decides a figure is under a hash, and what people look at decides none.

import { expect, it } from 'vitest'
import { demoColumns, demoFacts } from '../../datasets/demo-bank/columns.ts'
import demoBank from '../../datasets/demo-bank/index.ts'
import { backtest } from '../../src/app/backtest.ts'
import type { Cell, Evaluation } from '../../src/evaluate/evaluation.ts'
import type { Columns } from '../../src/history/columns.ts'
import type { Dataset, Segment } from '../../src/history/dataset.ts'
import { groupIds, sameConditions, writeGroupCodes } from '../../src/history/groups.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'

const size = { customers: 2_000, months: 6, seed: 5 }
const generated = demoColumns(size),
  facts = demoFacts(size, generated)

/** The generated history, grouped as `dataset` says. */
function grouped(dataset: Dataset, segments: readonly Segment[]): Columns {
  const codes = (groups: readonly Segment[]) => {
    const into = new Uint16Array(new SharedArrayBuffer(2 * generated.rows))
    writeGroupCodes(groups, generated.features, into)
    return into
  }
  const stratum = codes(dataset.strata)
  const segment = sameConditions(segments, dataset.strata) ? stratum : codes(segments)
  return { ...generated, stratum, strata: groupIds(dataset.strata), segment, segments: groupIds(segments) }
}

const run = (dataset: Dataset, segments = dataset.segments, folds = 5) =>
  backtest({
    dataset,
    columns: grouped(dataset, segments),
    facts,
    strategies: [depositMaturity],
    champion: 'logged',
    outcomes: ['conversion', 'margin'],
    segments,
    folds,
    workers: 1,
    seed: 1,
  })

const isPart = ({ cell }: { readonly cell: Cell }) => cell.kind === 'segment'

const ofTheWhole = ({ results, diagnostics, ...rest }: Evaluation) => {
  const { definition: _, segments: __, ...unchanged } = rest
  return {
    ...unchanged,
    results: results.filter(result => !isPart(result)),
    diagnostics: diagnostics.filter(one => !isPart(one)),
  }
}

const resultsOf = ({ results }: Evaluation, id: string) =>
  results.filter(({ cell }) => cell.kind === 'segment' && cell.id === id)

const drOf = ({ results }: Evaluation) => results.find(({ policy }) => policy === 1)!.estimates.dr!.value

const hashOf = async (dataset: Dataset, folds?: number) =>
  (await run(dataset, dataset.segments, folds)).definition!.hash

const [first, second, ...others] = demoBank.segments
const older: Segment = {
  id: 'older',
  title: 'over 65',
  if: {
    op: 'compare',
    fn: '>',
    left: { op: 'feature', name: 'ageYears' },
    right: { op: 'value', value: 65 },
  },
}

it('a segment more, one less, or none at all moves no bit of the whole, of a month or of the support map', async () => {
  const usual = await run(demoBank)
  for (const segments of [[older, ...demoBank.segments], [second!, ...others], []]) {
    const looked = await run(demoBank, segments)
    expect(ofTheWhole(looked)).toEqual(ofTheWhole(usual))
    expect(looked.segments.map(({ id }) => id)).toEqual(groupIds(segments))
    expect(looked.definition!.hash).not.toBe(usual.definition!.hash)
  }
})

it('a segment’s figures are those of its customers, whatever other segments there are', async () => {
  // The first in the list takes its customers first.
  const alone = resultsOf(await run(demoBank, [older]), 'older'),
    beside = resultsOf(await run(demoBank, [older, ...demoBank.segments]), 'older')
  expect(alone.length).toBeGreaterThan(0)
  // Verdicts are a family's (Holm); values and intervals are not.
  expect(alone.map(({ estimates, decisions }) => ({ estimates, decisions }))).toEqual(
    beside.map(({ estimates, decisions }) => ({ estimates, decisions })),
  )
})

it('another condition of a stratum moves DR, and the hash says so', async () => {
  const strata = [{ ...first!, if: older.if }, second!, ...others]
  const usual = await run(demoBank),
    moved = await run({ ...demoBank, strata })
  expect(drOf(moved)).not.toBe(drOf(usual))
  expect(moved.definition!.hash).not.toBe(usual.definition!.hash)
  expect(moved.definition!.strata[0]).toEqual({ id: first!.id, if: older.if })
})

it('so do settings, a ceiling, and the way propensities are modelled; titles do not', async () => {
  const usual = await hashOf(demoBank)
  const conversion = demoBank.outcomes['conversion']!
  const changed = [
    await hashOf(demoBank, 4),
    await hashOf({ ...demoBank, outcomes: { ...demoBank.outcomes, conversion: { ...conversion, ceiling: 0.5 } } }),
    await hashOf({ ...demoBank, propensity: { source: 'modelled' } }),
    await hashOf({ ...demoBank, propensity: { source: 'modelled', model: 'logit' } }),
    await hashOf({ ...demoBank, propensity: { source: 'modelled', model: 'logit', features: ['balance'] } }),
  ]
  expect(new Set([usual, ...changed]).size).toBe(6)
  const retitled = demoBank.segments.map(segment => ({ ...segment, title: 'another title' }))
  expect(await hashOf({ ...demoBank, title: { en: 'x', zh: 'x' }, segments: retitled, strata: retitled })).toBe(usual)
})

it('columns grouped by other segments than those named are refused', async () => {
  await expect(
    backtest({
      dataset: demoBank,
      columns: generated,
      facts,
      strategies: [],
      champion: 'logged',
      segments: [],
      workers: 1,
      seed: 1,
    }),
  ).rejects.toThrow(/grouped into \d+ segments, “other” included, and 0 are named/)
})
