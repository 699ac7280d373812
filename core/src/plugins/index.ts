export { checkPartialTerms, checkTerms, type CheckedTerms } from './check-terms.ts';
export { checkValue, type CheckedValue } from './check-value.ts';
export { defineConfig, type Config, type ConfigInput } from './config.ts';
export { ConfigError, type Mistake } from './config-error.ts';
export type { Settings } from './config-schema.ts';
export { describeLoaded, load, type Loaded, type PluginEntry } from './load.ts';
export { mount } from './mount.ts';
export { registries, type Registries } from './registries.ts';
export type { ValueIssue } from './value-issue.ts';
