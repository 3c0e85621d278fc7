// For people who rank customers by a score: its curves, areas and errors.

export type { CostRows } from '../uplift/cost-columns.ts'
export { costCurve } from '../uplift/cost-curve.ts'
export type { CostCurve, CostOptions, CostPoint } from '../uplift/cost-curve.ts'
export { evaluateScore } from '../uplift/evaluate-score.ts'
export type { ScoreEvaluation, ScoreQuestion } from '../uplift/evaluate-score.ts'
export type { UpliftRows } from '../uplift/ranking.ts'
export { UpliftError } from '../uplift/uplift-error.ts'
export { upliftMetrics } from '../uplift/uplift-metrics.ts'
export type { CurvePoint, TopUplift, UpliftArea, UpliftMetrics, UpliftOptions } from '../uplift/uplift-result.ts'
