import type { ExamineRequest } from '../estimate/rows/examination.ts'
import { REPLICATES } from '../evaluate/examine/examine.ts'
import { numberFrom, UsageError, wholeNumber } from './command.ts'

/** Lines of a command's usage. */
export const examineUsage = `  --lambda <w[,w…]>      show the values with weights above these clipped             (e.g. 2,5,10)
  --ridge                show values by ridge regressions on every feature, beside cell means
  --bootstrap <n>        check the intervals by resampling customers n times          (e.g. 1000)
  --max-weight <w>       largest weight the log allows: guarantee an interval of IPS`

export const examineOptions = {
  lambda: { type: 'string' },
  ridge: { type: 'boolean' },
  bootstrap: { type: 'string' },
  'max-weight': { type: 'string' },
} as const

/** What is fetched apart from the sums. The weights' tail always is. */
export function examineRequest(values: {
  readonly lambda?: string
  readonly ridge?: boolean
  readonly bootstrap?: string
  readonly 'max-weight'?: string
}): ExamineRequest {
  const { lambda, bootstrap, 'max-weight': maxWeight } = values
  return {
    ...(lambda === undefined ? {} : { lambdas: lambda.split(',').map(text => positive('lambda', text)) }),
    ...(values.ridge === true ? { ridge: true } : {}),
    ...(bootstrap === undefined
      ? {}
      : { bootstrap: wholeNumber('bootstrap', bootstrap, REPLICATES.least, REPLICATES.most) }),
    ...(maxWeight === undefined ? {} : { maxWeight: positive('max-weight', maxWeight) }),
  }
}

function positive(name: string, text: string): number {
  const value = numberFrom(text)
  if (!(value > 0 && Number.isFinite(value))) throw new UsageError(`--${name} takes numbers above 0, not '${text}'`)
  return value
}
