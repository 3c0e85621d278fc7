import { createHash } from 'node:crypto'

/**
 * Where a customer stands: `order` is what canonical rows are sorted by, `fold` (32 bits) what cross-fitting folds are
 * taken from. MD5 spreads keys evenly and every engine has it; nothing here needs it to be safe against forgery.
 * The two come from opposite ends of the digest, so that a cut by row order leaves the folds evenly mixed.
 */
export function customerHash(key: string): { readonly order: string; readonly fold: number } {
  const order = createHash('md5').update(key).digest('hex')
  return { order, fold: parseInt(order.slice(-8), 16) }
}

/** The same `fold` in DuckDB SQL, as UINTEGER. `key` is SQL yielding VARCHAR. */
export const customerHashSql = (key: string) => `CAST('0x' || right(md5(${key}), 8) AS UINTEGER)`

/** The same `order` in DuckDB SQL. */
export const customerOrderSql = (key: string) => `md5(${key})`
