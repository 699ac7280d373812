import type { Adapter } from '../contract/adapter.ts';
import type { AttributionStrategy } from '../contract/attribution.ts';
import type { RateSource } from '../contract/exchange-rates.ts';
import type { AnyModel } from '../contract/lanes.ts';
import type { Extension } from '../contract/plugin.ts';
import type { RefundPolicy } from '../contract/refund-policy.ts';
import { idOf } from './extension-id.ts';

/** Everything the loaded plugins provide, by kind and id. */
export interface Registries {
  readonly adapters: ReadonlyMap<string, Adapter>;
  readonly strategies: ReadonlyMap<string, AttributionStrategy>;
  readonly models: ReadonlyMap<string, AnyModel>;
  readonly policies: ReadonlyMap<string, RefundPolicy>;
  readonly rateSources: ReadonlyMap<string, RateSource>;
}

/** `load` has made sure that no id is given twice. */
export function registries(loaded: readonly { readonly extensions: readonly Extension[] }[]): Registries {
  const adapters = new Map<string, Adapter>();
  const strategies = new Map<string, AttributionStrategy>();
  const models = new Map<string, AnyModel>();
  const policies = new Map<string, RefundPolicy>();
  const rateSources = new Map<string, RateSource>();
  for (const extension of loaded.flatMap(({ extensions }) => extensions)) {
    const id = idOf(extension);
    if (extension.kind === 'adapter') adapters.set(id, extension.adapter);
    else if (extension.kind === 'attribution-strategy') strategies.set(id, extension.strategy);
    else if (extension.kind === 'commission-model') models.set(id, extension.model);
    else if (extension.kind === 'refund-policy') policies.set(id, extension.policy);
    else rateSources.set(id, extension.source);
  }
  return { adapters, strategies, models, policies, rateSources };
}
