import { PROPENSITY_FLOOR, trimmedDecisions } from '../estimate/cell-means.ts'
import type { MeasuredEstimates } from '../estimate/estimates.ts'
import { measureEstimates } from '../estimate/estimates.ts'
import type { Limits } from '../estimate/refusals.ts'
import { defaultLimits } from '../estimate/refusals.ts'
import type { Dataset, Segment } from '../history/dataset.ts'
import type { HistoryFacts } from '../history/facts.ts'
import { BacktestError } from '../moments/backtest-error.ts'
import type { CellSums } from '../moments/cell-sums.ts'
import { sumReader } from '../moments/cell-sums.ts'
import type { FitSums } from '../moments/fit-sums.ts'
import type { Fitted } from '../moments/fitted.ts'
import { momentLayout } from '../moments/layout.ts'
import type { Moments } from '../moments/moments.ts'
import { weightBins } from '../moments/moments.ts'
import type { SumPlan } from '../moments/sum-plan.ts'
import { holm } from '../stats/holm.ts'
import { twoSidedZ } from '../stats/normal.ts'
import { actionKey } from '../strategy/catalogue.ts'
import { strategyHash, toStored } from '../strategy/stored.ts'
import { definitionOf } from './definition.ts'
import { diagnose } from './diagnose.ts'
import type { Cell, Evaluation, Result } from './evaluation.ts'
import { isLevel, LEAST_LEVEL } from './level.ts'
import type { OutcomeSeries } from './outcome-series.ts'
import { outcomeSeries } from './outcome-series.ts'
import type { Reading } from './reading.ts'
import type { OpenResult } from './result.ts'
import { openResult } from './result.ts'
import { supportMap } from './support-map.ts'
import { excludesZero, pValue, survivesBounds, verdict } from './verdict.ts'

export interface EvaluationInput {
  readonly plan: SumPlan
  readonly moments: Moments
  readonly fitted: Fitted
  readonly fitSums: FitSums
  readonly dataset: Dataset
  readonly facts: HistoryFacts
  /** What the segment cells of the plan are; the data set's segments when absent. */
  readonly segments?: readonly Segment[]
  /** Columns.months. */
  readonly months: readonly string[]
  /** Two-sided level of every interval; 0.95 when absent. */
  readonly level?: number
  /** Printed with the result; the evaluation itself draws nothing. */
  readonly seed: number
  readonly limits?: Partial<Limits>
}

const DEFAULT_LEVEL = 0.95
/** Customers of no named segment or stratum. */
const OTHER = { id: 'other', title: { en: 'other', zh: '其他' } }

/**
 * The result of a back-test, read off its sums.
 *
 * @throws {BacktestError} for a level no verdict may rest on
 */
export function readEvaluation(input: EvaluationInput): Evaluation {
  const { plan, moments, fitted, fitSums, dataset, facts, level = DEFAULT_LEVEL } = input
  const { segments: lookedAt = dataset.segments } = input
  if (!isLevel(level)) {
    throw new BacktestError(
      `The level is ${level}; it must be at least ${LEAST_LEVEL} and below 1, usually 0.95. ` +
        'At a lower one chance alone would give verdicts.',
    )
  }
  if (plan.by.segment && plan.segments !== lookedAt.length + 1) {
    throw new BacktestError(
      `The columns are grouped into ${plan.segments} segments, “other” included, and ${lookedAt.length} are named. ` +
        'Load the columns with the same segments.',
    )
  }
  const limits = { ...defaultLimits, ...input.limits }
  const segments = titled(lookedAt)
  const layout = momentLayout(plan),
    sumsOf = sumReader(plan, moments)
  const cells = cellsOf(
    plan,
    segments.map(({ id }) => id),
    input.months,
  ).map((cell, c) => ({ cell, sums: sumsOf(c) }))
  const series = outcomeSeries(plan, dataset.outcomes)
  const policies = plan.policies.map((_, p) => p)
  const whole = cells[0]!.sums
  const reading: Reading = { fitted, fitSums, whole, limits, level, z: twoSidedZ(level) }
  const championOf = (of: OutcomeSeries) =>
    cells.map(({ sums }) => measureEstimates(sums, of, plan.champion, fitted.shift))
  const champions = new Map(series.map(of => [of, championOf(of)]))
  return {
    schema: 'huijian.evaluation/2',
    history: facts,
    definition: definitionOf(
      dataset,
      lookedAt,
      series.map(({ name }) => name),
      plan,
      { level, ...limits },
    ),
    title: dataset.title,
    currency: dataset.currency ?? null,
    settings: { level, folds: plan.folds, seed: input.seed, ...limits },
    propensities: {
      floor: fitted.propensity === null ? null : PROPENSITY_FLOOR,
      trimmed: trimmedDecisions(fitSums, fitted),
    },
    policies: plan.policies.map(policy =>
      policy.kind === 'logged'
        ? { id: 'logged', version: null, title: { en: 'as logged', zh: '实际执行' }, strategy: null }
        : {
            id: policy.strategy.id,
            version: strategyHash(policy.strategy),
            title: policy.strategy.title,
            strategy: toStored(policy.strategy),
          },
    ),
    champion: plan.champion,
    outcomes: series.map(of => outcomeFacts(of, facts.rows - whole.maturity(of.maturity, 'N'))),
    segments,
    strata: titled(dataset.strata),
    months: input.months,
    results: policies.flatMap(policy =>
      series.flatMap(of => resultsOf(reading, cells, of, policy, champions.get(of)!)),
    ),
    diagnostics: policies.flatMap(policy => cells.flatMap(({ cell, sums }) => diagnose(sums, policy, 0, cell) ?? [])),
    support: supportMap(plan, fitSums, moments),
    actions: dataset.actions.map((action, a) => ({
      key: actionKey(action),
      label: action.label,
      share: policies.map(p => moments.proposed[p * plan.actions.length + a]! / facts.rows),
    })),
    funnel: plan.policies.map((policy, p) =>
      policy.kind === 'logged'
        ? []
        : [...moments.rules.subarray(layout.rules[p]!, layout.rules[p]! + policy.strategy.rules.length + 1)],
    ),
    weights: {
      upperEdges: weightBins.map(edge => (edge === Infinity ? null : edge)), // JSON has no infinity
      counts: policies.map(p => [
        ...moments.weightHistogram.subarray(p * weightBins.length, (p + 1) * weightBins.length),
      ]),
    },
  }
}

const titled = (groups: readonly Segment[]) => [...groups.map(({ id, title }) => ({ id, title })), OTHER]

/** The cells in the plan's order. */
function cellsOf(plan: SumPlan, segments: readonly string[], months: readonly string[]): Cell[] {
  if (plan.wholeOnly === true) return [{ kind: 'all' }]
  return [
    { kind: 'all' },
    ...(plan.by.segment ? segments.map(id => ({ kind: 'segment' as const, id })) : []),
    ...(plan.by.month ? months.map(id => ({ kind: 'month' as const, id })) : []),
  ]
}

/** The whole is judged at the level; segments are one family after Holm, and so are months. */
function resultsOf(
  reading: Reading,
  cells: readonly { cell: Cell; sums: CellSums }[],
  series: OutcomeSeries,
  policy: number,
  champions: readonly MeasuredEstimates[],
): Result[] {
  const drafts = cells.map(({ cell, sums }, c) => openResult(reading, sums, series, policy, cell, champions[c]!))
  const isChampion = policy === cells[0]!.sums.plan.champion
  const results = new Map<OpenResult, Result>()
  for (const kind of ['all', 'segment', 'month'] as const) {
    const family = drafts.filter(draft => draft.result.cell.kind === kind)
    const tested = family.filter(({ evidence }) => evidence.refusals.length === 0 && evidence.dr !== null)
    const isSignificant =
      kind === 'all'
        ? tested.map(({ evidence }) => excludesZero(evidence.dr!.interval(reading.z)))
        : holm(
            tested.map(({ evidence }) => pValue(evidence.dr!)),
            1 - reading.level,
          )
    for (const draft of family) {
      const significant = isSignificant[tested.indexOf(draft)] ?? false
      results.set(draft, isChampion ? { ...draft.result, verdict: null } : judged(draft, significant, reading.z))
    }
  }
  return drafts.map(draft => results.get(draft)!)
}

function judged({ result, evidence }: OpenResult, significant: boolean, z: number): Result {
  const isUndone = significant && !survivesBounds(evidence, z)
  return {
    ...result,
    verdict: verdict(evidence, significant, z),
    notes: isUndone
      ? [...result.notes, { code: 'support' as const, reason: 'bounds' as const, share: evidence.unsupportedShare }]
      : result.notes,
  }
}

function outcomeFacts({ name, outcome }: OutcomeSeries, unmatured: number): Evaluation['outcomes'][number] {
  const { label, kind, measure, direction, unit = null, ceiling = null, horizonDays } = outcome
  const { per = measure === 'rate' ? 100 : 1 } = outcome
  return { name, label, kind, measure, direction, unit, per, ceiling, horizonDays, unmatured }
}
