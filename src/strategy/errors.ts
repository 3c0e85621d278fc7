import { HuijianError } from '../huijian-error.ts'

/** A strategy, a segment or a customer record cannot be run as written. The message says what to change. */
export class StrategyError extends HuijianError {
  override readonly name = 'StrategyError'
  readonly code = 'strategy'
}

/** ` Did you mean “balance”?` — or what there is to choose from, when nothing is close. */
export function suggest(wrong: string, known: readonly string[]): string {
  const close = nearest(wrong, known)
  if (close !== null) return ` Did you mean “${close}”?`
  if (known.length === 0) return ' There are none.'
  const shown = known
    .slice(0, 12)
    .map(name => `“${name}”`)
    .join(', ')
  return ` There is ${shown}${known.length > 12 ? ` and ${known.length - 12} more` : ''}.`
}

/**
 * The known name that needs the fewest edits to become from `wrong`, ignoring case and separators at no cost;
 * null when even the best one differs in more than a third of its letters (at least two are always forgiven).
 */
export function nearest(wrong: string, known: readonly string[]): string | null {
  let best: string | null = null,
    least = Infinity
  for (const name of known) {
    const a = plain(wrong),
      b = plain(name)
    // A word cut short or spelled out (`horizon` for `horizonDays`) is many letters away but plainly meant.
    const part = Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a))
    const distance = part ? Math.min(2, editDistance(a, b)) : editDistance(a, b)
    if (distance < least && distance <= Math.max(2, Math.floor(b.length / 3)) && distance < b.length) {
      best = name
      least = distance
    }
  }
  return best
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_\-:.]/g, '')

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment), each costing 1. */
function editDistance(a: string, b: string): number {
  const left = [...a],
    right = [...b]
  let beforeLast: number[] = [],
    last = [...right.keys(), right.length]
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      }
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[right.length]!
}
