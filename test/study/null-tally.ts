// Counting what the product claimed of histories whose truth is known. Counts of disjoint sets of histories add up.

import type { Evaluation, Selection } from 'huijian/evaluate'

/** One question asked of every history. */
export interface Claims {
  seen: number
  /** No answer: the figures, or all of a family, were refused. */
  refused: number
  /** `better` or `worse`, or a gate passed. */
  claimed: number
}
export type ClaimTallies = Record<string, Claims>

export function addClaim(into: ClaimTallies, key: string, refused: boolean, claimed: boolean): void {
  const claims = (into[key] ??= { seen: 0, refused: 0, claimed: 0 })
  claims.seen++
  claims.refused += Number(refused)
  claims.claimed += Number(claimed)
}

export function addClaims(into: ClaimTallies, part: ClaimTallies): void {
  for (const [key, { seen, refused, claimed }] of Object.entries(part)) {
    const sum = (into[key] ??= { seen: 0, refused: 0, claimed: 0 })
    sum.seen += seen
    sum.refused += refused
    sum.claimed += claimed
  }
}

/** Kinds of question; the rest of a key says of whom. */
export const SINGLE = 'single',
  SEGMENTS = 'segments',
  GATE = 'gate',
  BEST = 'best',
  FOUND = 'found'

/** Over the whole one claim per strategy × outcome; over the segments whether any of them claims anything. */
export function countVerdicts(into: ClaimTallies, { champion, policies, outcomes, results }: Evaluation): void {
  for (const [policy, { id }] of policies.entries()) {
    if (policy === champion || id === 'logged') continue
    for (const { name } of outcomes) {
      const own = results.filter(result => result.policy === policy && result.outcome === name)
      const key = `${id} − ${policies[champion]!.id}|${name}`
      for (const [kind, cell] of [
        [SINGLE, 'all'],
        [SEGMENTS, 'segment'],
      ] as const) {
        const family = own.filter(result => result.cell.kind === cell)
        addClaim(
          into,
          `${kind}|${key}`,
          family.every(({ verdict }) => verdict === 'no verdict'),
          family.some(({ verdict }) => verdict === 'better' || verdict === 'worse'),
        )
      }
    }
  }
}

/** The gate, and beside it what the chosen variant's own interval says as if it had been the only one tried. */
export function countSelection(into: ClaimTallies, kind: typeof GATE | typeof FOUND, selection: Selection): void {
  const { gate, outcome, chosen, variants } = selection
  addClaim(into, `${kind}|${outcome.name}`, gate.status === 'no verdict', gate.status === 'passed')
  if (kind !== GATE) return
  const best = chosen === null ? null : variants[chosen]!
  addClaim(into, `${BEST}|${outcome.name}`, best === null || best.verdict === 'no verdict', best?.verdict === 'better')
}
