import type { Columns } from '../../history/columns.ts'
import type { RowTables } from '../../moments/row-tables.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import type { Needs } from './needs.ts'

/** What stays the same from block to block. */
export interface Fixed {
  readonly plan: SumPlan
  readonly columns: Columns
  readonly tables: RowTables
  readonly needs: Needs
  /** Maturity class that diagnostics over maturity 0 count. */
  readonly firstClass: number
  /** Whether any policy explores. */
  readonly explores: boolean
}
