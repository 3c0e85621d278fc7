// For statisticians: intervals, tests, pilots, selection among many, seeded random numbers. Numbers in, numbers out.

export { benjaminiHochberg, benjaminiHochbergAdjusted, holmAdjusted } from '../stats/adjusted-p.ts'
export { auc } from '../stats/auc.ts'
export { betaCdf, betaQuantile, betaSurvival, binomialCdf, binomialSurvival } from '../stats/beta.ts'
export { chiSquareSurvival } from '../stats/chi-square.ts'
export { denseMatrix } from '../stats/design-matrix.ts'
export type { DesignMatrix } from '../stats/design-matrix.ts'
export { empiricalBernstein } from '../stats/empirical-bernstein.ts'
export { fieller } from '../stats/fieller.ts'
export { logGamma, upperGamma } from '../stats/gamma.ts'
export { hall } from '../stats/hall.ts'
export { holm } from '../stats/holm.ts'
export { fitLogit, LogitError, logitProbabilities } from '../stats/logistic.ts'
export type { Logit, LogitOptions } from '../stats/logistic.ts'
export { meanInterval } from '../stats/mean-interval.ts'
export { mover } from '../stats/mover.ts'
export { normalCdf, normalQuantile } from '../stats/normal.ts'
export { survival, twoSidedZ } from '../stats/normal.ts'
export { PARETO_K_LIMIT, paretoK } from '../stats/pareto-k.ts'
export { armFromColumns, armFromSummary, armFromSums, armOfRate, mergeArms } from '../stats/pilot/arm.ts'
export type { Arm, ColumnKind } from '../stats/pilot/arm.ts'
export { armAt, bucketHash, bucketRanges, equalWeights, inNamespace } from '../stats/pilot/assignment.ts'
export type { BucketRange } from '../stats/pilot/assignment.ts'
export { confidenceSequence, sequenceCriticalZ, sequenceRho } from '../stats/pilot/confidence-sequence.ts'
export {
  armDifference,
  armEstimate,
  relativeArmDifference,
  scaleEffect,
  studentDifference,
} from '../stats/pilot/effect.ts'
export type { Effect } from '../stats/pilot/effect.ts'
export { crossingProbabilities, groupSequentialBounds } from '../stats/pilot/group-sequential.ts'
export type { Bounds, Looks } from '../stats/pilot/group-sequential.ts'
export { guardrailPower, sampleSizeForNonInferiority } from '../stats/pilot/guardrails.ts'
export { cochranQ } from '../stats/pilot/heterogeneity.ts'
export type { Heterogeneity } from '../stats/pilot/heterogeneity.ts'
export { tInference } from '../stats/pilot/inference.ts'
export type { Alternative, Inference } from '../stats/pilot/inference.ts'
export { ancova, pairedMeans, ratioOfMeans } from '../stats/pilot/means.ts'
export { cupedMean, cupedRatio, meanMetric, ratioMetric, varianceReduction } from '../stats/pilot/metric.ts'
export type { Metric } from '../stats/pilot/metric.ts'
export { nonInferiority } from '../stats/pilot/non-inferiority.ts'
export type { NonInferiority } from '../stats/pilot/non-inferiority.ts'
export { NotEstimableError } from '../stats/pilot/not-estimable.ts'
export { postStratified } from '../stats/pilot/post-stratify.ts'
export type { ArmsOfStratum, StratifiedEffect, StratifiedMetric } from '../stats/pilot/post-stratify.ts'
export { agrestiCoull, clopperPearson, jeffreysInterval, waldInterval } from '../stats/pilot/proportion.ts'
export type { Proportion } from '../stats/pilot/proportion.ts'
export { runningPower, unitsMissing } from '../stats/pilot/running-power.ts'
export type { RunningPlan } from '../stats/pilot/running-power.ts'
export { exactSampleRatioP, SAMPLE_RATIO_ALARM, sampleRatioTest } from '../stats/pilot/sample-ratio.ts'
export {
  minimalDetectableEffect,
  powerForMeans,
  powerForRates,
  sampleSizeForMeans,
  sampleSizeForRates,
} from '../stats/pilot/sample-size.ts'
export type { PilotPlan, RateSampleSize } from '../stats/pilot/sample-size.ts'
export { scoreDifference, scoreRatio, scoreRatioZ, scoreZ } from '../stats/pilot/score.ts'
export { obrienFlemingSpending, pocockSpending, powerSpending } from '../stats/pilot/spending.ts'
export type { Spending } from '../stats/pilot/spending.ts'
export { chiSquareOfArms, fisherExact, mcNemar, yatesChiSquare } from '../stats/pilot/tables.ts'
export type { ChiSquareTest, PairedTable } from '../stats/pilot/tables.ts'
export {
  agrestiCaffo,
  logRateRatio,
  logRatioInterval,
  newcombe,
  pooledZTest,
  relativeLiftOfRates,
  unpooledZTest,
  waldDifference,
} from '../stats/pilot/two-proportions.ts'
export type { RelativeLift, ZTest } from '../stats/pilot/two-proportions.ts'
export type { Resampled } from '../stats/poisson-bootstrap.ts'
export { quantile } from '../stats/quantile.ts'
export { normalDraws, rng, split } from '../stats/rng.ts'
export {
  deflatedSharpe,
  deflatedSharpeOfBest,
  minimumBacktestLength,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeRecord,
} from '../stats/selection/deflated-sharpe.ts'
export type { DeflatedSharpe, SharpeRecord } from '../stats/selection/deflated-sharpe.ts'
export { expectedMaximum, expectedMaximumApproximation } from '../stats/selection/expected-maximum.ts'
export { pbo } from '../stats/selection/pbo.ts'
export type { Pbo, PboOptions } from '../stats/selection/pbo.ts'
export type { PeriodMatrix } from '../stats/selection/period-matrix.ts'
export { realityCheck } from '../stats/selection/reality-check.ts'
export type { RealityCheck } from '../stats/selection/reality-check.ts'
export { stationaryIndices } from '../stats/selection/resampling.ts'
export type { Resampling } from '../stats/selection/resampling.ts'
export { superiorPredictiveAbility } from '../stats/selection/superior-predictive-ability.ts'
export type { SpaOptions, SuperiorPredictiveAbility } from '../stats/selection/superior-predictive-ability.ts'
export { tCdf, tQuantile, tSurvival, twoSidedT } from '../stats/student-t.ts'
export { wilson, zeroEventsLimit } from '../stats/wilson.ts'
export type { Interval } from '../stats/wilson.ts'
