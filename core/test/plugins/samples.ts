import { Type } from '@sinclair/typebox';
import { defineModel } from '../../src/contract/commission.ts';
import { definePlugin, type Extension } from '../../src/contract/plugin.ts';
import type { AttributionStrategy } from '../../src/contract/attribution.ts';
import type { RefundPolicy } from '../../src/contract/refund-policy.ts';
import { pass } from '../../src/contract/reasons.ts';
import { registries, type Registries } from '../../src/plugins/registries.ts';

/** A plugin of that name with nothing but dependencies and extensions. */
export const sample = (name: string, dependencies: readonly string[] = [], extensions: readonly Extension[] = []) =>
  definePlugin({
    name,
    api: 1,
    version: '1.0.0',
    options: Type.Object({}, { additionalProperties: false }),
    dependencies,
    provides: () => extensions,
  })();

/** A plugin with options of several kinds. */
export const codes = definePlugin({
  name: 'codes',
  api: 1,
  version: '1.0.0',
  options: Type.Object(
    {
      prefix: Type.String({ minLength: 1, description: 'What every code begins with.' }),
      perAffiliate: Type.Optional(Type.Integer({ minimum: 1, default: 5 })),
      apiKey: Type.Optional(Type.String({ format: 'secret', minLength: 20, default: 'a-key-of-twenty-letters' })),
      limits: Type.Optional(Type.Object({ daily: Type.Integer({ default: 10 }) }, { default: {} })),
    },
    { additionalProperties: false },
  ),
});

export const strategy = (id: string, known: Partial<AttributionStrategy> = {}): AttributionStrategy => ({
  id,
  method: 'link',
  decide: () => pass('no_hint'),
  ...known,
});

export const policy = (id: string): RefundPolicy => ({ id, title: id, reversed: ({ amount }) => amount });

/** Pays a part of each sale; refuses a rate of exactly 13. */
export const model = defineModel({
  id: 'part',
  lane: 'base',
  title: 'Part of the sale',
  terms: Type.Object(
    {
      rate: Type.Integer({ minimum: 0, maximum: 1_000_000, title: 'Rate' }),
      bonus: Type.Integer({ minimum: 0, default: 0, title: 'Bonus' }),
    },
    { additionalProperties: false },
  ),
  check: ({ rate, bonus }) =>
    rate === 13 || bonus > rate ? [{ path: '/rate', code: 'unlucky', message: 'not this rate' }] : [],
  accepts: (kind) => kind === 'sale',
  compute: () => ({ earns: false, reason: 'nothing', values: {} }),
});

export const asRegistries = (...extensions: readonly Extension[]): Registries => registries([{ extensions }]);

/** What the bundled plugins provide, as far as terms go. */
export const loaded = asRegistries(
  { kind: 'attribution-strategy', strategy: strategy('click', { models: ['last_click', 'first_click'] }) },
  { kind: 'attribution-strategy', strategy: strategy('slug') },
  { kind: 'attribution-strategy', strategy: strategy('coupon') },
  { kind: 'attribution-strategy', strategy: strategy('subscription_lock', { precedes: 'all' }) },
  { kind: 'attribution-strategy', strategy: strategy('customer_lock', { precedes: ['click', 'slug'] }) },
  { kind: 'commission-model', model },
  { kind: 'refund-policy', policy: policy('proportional') },
);
