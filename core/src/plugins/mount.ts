import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { Loaded } from './load.ts';

/**
 * Registers the routes of all plugins in one authenticated scope, each in a context of its own under `/v1/x/<plugin>`. One scope for
 * all, because Fastify's dependency check looks among siblings. What a plugin decorates or hooks stays within itself.
 */
export function mount(app: FastifyInstance, loaded: readonly Loaded[], authenticate: onRequestAsyncHookHandler): void {
  void app.register(
    async (scope) => {
      scope.addHook('onRequest', authenticate);
      for (const one of loaded) await registerPlugin(scope, one);
    },
    { prefix: '/v1/x' },
  );
}

/** Options are handed over whole, never spread: an option named `prefix` would move the plugin's routes. */
async function registerPlugin(scope: FastifyInstance, { plugin, manifest: { name }, options }: Loaded): Promise<void> {
  try {
    await scope.register(plugin as never, { options, prefix: `/${name}` } as never);
  } catch (error) {
    throw new Error(`plugin ${name} failed to register its routes: ${String(error)}`, { cause: error });
  }
}
