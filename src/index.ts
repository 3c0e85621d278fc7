// For whoever writes: strategies, segments and data sets, and reads what she wrote in words. Small and quick to load: no
// engine, no charts, no database.

export type {
  Dataset,
  DecisionColumns,
  ModelledPropensity,
  Outcome,
  Propensity,
  Segment,
  Source,
} from './history/dataset.ts'
export { defineDataset } from './history/define-dataset.ts'
export type { DatasetDefinition } from './history/define-dataset.ts'
export { HistoryError } from './history/history-error.ts'
export { HuijianError } from './huijian-error.ts'
export type { ErrorCode } from './huijian-error.ts'
export { actionProbabilities, decide, decider, drawAction, propensity } from './policy/explore.ts'
export type { Decision, Drawn } from './policy/explore.ts'
export { actionKey, channels } from './strategy/catalogue.ts'
export type { Action, ActionSpec, Catalogue, Channel, FeatureSpec, StrategyWorld } from './strategy/catalogue.ts'
export { checkCondition, checkStrategy } from './strategy/check.ts'
export { compileDecider, compileRules } from './strategy/compile-js.ts'
export { compileOne } from './strategy/compile-one.ts'
export type { Customer, RuleDecision } from './strategy/compile-one.ts'
export { branch, call, defineStrategy, email, hold, push, segment, sms, video, web, wechat } from './strategy/define.ts'
export type { ActionKeyFor, CustomerFor, DefinedStrategy, Definition, Example, RuleFor } from './strategy/define.ts'
export { diffStrategies } from './strategy/diff.ts'
export { StrategyError } from './strategy/errors.ts'
export { explainStrategy, explainText } from './strategy/explain.ts'
export type { Explanation } from './strategy/explain.ts'
export type { Expr } from './strategy/expr.ts'
export { canonicalJson, parseStrategy, strategyHash, toStored, withParams } from './strategy/stored.ts'
export { strategySchema } from './strategy/strategy.ts'
export type { Param, Rule, Scenario, Strategy } from './strategy/strategy.ts'
export type { Lang, Text, Title } from './strategy/text.ts'
export { all, any, Cat, Cond, Day, Flag, not, Num, wordsFor } from './strategy/words.ts'
export type { IsoDate, Words } from './strategy/words.ts'
