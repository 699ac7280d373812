import type { FairleadServer, ServerOptions } from './server.ts';

export { ConfigError, defineConfig, type Config, type ConfigInput, type PluginEntry } from './plugins/index.ts';
export type { FairleadServer, ServerOptions } from './server.ts';

/** See `createServer` of server.ts, which is read when it is called: a configuration imports this file too, and most commands serve nothing. */
export const createServer = async (options: ServerOptions): Promise<FairleadServer> =>
  (await import('./server.ts')).createServer(options);
