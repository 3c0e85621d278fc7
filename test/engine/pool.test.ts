// Goal: the pool gives the bits of the single thread for any number of workers, and ends cleanly whatever happens.

import { Script } from 'node:vm'
import { Worker } from 'node:worker_threads'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitPass, momentsPass } from '../../src/engine/columns/passes.ts'
import { openPool, poolOf } from '../../src/engine/columns/pool.ts'
import { endWorkers, startWorkers } from '../../src/engine/columns/start-workers.ts'
import { threadProgram } from '../../src/engine/columns/thread-program.ts'
import { EngineError } from '../../src/engine/engine-error.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { rng } from '../../src/stats/rng.ts'
import { StrategyError } from '../../src/strategy/errors.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'
import type { Shape } from './random-history.ts'
import { randomCase, randomStrategy, shapes } from './random-history.ts'

const large: Shape = {
  seed: 7,
  rows: 120_000,
  meanRowsPerCustomer: 6,
  strata: 4,
  segments: 3,
  months: 5,
  folds: 5,
  policies: 3,
  bySegment: true,
  byMonth: true,
  clustered: true,
  model: true,
  modelled: false,
  sets: true,
  maturities: true,
  times: true,
  ratios: true,
  unsupported: true,
  narrow: true,
}

describe('a pool', () => {
  it('gives the same bits as one thread, with 1, 2, 3 and 5 workers', async () => {
    const { plan, columns, fitted } = randomCase(large)
    const moments = momentsPass(plan, columns, fitted),
      fit = fitPass(plan, columns)
    for (const workers of [1, 2, 3, 5]) {
      const pool = await openPool(columns, { workers })
      expect(await pool.moments(plan, fitted)).toEqual(moments)
      expect(await pool.fit(plan)).toEqual(fit)
      await pool.close()
    }
  })

  it('runs passes that are asked for at the same time one after the other', async () => {
    const { plan, columns, fitted } = randomCase({ ...large, rows: 40_000 })
    const pool = await openPool(columns, { workers: 2 })
    const [first, fit, second] = await Promise.all([
      pool.moments(plan, fitted),
      pool.fit(plan),
      pool.moments(plan, fitted),
    ])
    expect(first).toEqual(momentsPass(plan, columns, fitted))
    expect(second).toEqual(first)
    expect(fit).toEqual(fitPass(plan, columns))
    await pool.close()
  })

  it('agrees with one thread on random small histories', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async shape => {
        const { plan, columns, fitted } = randomCase(shape)
        const pool = await openPool(columns, { workers: 2 })
        try {
          expect(await pool.moments(plan, fitted)).toEqual(momentsPass(plan, columns, fitted))
        } finally {
          await pool.close()
        }
      }),
      { numRuns: 5, seed: 1 },
    )
  })
})

describe('a thread of a pool', () => {
  it('is plain JavaScript and cannot strip types, which has ended whole processes', async () => {
    const { code, options } = await threadProgram()
    expect(code).toBeTypeOf('string')
    expect(() => new Script(code as string)).not.toThrow() // not TypeScript
    const asked = new Worker('require("node:worker_threads").parentPort.postMessage(process.features.typescript)', {
      ...options,
      eval: true,
    })
    expect(await new Promise(resolve => asked.once('message', resolve))).toBe(false)
  })
})

describe('a strategy the columns cannot run', () => {
  const broken: Strategy = {
    ...randomStrategy(rng(1)),
    rules: [
      {
        title: 'needs income',
        if: { op: 'isTrue', of: { op: 'feature', name: 'income' } },
        then: { channel: 'hold' },
      },
    ],
  }

  it('fails the pass with the strategy’s own message, and the pool goes on', async () => {
    const { plan, columns, fitted } = randomCase({ ...large, rows: 40_000 })
    const faulty: SumPlan = {
      ...plan,
      policies: [...plan.policies.slice(1), { kind: 'strategy', strategy: broken }],
      champion: 0,
    }
    const pool = await openPool(columns, { workers: 2 })
    const failure = pool.moments(faulty, fitted)
    await expect(failure).rejects.toThrow(StrategyError)
    await expect(failure).rejects.toThrow('income')
    expect(await pool.moments(plan, fitted)).toEqual(momentsPass(plan, columns, fitted))
    await pool.close()
  })
})

describe('a pool in trouble', () => {
  it('fails the pass under way when it is closed, and every later one', async () => {
    const { plan, columns, fitted } = randomCase(large)
    const pool = await openPool(columns, { workers: 2 })
    const abandoned = expect(pool.moments(plan, fitted)).rejects.toThrow('closed')
    await pool.close()
    await abandoned
    await expect(pool.fit(plan)).rejects.toThrow(EngineError)
  })

  it('says so when a worker dies, and does not hang', async () => {
    const { plan, columns, fitted } = randomCase(large)
    const workers = await startWorkers(2),
      pool = poolOf(workers, columns)
    const interrupted = expect(pool.moments(plan, fitted)).rejects.toThrow(
      /worker thread of the engine ended with code 1/,
    )
    await workers[1]!.terminate()
    await interrupted
    await expect(pool.moments(plan, fitted)).rejects.toThrow(EngineError)
    await pool.close()
  })

  it('does not wait for a worker that has died before it was given the columns', async () => {
    const { plan, columns } = randomCase({ ...large, rows: 10 })
    const workers = await startWorkers(2)
    await workers[0]!.terminate()
    const pool = poolOf(workers, columns)
    await expect(pool.fit(plan)).rejects.toThrow(/has ended/)
    await pool.close()
  })

  it('stops a thread by force that is asked to leave and computes on', async () => {
    const computes = 'require("node:worker_threads").parentPort.postMessage("ready"); while (true);'
    const busy = new Worker(computes, { eval: true })
    await new Promise(resolve => {
      busy.once('message', resolve)
    })
    const ended = new Promise(resolve => {
      busy.once('exit', resolve)
    })
    await endWorkers([busy])
    expect(await ended).toBe(1)
    await endWorkers([busy]) // once more does nothing
  })

  it('says so when columns cannot cross to a worker', async () => {
    const { columns } = randomCase({ ...large, rows: 10 })
    const months = [() => 'a function cannot cross to a thread']
    const unsendable = { ...columns, months } as unknown as typeof columns
    await expect(openPool(unsendable, { workers: 1 })).rejects.toThrow(
      /cannot be handed to a worker.*could not be cloned/,
    )
  })

  it('refuses, before it allocates, a plan that does not fit, and says what it needs', async () => {
    const { plan, columns, fitted } = randomCase({ ...large, rows: 100 })
    const pool = await openPool(columns, { workers: 2 })
    const many: SumPlan = { ...plan, policies: Array.from({ length: 200_000 }, () => plan.policies[0]!) }
    await expect(pool.moments(many, fitted)).rejects.toThrow(
      /200000 policies × 4 outcome columns × 9 cells need [\d.]+ GiB/,
    )
    await pool.close()
    const tight = await openPool(columns, { workers: 2, memoryBudgetBytes: 1000 })
    await expect(tight.fit(plan)).rejects.toThrow(/need .* GiB beside the history/)
    await tight.close()
  })

  it('reports a weight that cannot be computed instead of printing a number', async () => {
    const { plan, columns, fitted } = randomCase({ ...large, rows: 100, sets: false })
    const zero = { ...columns, propensity: new Float64Array(columns.rows) }
    const policies: SumPlan['policies'] = [{ kind: 'strategy', strategy: randomStrategy(rng(3)) }]
    expect(() => momentsPass({ ...plan, policies, champion: 0 }, zero, fitted)).toThrow(/propensity is 0/)
  })

  it('needs at least one worker', async () => {
    const { columns } = randomCase({ ...large, rows: 10 })
    await expect(openPool(columns, { workers: 0 })).rejects.toThrow('at least 1')
  })
})
