// The public door: what strategy and dataset files, notebooks and embedders import as `huijian`. Only re-exports.

export type { Action, ActionSpec, Catalogue, Channel, FeatureSpec, StrategyWorld } from './strategy/catalogue.ts'
export { actionKey, channels } from './strategy/catalogue.ts'
export type { Expr } from './strategy/expr.ts'
export type { Param, Rule, Scenario, Strategy } from './strategy/strategy.ts'
export type { Lang, Text, Title } from './strategy/text.ts'
export { all, any, Cat, Cond, Day, Flag, not, Num, wordsFor } from './strategy/words.ts'
export type { IsoDate, Words } from './strategy/words.ts'
export { branch, call, defineStrategy, email, hold, push, segment, sms, video, web, wechat } from './strategy/define.ts'
export type { ActionKeyFor, CustomerFor, DefinedStrategy, Definition, Example, RuleFor } from './strategy/define.ts'
export { StrategyError } from './strategy/errors.ts'
export { checkCondition, checkStrategy } from './strategy/check.ts'
export { canonicalJson, parseStrategy, strategyHash, strategySchema, toStored, withParams } from './strategy/stored.ts'
export { compileDecider, compileRules } from './strategy/compile-js.ts'
export { compileOne } from './strategy/compile-one.ts'
export type { Customer, RuleDecision } from './strategy/compile-one.ts'
export { clickhouse, conditionSql, duckdb, ruleIndexSql } from './strategy/compile-sql.ts'
export type { Dialect } from './strategy/compile-sql.ts'
export { diffStrategies } from './strategy/diff.ts'
export { explainStrategy, explainText } from './strategy/explain.ts'
export type { Explanation } from './strategy/explain.ts'
export { actionProbabilities, decide, decider, drawAction, propensity } from './policy/explore.ts'
export type { Decision, Drawn } from './policy/explore.ts'
export type { Columns, HistoryFacts } from './history/columns.ts'
export { openHistory } from './history/cache.ts'
export type { Imported } from './history/cache.ts'
export { defineDataset } from './history/define-dataset.ts'
export type { DatasetDefinition } from './history/define-dataset.ts'
export { HistoryError } from './history/history-error.ts'
export { importHistory } from './history/import-history.ts'
export type { ImportOptions, ImportProgress } from './history/import-history.ts'
export { loadColumns } from './history/load-columns.ts'
export type { ColumnNeeds } from './history/load-columns.ts'
export type {
  Dataset,
  DecisionColumns,
  ModelledPropensity,
  Outcome,
  Propensity,
  Segment,
  Source,
} from './history/dataset.ts'
export { testLeakage } from './history/leakage/test-leakage.ts'
export type { LeakageOptions } from './history/leakage/test-leakage.ts'
export type { LeakageReport } from './history/leakage/report.ts'
export type { Evaluation } from './evaluate/evaluation.ts'
export type { Estimate, Estimates } from './evaluate/estimate.ts'
export type { Refusal, Result, Verdict } from './evaluate/evaluation.ts'
export { fit } from './evaluate/cell-means.ts'
export { evaluateLog } from './evaluate/log/evaluate-log.ts'
export type { LogEvaluation, LogOptions } from './evaluate/log/evaluate-log.ts'
export type { LogDiagnostics } from './evaluate/log/log-diagnostics.ts'
export type { LogEstimate, LogEstimator } from './evaluate/log/log-estimates.ts'
export { bootstrapLog } from './evaluate/log/bootstrap-log.ts'
export type { BootstrapOptions } from './evaluate/log/bootstrap-log.ts'
export { guaranteeLog } from './evaluate/log/guarantee-log.ts'
export type { GuaranteeOptions } from './evaluate/log/guarantee-log.ts'
export { LogError } from './evaluate/log/logged-arrays.ts'
export type { LogSums } from './evaluate/log/log-sums.ts'
export type { LoggedArrays } from './evaluate/log/logged-arrays.ts'
export { policyDistances } from './evaluate/log/policy-distances.ts'
export type { PolicyDistances, PolicyPair } from './evaluate/log/policy-distances.ts'
export { ridgePredictions } from './evaluate/log/ridge-log.ts'
export type { FeaturedLog } from './evaluate/log/ridge-log.ts'
export { replay } from './evaluate/log/replay.ts'
export type { Replay } from './evaluate/log/replay.ts'
export { readEvaluation } from './evaluate/evaluate.ts'
export { makePlan, PlanError } from './evaluate/make-plan.ts'
export type { Balance, Placebo, PropensityChecks, Sensitivity } from './evaluate/propensity/checks.ts'
export { snipsBounds, turningOdds, turningOddsBetween } from './evaluate/propensity/sensitivity.ts'
export type { WeightedRewards } from './evaluate/propensity/sensitivity.ts'
export { auc } from './stats/auc.ts'
export { denseMatrix } from './stats/design-matrix.ts'
export type { DesignMatrix } from './stats/design-matrix.ts'
export { selectionOf } from './evaluate/selection/compared.ts'
export type { ComparedVariants, SelectionSettings } from './evaluate/selection/compared.ts'
export { deflateLift } from './evaluate/selection/deflate.ts'
export type { DeflatedLift } from './evaluate/selection/deflate.ts'
export { SelectionError } from './evaluate/selection/selection-error.ts'
export type { ComparedVariant, GateStatus, Selection, WalkForwardResult } from './evaluate/selection/selection.ts'
export { sweepVariants } from './evaluate/selection/variants.ts'
export type { SweepDesign } from './evaluate/selection/variants.ts'
export { fieller } from './stats/fieller.ts'
export { hall } from './stats/hall.ts'
export { meanInterval } from './stats/mean-interval.ts'
export { holm } from './stats/holm.ts'
export { fitLogit, LogitError, logitProbabilities } from './stats/logistic.ts'
export type { Logit, LogitOptions } from './stats/logistic.ts'
export { mover } from './stats/mover.ts'
export { empiricalBernstein } from './stats/empirical-bernstein.ts'
export type { Resampled } from './stats/poisson-bootstrap.ts'
export { PARETO_K_LIMIT, paretoK } from './stats/pareto-k.ts'
export { quantile } from './stats/quantile.ts'
export { survival, twoSidedZ } from './stats/normal.ts'
export {
  deflatedSharpe,
  deflatedSharpeOfBest,
  minimumBacktestLength,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeRecord,
} from './stats/selection/deflated-sharpe.ts'
export type { DeflatedSharpe, SharpeRecord } from './stats/selection/deflated-sharpe.ts'
export { expectedMaximum, expectedMaximumApproximation } from './stats/selection/expected-maximum.ts'
export { pbo } from './stats/selection/pbo.ts'
export type { Pbo, PboOptions } from './stats/selection/pbo.ts'
export type { PeriodMatrix } from './stats/selection/period-matrix.ts'
export { realityCheck } from './stats/selection/reality-check.ts'
export type { RealityCheck } from './stats/selection/reality-check.ts'
export { stationaryIndices } from './stats/selection/resampling.ts'
export type { Resampling } from './stats/selection/resampling.ts'
export { superiorPredictiveAbility } from './stats/selection/superior-predictive-ability.ts'
export type { SpaOptions, SuperiorPredictiveAbility } from './stats/selection/superior-predictive-ability.ts'
export { benjaminiHochberg, benjaminiHochbergAdjusted, holmAdjusted } from './stats/adjusted-p.ts'
export { betaCdf, betaQuantile, betaSurvival, binomialCdf, binomialSurvival } from './stats/beta.ts'
export { chiSquareSurvival } from './stats/chi-square.ts'
export { logGamma, upperGamma } from './stats/gamma.ts'
export { normalCdf, normalQuantile } from './stats/normal.ts'
export { tCdf, tQuantile, tSurvival, twoSidedT } from './stats/student-t.ts'
export { armFromColumns, armFromSummary, armFromSums, armOfRate, mergeArms } from './stats/pilot/arm.ts'
export type { Arm, ColumnKind } from './stats/pilot/arm.ts'
export { armAt, bucketHash, bucketRanges, equalWeights, inNamespace } from './stats/pilot/assignment.ts'
export type { BucketRange } from './stats/pilot/assignment.ts'
export { confidenceSequence, sequenceCriticalZ, sequenceRho } from './stats/pilot/confidence-sequence.ts'
export {
  armDifference,
  armEstimate,
  relativeArmDifference,
  scaleEffect,
  studentDifference,
} from './stats/pilot/effect.ts'
export type { Effect } from './stats/pilot/effect.ts'
export { crossingProbabilities, groupSequentialBounds } from './stats/pilot/group-sequential.ts'
export type { Bounds, Looks } from './stats/pilot/group-sequential.ts'
export { guardrailPower, sampleSizeForNonInferiority } from './stats/pilot/guardrails.ts'
export { cochranQ } from './stats/pilot/heterogeneity.ts'
export type { Heterogeneity } from './stats/pilot/heterogeneity.ts'
export { tInference } from './stats/pilot/inference.ts'
export type { Alternative, Inference } from './stats/pilot/inference.ts'
export { ancova, pairedDifference, ratioOfMeans } from './stats/pilot/means.ts'
export { cupedMean, cupedRatio, meanMetric, ratioMetric, varianceReduction } from './stats/pilot/metric.ts'
export type { Metric } from './stats/pilot/metric.ts'
export { nonInferiority } from './stats/pilot/non-inferiority.ts'
export type { NonInferiority } from './stats/pilot/non-inferiority.ts'
export { NotEstimableError } from './stats/pilot/not-estimable.ts'
export { postStratified } from './stats/pilot/post-stratify.ts'
export type { ArmsOfStratum, StratifiedEffect, StratifiedMetric } from './stats/pilot/post-stratify.ts'
export { agrestiCoull, clopperPearson, jeffreysInterval, waldInterval } from './stats/pilot/proportion.ts'
export type { Proportion } from './stats/pilot/proportion.ts'
export { runningPower, unitsMissing } from './stats/pilot/running-power.ts'
export type { RunningPlan } from './stats/pilot/running-power.ts'
export { exactSampleRatioP, SAMPLE_RATIO_ALARM, sampleRatioTest } from './stats/pilot/sample-ratio.ts'
export {
  minimalDetectableEffect,
  powerForMeans,
  powerForRates,
  sampleSizeForMeans,
  sampleSizeForRates,
} from './stats/pilot/sample-size.ts'
export type { Plan as PilotPlan, RateSampleSize } from './stats/pilot/sample-size.ts'
export { scoreDifference, scoreRatio, scoreRatioZ, scoreZ } from './stats/pilot/score.ts'
export { obrienFlemingSpending, pocockSpending, powerSpending } from './stats/pilot/spending.ts'
export type { Spending } from './stats/pilot/spending.ts'
export { chiSquareOfArms, fisherExact, mcNemar, yatesChiSquare } from './stats/pilot/tables.ts'
export type { ChiSquareTest, PairedTable } from './stats/pilot/tables.ts'
export {
  agrestiCaffo,
  logRateRatio,
  logRatioInterval,
  newcombe,
  pooledZTest,
  relativeLiftOfRates,
  unpooledZTest,
  waldDifference,
} from './stats/pilot/two-proportions.ts'
export type { Lift, ZTest } from './stats/pilot/two-proportions.ts'
export { normalDraws, rng, split } from './stats/rng.ts'
export { wilson, zeroEventsLimit } from './stats/wilson.ts'
export type { Interval } from './stats/wilson.ts'
export { evaluationJson, evaluationSchema } from './report/evaluation-schema.ts'
export { renderHtml } from './report/html.ts'
export { renderSelection } from './report/selection-table.ts'
export { renderTable } from './report/table.ts'
export { backtest } from './engine/backtest.ts'
export type { BacktestRequest } from './engine/backtest.ts'
export { EngineError } from './engine/engine-error.ts'
export { compareVariants } from './engine/compare-variants.ts'
export type { CompareRequest } from './engine/compare-variants.ts'
export { fitPass, momentsPass } from './engine/passes.ts'
export { openPool } from './engine/pool.ts'
export type { Pool, PoolOptions } from './engine/pool.ts'
export { upliftMetrics } from './evaluate/uplift/uplift-metrics.ts'
export type { UpliftRows } from './evaluate/uplift/ranking.ts'
export { UpliftError } from './evaluate/uplift/uplift-error.ts'
export type {
  CurvePoint,
  TopUplift,
  UpliftArea,
  UpliftMetrics,
  UpliftOptions,
} from './evaluate/uplift/uplift-result.ts'
export { costCurve } from './evaluate/uplift/cost-curve.ts'
export type { CostCurve, CostOptions, CostPoint } from './evaluate/uplift/cost-curve.ts'
export type { CostRows } from './evaluate/uplift/cost-columns.ts'
export { evaluateScore } from './evaluate/uplift/evaluate-score.ts'
export type { ScoreEvaluation, ScoreQuestion } from './evaluate/uplift/evaluate-score.ts'
export { costChart, percentileBars, qiniChart, targetingChart, upliftCharts } from './report/charts/uplift.ts'
export { renderUplift } from './report/uplift-table.ts'
