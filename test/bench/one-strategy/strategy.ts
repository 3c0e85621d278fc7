// Goal: the question of the benchmark: one strategy of six predicates, one outcome, twelve segments, against the log.

import { all, call, defineStrategy, hold, push, sms } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'

export const EXPLORATION = 0.1
export const ACTIONS = 7
export const FOLDS = 5
/** Decisions by which a cell's mean is pulled towards its action's, docs/statistics.md. */
export const SHRINKAGE = 20

export const sixPredicates = defineStrategy(demoBank, {
  id: 'six-predicates',
  title: 'six predicates',
  scenario: { line: 'bench', journey: 'bench', trigger: 'bench' },
  exploration: EXPLORATION,
  rules: f => [
    hold('opted out', f.optedOut.isTrue()),
    hold('contacted often', f.contacts90d.atLeast(4)),
    call('matures soon', all(f.depositMaturesInDays.atMost(28), f.balance.atLeast(10_000)), {
      offer: 'term-deposit-12m',
    }),
    push('uses the app', f.appUser.isTrue(), { offer: 'term-deposit-6m' }),
    sms('everyone under 60', f.ageYears.below(60), { offer: 'term-deposit-6m' }),
  ],
})

/**
 * What DR, SNIPS, their clustered errors and those of their differences from the log are read off, of the whole and of
 * every segment. Letters are a customer's totals (src/moments/sums.ts); `r`, `d` are the log's, its own sums stand last.
 */
export const sumNames = 'N G NN W WW WN R RR RW RN D DD DN Rr Wr Dd logged-R logged-RR logged-RN'.split(' ')
