// Which names an expression speaks of.

import type { Expr } from './expr.ts'

/** Names of the features the expressions read, each once, sorted. */
export function featuresUsed(exprs: readonly Expr[]): readonly string[] {
  const names = new Set<string>()
  const open = [...exprs]
  for (let e = open.pop(); e !== undefined; e = open.pop()) {
    if (e.op === 'feature') names.add(e.name)
    open.push(...partsOf(e))
  }
  return [...names].sort()
}

/** The expressions directly inside `e`. */
export function partsOf(e: Expr): readonly Expr[] {
  switch (e.op) {
    case 'feature':
    case 'param':
    case 'value':
    case 'day':
      return []
    case 'arith':
    case 'compare':
      return [e.left, e.right]
    case 'oneOf':
    case 'isTrue':
    case 'missing':
    case 'not':
      return [e.of]
    case 'all':
    case 'any':
      return e.of
  }
}
