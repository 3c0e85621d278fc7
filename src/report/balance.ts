import type { Balance } from '../evaluate/propensity/checks.ts'

/** Of each feature the action furthest off after weighting, the worst feature first. */
export function worstByFeature(balance: readonly Balance[]): Balance[] {
  const worst = new Map<string, Balance>()
  for (const one of balance) {
    const known = worst.get(one.feature)
    if (known === undefined || Math.abs(one.after) > Math.abs(known.after)) worst.set(one.feature, one)
  }
  return [...worst.values()].sort((a, b) => Math.abs(b.after) - Math.abs(a.after))
}
