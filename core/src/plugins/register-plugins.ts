import type { FastifyInstance } from 'fastify';
import type { PluginCore } from '../contract/plugin.ts';
import type { Loaded } from './load.ts';

/**
 * Registers the routes of all plugins in one scope that is authenticated already, each in a context of its own under `/<plugin>`. One
 * scope for all, because Fastify's dependency check looks among siblings. What a plugin decorates or hooks stays within itself.
 */
export async function registerPlugins(
  scope: FastifyInstance,
  loaded: readonly Loaded[],
  core: PluginCore,
): Promise<void> {
  for (const { plugin, manifest, options } of loaded) {
    try {
      // Options are handed over whole, never spread: an option named `prefix` would move the plugin's routes.
      await scope.register(plugin as never, { options, core, prefix: `/${manifest.name}` } as never);
    } catch (error) {
      throw new Error(`plugin ${manifest.name} failed to register its routes: ${String(error)}`, { cause: error });
    }
  }
}
