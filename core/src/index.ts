export { ConfigError, defineConfig, type Config, type ConfigInput, type PluginEntry } from './plugins/index.ts';
