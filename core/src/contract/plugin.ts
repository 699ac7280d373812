import fp from 'fastify-plugin';
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Static, TObject } from '@sinclair/typebox';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Adapter } from './adapter.ts';
import type { AttributionStrategy } from './attribution.ts';
import type { RateSource } from './exchange-rates.ts';
import type { AnyModel } from './lanes.ts';
import type { RefundPolicy } from './refund-policy.ts';
import type { Tables } from './tables.ts';

/** What a plugin gives the core, as data, so that `work`, `replay` and `migrate` need no HTTP. */
export type Extension =
  | { readonly kind: 'adapter'; readonly adapter: Adapter }
  | { readonly kind: 'attribution-strategy'; readonly strategy: AttributionStrategy }
  | { readonly kind: 'commission-model'; readonly model: AnyModel }
  | { readonly kind: 'refund-policy'; readonly policy: RefundPolicy }
  | { readonly kind: 'exchange-rates'; readonly source: RateSource };

/** The scope a plugin's routes are registered in: authenticated, under `/v1/x/<plugin>`, typed by TypeBox. */
export type PluginApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** On whose behalf a request runs. */
export interface Caller {
  readonly organizationId: string;
  /** `key:<id>`, `user:<id>`: what the audit names. */
  readonly actor: string;
}

/** What the core hands to a plugin's routes. */
export interface PluginCore {
  /**
   * One transaction within the caller's organization and in its name, as the tenant role: it sees that organization's rows only, and is
   * rolled back when `work` throws. `em.getKysely()` speaks SQL in the same transaction.
   */
  inOrganization<T>(request: FastifyRequest, work: (em: EntityManager, caller: Caller) => Promise<T>): Promise<T>;
}

/** What the loader reads before anything runs. `options` are as written in the config until the loader has checked and completed them. */
export interface Manifest {
  readonly name: string;
  readonly api: 1;
  readonly version: string;
  readonly schema: TObject;
  readonly options: unknown;
  readonly dependencies: readonly string[];
  readonly tables: Tables;
  provides(options: never): readonly Extension[];
}

export const manifest = Symbol.for('fairlead.plugin');

export interface FairleadPlugin {
  (app: FastifyInstance, options: never): Promise<void>;
  readonly [manifest]: Manifest;
}

/** Every optional option carries a default, so what a plugin receives has no holes. */
export type CompleteOptions<S extends TObject> = Required<Static<S>>;

export interface PluginDefinition<S extends TObject> {
  /** Unique, lower-case, as in its package name: `stripe`, `click-attribution`. */
  readonly name: string;
  /** The version of this contract; additive within a number. */
  readonly api: 1;
  readonly version: string;
  /** Fixed at boot, in `fairlead.config.ts`. Close it with `additionalProperties: false`. */
  readonly options: S;
  /** Names of plugins that must be loaded too, and before. */
  readonly dependencies?: readonly string[];
  readonly tables?: Tables;
  provides?(options: CompleteOptions<S>): readonly Extension[];
  routes?(app: PluginApp, options: CompleteOptions<S>, core: PluginCore): void | Promise<void>;
}

/** What the loader registers a plugin with. */
interface Handed<S extends TObject> {
  readonly options: CompleteOptions<S>;
  readonly core: PluginCore;
}

/**
 * Makes a Fairlead plugin: a Fastify plugin that also carries what must be known before boot. Returns a factory to be called in the
 * config's `plugins` array; options may be left out when all of them are optional.
 *
 * @example
 * export const fixedBonus = definePlugin({
 *   name: 'fixed-bonus', api: 1, version: '1.0.0',
 *   options: Type.Object({ label: Type.String({ default: 'Bonus' }) }, { additionalProperties: false }),
 *   provides: () => [{ kind: 'commission-model', model }],
 * });
 */
export function definePlugin<S extends TObject>(
  definition: PluginDefinition<S>,
): {} extends Static<S> ? (options?: Static<S>) => FairleadPlugin : (options: Static<S>) => FairleadPlugin {
  const { name, api, version, dependencies = [], tables = {} } = definition;
  for (const [key, property] of Object.entries(definition.options.properties)) {
    const optional = !definition.options.required?.includes(key);
    if (optional && !('default' in property)) throw new Error(`${name}: the optional option '${key}' needs a default`);
  }
  const factory = (options: unknown = {}): FairleadPlugin => {
    const register = async (app: PluginApp, { options, core }: Handed<S>): Promise<void> => {
      await definition.routes?.(app, options, core);
    };
    const plugin = fp(register as never, { name, fastify: '5.x', dependencies: [...dependencies], encapsulate: true });
    const provides = definition.provides ?? (() => []);
    return Object.assign(plugin, {
      [manifest]: { name, api, version, schema: definition.options, options, dependencies, tables, provides },
    });
  };
  return factory;
}
