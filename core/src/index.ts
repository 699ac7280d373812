export { ConfigError, defineConfig, type Config, type ConfigInput, type PluginEntry } from './plugins/index.ts';
export { createServer, type FairleadServer, type ServerOptions } from './server.ts';
