import type { FeatureSpec } from '../../strategy/catalogue.ts'
import { quoteName } from '../sql-names.ts'
import { MOST_LISTED, type ColumnProfile } from './column-profile.ts'

export interface DraftedFeature {
  readonly name: string
  readonly column: ColumnProfile
  readonly kind: FeatureSpec['kind']
  /** SQL for `from`; null when the column has the feature's own name. */
  readonly from: string | null
  /** Things to ask whoever knows the data, one line each. */
  readonly questions: readonly string[]
}

export interface LeftOut {
  readonly column: string
  readonly reason: string
}

/** Codes that stand for “nothing here” in files that cannot hold a missing number. */
const SENTINELS = [-1, -9, -99, -999, -9999, 99, 999, 9999, 99_999, 999_999]
const SENTINEL_SHARE = 0.01

/** @param nameFor  gives out names nothing else has; only asked when the column does become a feature */
export function draftFeature(
  column: ColumnProfile,
  nameFor: (column: string) => string,
  remark: string | null,
): DraftedFeature | LeftOut {
  const leave = (reason: string): LeftOut => ({ column: column.name, reason })
  if (column.distinct === 0) return leave('it is empty on every row')
  if (column.distinct === 1 && column.missing === 0) return leave('it has the same value on every row')
  if (column.kind === 'nested') return leave(`it holds nested values (${column.type})`)
  if (column.kind === 'text' && column.values === null) {
    const about = column.distinct.toLocaleString('en')
    return leave(`it is text with about ${about} different values (a category here has at most ${MOST_LISTED})`)
  }
  const name = nameFor(column.name),
    kind = KIND[column.kind]
  const questions = [...(remark === null ? [] : [remark]), ...(kind === 'number' ? numberQuestions(column) : [])]
  // A flag a file writes as 0.0 and 1.0 has to be read as a number first; text 0 and 1 is read as it stands.
  const flag = kind === 'boolean' && /DOUBLE|FLOAT|DECIMAL/.test(column.type)
  const from = flag
    ? `CAST(${quoteName(column.name)} AS INTEGER)`
    : name === column.name
      ? null
      : quoteName(column.name)
  return { name, column, kind, from, questions }
}

const KIND = { number: 'number', boolean: 'boolean', moment: 'day', text: 'category' } as const

function numberQuestions({ values, rows, min, max }: ColumnProfile): readonly string[] {
  const code = SENTINELS.find(
    sentinel =>
      (sentinel === min || sentinel === max) &&
      (values === null || (values.find(v => Number(v.text) === sentinel)?.rows ?? 0) >= SENTINEL_SHARE * rows),
  )
  return code === undefined
    ? []
    : [`does ${code} mean “unknown” or “never”? Then make it missing: from: 'NULLIF(…, ${code})'`]
}
