export type * from './money.ts';
export type * from './facts.ts';
export type * from './attribution.ts';
export type * from './refund-policy.ts';
export type * from './exchange-rates.ts';
export { claim, operand, pass, wholeSeconds } from './reasons.ts';
export type {
  Adapter,
  BackfillPage,
  Capabilities,
  ConnectionSettings,
  Fetched,
  FetchMeans,
  Need,
  ProcessorAccount,
  RawDelivery,
  Reading,
  Refusal,
  Simulator,
  StoredDelivery,
  Story,
  StoryDelivery,
  StoryInput,
  Verification,
} from './adapter.ts';
export type { CodeDiscount, CodeToEnd, CodeToMint, MintedCode } from './codes.ts';
export type { SetupDone, SetupStep, SetupWanted } from './setup.ts';
export { everythingOf, withoutClick } from './chapters.ts';
export { defineAdapter, ProcessorRefused, Unreadable } from './adapter.ts';
export type { Amount } from './amount-field.ts';
export { AmountField, RateField, wholeRate } from './amount-field.ts';
export type {
  CommissionInput,
  CommissionModel,
  Computed,
  Converted,
  EarningKind,
  EventKnown,
  LeadKnown,
  Milestone,
  Step,
  TermsIssue,
} from './commission.ts';
export { defineModel } from './commission.ts';
export type {
  AnyModel,
  DerivedInput,
  DerivedModel,
  ModelFace,
  Picked,
  Standing,
  StandingAsked,
  StandingPeriod,
  TermsChange,
  TermsInput,
  TermsModel,
} from './lanes.ts';
export { defineDerivedModel, defineTermsModel } from './lanes.ts';
export type {
  Caller,
  CompleteOptions,
  Extension,
  FairleadPlugin,
  Manifest,
  PluginApp,
  PluginCore,
  PluginDefinition,
} from './plugin.ts';
export { definePlugin, manifest } from './plugin.ts';
export type { Tables } from './tables.ts';
export type { ProblemCode } from './errors.ts';
export { Problem, problems } from './errors.ts';
