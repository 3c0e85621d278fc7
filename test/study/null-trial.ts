// What the product says of one history of the null study: verdicts of single back-tests, and the gate of a sweep.

import { call, defineStrategy, hold, push, sms, strategyHash, withParams } from 'huijian'
import type { Strategy } from 'huijian'
import { fitPass, momentsPass } from 'huijian/engine'
import { fit, makeSumPlan, readEvaluation, selectionOf, sweepVariants } from 'huijian/evaluate'
import type { Evaluation, Selection } from 'huijian/evaluate'
import { outcomeSeries } from '../../src/evaluate/outcome-series.ts'
import { blockTable, HASH_BLOCKS } from '../../src/evaluate/selection/block-lifts.ts'
import type { FitSums } from '../../src/moments/fit-sums.ts'
import type { Fitted } from '../../src/moments/fitted.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'
import incumbent from '../../strategies/demo-bank/incumbent.ts'
import quietCustomers from '../../strategies/demo-bank/quiet-customers.ts'
import { nullBank } from './null-world.ts'
import type { NullHistory } from './null-world.ts'

// Fixed before the first run: who is compared with whom, what is swept, and whom the planted effect helps.
/** Champions, each with the strategies judged against it. */
const CONTESTS: readonly { readonly champion: Strategy | null; readonly strategies: readonly Strategy[] }[] = [
  { champion: null, strategies: [depositMaturity, incumbent, quietCustomers] },
  { champion: incumbent, strategies: [depositMaturity, quietCustomers] },
]
/**
 * Its grid runs from mostly holding to mostly calling, so that twenty variants are many ideas and not twenty copies of
 * one.
 */
const savers = defineStrategy(nullBank, {
  id: 'savers',
  title: { en: 'Call savers, write to the rest', zh: '存款客户外呼，其余发送消息' },
  scenario: {
    line: { en: 'wealth management', zh: '财富管理' },
    journey: { en: 'campaign', zh: '营销活动' },
    trigger: { en: 'monthly list', zh: '月度名单' },
  },
  params: {
    minBalance: { default: 20_000, min: 0, max: 1_000_000, unit: 'CNY' },
    quietDays: { default: 14, min: 0, max: 90, unit: 'days' },
  },
  exploration: 0.1,
  rules: (f, p) => [
    hold({ en: 'recently contacted', zh: '近期已触达' }, f.daysSinceContact.below(p.quietDays)),
    call({ en: 'worth a call', zh: '余额达标' }, f.balance.atLeast(p.minBalance), { offer: 'term-deposit-12m' }),
    push({ en: 'opens the app', zh: '手机银行活跃' }, f.appLogins30d.atLeast(3), { offer: 'term-deposit-6m' }),
    sms({ en: 'anyone else', zh: '其他客户' }, f.ageYears.below(75), { offer: 'term-deposit-6m' }),
  ],
  examples: [],
})
const GRID = { minBalance: [2_000, 10_000, 20_000, 50_000, 150_000], quietDays: [0, 14, 30, 60] }
/** The variant whose calls are made to work in planted histories: in the middle of the grid. */
export const HELPED = withParams(savers, { minBalance: 20_000, quietDays: 14 })
/** Defaults of `huijian sweep`. */
const WALK_FORWARD = 3,
  LEVEL = 0.95

export const sweptVariants: readonly Strategy[] = sweepVariants(savers, { kind: 'grid', values: GRID })
export const OUTCOMES = Object.keys(nullBank.outcomes)

/** A history with the models every plan on it shares. */
export interface Opened {
  readonly history: NullHistory
  readonly fitSums: FitSums
  readonly fitted: Fitted
}

export function open(history: NullHistory): Opened {
  const plan = planOf(history, [], 'logged'),
    fitSums = fitPass(plan, history.columns)
  return { history, fitSums, fitted: fit(plan, fitSums, 'logged') }
}

/** Back-tests of a few strategies against each champion, the whole and segments, as `huijian backtest` judges. */
export function contests({ history, fitSums, fitted }: Opened): readonly Evaluation[] {
  return CONTESTS.map(({ champion, strategies }) => {
    const plan = planOf(history, champion === null ? strategies : [champion, ...strategies], champion?.id ?? 'logged')
    const moments = momentsPass(plan, history.columns, fitted)
    return readEvaluation({ plan, moments, fitted, fitSums, dataset: nullBank, ...settingsOf(history) })
  })
}

/**
 * The selection by each outcome among the swept variants against the log, as `huijian sweep` makes it with an empty
 * ledger. The same sums and judgement as `compareVariants` and `selectionOf`, in this thread: a test holds them equal.
 */
export function sweep({ history, fitSums, fitted }: Opened, outcomes: readonly string[]): readonly Selection[] {
  const planned = planOf(history, sweptVariants, 'logged')
  const series = outcomeSeries(planned, nullBank.outcomes)
  const columns = [...planned.columns.keys()].filter(c => outcomes.includes(planned.columns[c]!.name.split('.')[0]!))
  const plan = { ...planned, wholeOnly: true, hashBlocks: { count: HASH_BLOCKS, columns } }
  const moments = momentsPass(plan, history.columns, fitted)
  const evaluation = readEvaluation({ plan, moments, fitted, fitSums, dataset: nullBank, ...settingsOf(history) })
  const policies = sweptVariants.map((_, k) => k + 1) // the log is policy 0
  const variants = sweptVariants.map((strategy, k) => ({
    strategy,
    version: strategyHash(strategy),
    evaluation: 0,
    policy: k + 1,
  }))
  const tables = Object.fromEntries(
    series
      .filter(({ name }) => outcomes.includes(name))
      .map(of => [of.name, blockTable(plan, moments, of, policies, fitted.shift)]),
  )
  const candidates = new Set(variants.map(({ version }) => version))
  return outcomes.map(outcome =>
    selectionOf({ evaluations: [evaluation], variants, tables }, outcome, {
      candidates,
      trials: variants.length,
      unreadable: 0,
      walkForward: WALK_FORWARD,
    }),
  )
}

function planOf({ columns, facts }: NullHistory, strategies: readonly Strategy[], champion: string) {
  return makeSumPlan({
    dataset: nullBank,
    strategies,
    champion,
    segments: columns.segments.length,
    months: columns.months.length,
    observedUntil: facts.observedUntil,
    by: { segment: true, month: false },
  })
}

const settingsOf = ({ columns, facts, seed }: NullHistory) => ({ facts, months: columns.months, level: LEVEL, seed })
