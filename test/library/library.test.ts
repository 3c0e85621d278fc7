// Goal: what was saved is found again, unchanged, and nothing that was written can be altered.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLibrary, type Library } from '../../src/library/library.ts'
import { strategyHash } from '../../src/strategy/stored.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'
import { exampleEvaluation } from '../report/example.ts'

let folder: string, path: string, library: Library
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huijian-library-'))
  path = join(folder, 'home', 'library.sqlite')
  library = openLibrary(path)
})
afterEach(() => {
  library.close()
  rmSync(folder, { recursive: true })
})

const at = (minute: number) => ({ createdAt: new Date(Date.UTC(2026, 0, 1, 9, minute)), random: Math.random })
const version = (evaluation: ReturnType<typeof exampleEvaluation>, p: number) => evaluation.policies[p]!.version!

describe('runs', () => {
  it('come back as they were saved, found by the first characters of their id', () => {
    const evaluation = exampleEvaluation({ strategies: 2 })
    const id = library.saveRun(evaluation, at(0))
    const run = library.showRun(id.slice(0, 20).toLowerCase())
    expect(run.evaluation).toEqual(evaluation)
    expect(run).toMatchObject({
      id,
      createdAt: at(0).createdAt,
      dataset: 'demo-bank',
      champion: 'logged',
      seed: 42,
      dataHash: evaluation.history.dataHash,
    })
    expect(run.policies.map(p => p.id)).toEqual(['logged', 'deposit-maturity', 'gentle-reminder'])
  })

  it('are listed newest first, by dataset', () => {
    const first = library.saveRun(exampleEvaluation(), at(1)),
      second = library.saveRun(exampleEvaluation(), at(2))
    expect(library.listRuns({ dataset: 'demo-bank' }).map(r => r.id)).toEqual([second, first])
    expect(library.listRuns({ limit: 1 }).map(r => r.id)).toEqual([second])
    expect(library.listRuns({ dataset: 'hillstrom' })).toEqual([])
  })

  it('survive closing and opening again', () => {
    const id = library.saveRun(exampleEvaluation(), at(0))
    library.close()
    library = openLibrary(path)
    expect(library.showRun(id).evaluation).toEqual(exampleEvaluation())
  })

  it('keep their figures as rows, absent ones null', () => {
    const evaluation = exampleEvaluation()
    library.saveRun(evaluation, at(0))
    const sqlite = new Database(path, { readonly: true })
    const rows = sqlite
      .prepare(
        "SELECT dr, difference, difference_low, verdict, refusals FROM figures WHERE position = 1 AND cell_kind = 'all'",
      )
      .all()
    sqlite.close()
    expect(rows).toHaveLength(evaluation.outcomes.length)
    const conversion = evaluation.results.find(
      r => r.policy === 1 && r.outcome === 'conversion' && r.cell.kind === 'all',
    )!
    expect(rows).toContainEqual({
      dr: conversion.estimates.dr!.value,
      difference: conversion.difference!.dr!.value,
      difference_low: conversion.difference!.dr!.interval![0],
      verdict: 'better',
      refusals: '',
    })
    expect(rows).toContainEqual(
      expect.objectContaining({ difference_low: null, verdict: 'within limit', refusals: 'few-events' }),
    )
  })

  it('are told apart: an id nobody has, or the beginning of several, is refused with the way out', () => {
    library.saveRun(exampleEvaluation(), at(0))
    library.saveRun(exampleEvaluation(), at(0))
    expect(() => library.showRun('ZZZ')).toThrow(
      'There is no run ZZZ in the library. See what is there: huijian library list',
    )
    expect(() => library.showRun('0')).toThrow('More than one run 0…')
    expect(() => library.showRun('%')).toThrow('There is no run %')
  })

  it('are saved whole or not at all', () => {
    const evaluation = exampleEvaluation()
    // Breaks the key of `figures`, after everything before it has been inserted.
    const twice = { ...evaluation, results: [...evaluation.results, evaluation.results[0]!] }
    expect(() => library.saveRun(twice, at(0))).toThrow()
    expect(library.listRuns()).toEqual([])
    expect(library.listVersions()).toEqual([])
  })

  it('refuses a definition that is not the one its hash names', () => {
    const evaluation = exampleEvaluation()
    const policies = evaluation.policies.map(p =>
      p.strategy === null ? p : { ...p, strategy: { ...p.strategy, exploration: 0.2 } },
    )
    expect(() => library.saveRun({ ...evaluation, policies }, at(0))).toThrow('its definition hashes to')
  })
})

describe('versions', () => {
  it('are one row however often a definition is run', () => {
    const evaluation = exampleEvaluation()
    library.saveRun(evaluation, at(0))
    library.saveRun(evaluation, at(1))
    expect(library.listVersions({ dataset: 'demo-bank' })).toEqual([
      {
        hash: version(evaluation, 1),
        strategyId: 'deposit-maturity',
        dataset: 'demo-bank',
        createdAt: at(0).createdAt,
      },
    ])
    expect(library.showVersion(version(evaluation, 1).slice(0, 8)).definition).toEqual(evaluation.policies[1]!.strategy)
  })
})

describe('the trial ledger', () => {
  it('counts distinct versions tried on one question', () => {
    const question = { dataset: 'demo-bank', outcome: 'conversion', champion: 'logged' }
    expect(library.countTrials(question)).toBe(0)
    library.saveRun(exampleEvaluation({ strategies: 2 }), at(0))
    library.saveRun(exampleEvaluation({ strategies: 3 }), at(1)) // two of them were tried before
    expect(library.countTrials(question)).toBe(3)
    expect(library.countTrials({ ...question, champion: version(exampleEvaluation(), 1) })).toBe(0)
  })

  it('gives the versions tried on a question back with their definitions, each once', () => {
    const evaluation = exampleEvaluation({ strategies: 2 }),
      question = { dataset: 'demo-bank', champion: 'logged' }
    library.saveRun(evaluation, at(0))
    library.saveRun(evaluation, at(1))
    const tried = library.triedVersions({ ...question, outcome: 'conversion' })
    expect(tried.map(({ hash }) => hash)).toEqual([version(evaluation, 1), version(evaluation, 2)].toSorted())
    for (const { hash, definition } of tried) expect(strategyHash(definition as Strategy)).toBe(hash)
    expect(library.triedVersions({ ...question, outcome: 'nothing' })).toEqual([])
  })

  it('does not count the champion as a trial against itself', () => {
    const evaluation = { ...exampleEvaluation({ strategies: 2 }), champion: 1 }
    library.saveRun(evaluation, at(0))
    expect(library.countTrials({ dataset: 'demo-bank', outcome: 'margin', champion: version(evaluation, 1) })).toBe(1)
  })
})

describe('what is written', () => {
  it.each(['strategy_versions', 'runs', 'run_policies', 'figures', 'trials'])(
    'cannot be changed, removed or replaced: %s',
    table => {
      library.saveRun(exampleEvaluation(), at(0))
      const sqlite = new Database(path)
      const columns = (sqlite.pragma(`table_info(${table})`) as { name: string }[]).map(c => c.name)
      const column = columns.at(-1)!
      const changed = columns.map(c => (c === 'definition' ? "'{}'" : c)).join(', ')
      expect(() => sqlite.exec(`UPDATE ${table} SET ${column} = ${column}`)).toThrow(
        /immutable|never changed|append-only/,
      )
      expect(() => sqlite.exec(`DELETE FROM ${table}`)).toThrow(/immutable|never changed|append-only/)
      expect(() => sqlite.exec(`INSERT OR REPLACE INTO ${table} SELECT ${changed} FROM ${table}`)).toThrow(
        /immutable|never changed|append-only/,
      )
      sqlite.close()
    },
  )
})
