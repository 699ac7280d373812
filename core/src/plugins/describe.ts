import { orderOf } from './check-terms.ts';
import type { TSchema } from '@sinclair/typebox';
import type { ConnectionSchemas, Plugin, TermsSchemas } from '../contract/api/plugins.ts';
import type { Extension } from '../contract/plugin.ts';
import { idOf } from './extension-id.ts';
import type { Loaded } from './load.ts';
import type { Registries } from './registries.ts';
import { campaignSchema, PartialCommission, partialTerms } from './terms-schema.ts';

/** What is loaded, for whoever asks what runs. */
export const describePlugins = (loaded: readonly Loaded[]): Plugin[] =>
  loaded.map(({ manifest: { name, version, api, dependencies, schema }, options, extensions }) => ({
    name,
    version,
    api,
    dependencies: [...dependencies],
    extensions: extensions.map((extension) => ({
      kind: extension.kind,
      id: idOf(extension),
      title: titleOf(extension),
    })),
    options: masked(options, schema) as Plugin['options'],
    optionsSchema: plain(schema),
  }));

/** What forms of terms are drawn from, annotations kept. */
export const describeTerms = ({ models, strategies, policies }: Registries): TermsSchemas => ({
  campaign: plain(campaignSchema(orderOf(strategies))),
  partial: plain(PartialCommission),
  models: [...models.values()].map(({ id, title, lane, terms }) => ({
    id,
    title,
    lane,
    schema: plain(terms),
    partial: plain(partialTerms(terms)),
  })),
  strategies: [...strategies.values()].map(({ id }) => ({ id, title: id })),
  clickModels: [...new Set([...strategies.values()].flatMap((strategy) => strategy.models ?? []))],
  refundPolicies: [...policies.values()].map(({ id, title }) => ({ id, title })),
});

export const describeAdapters = ({ adapters }: Registries): ConnectionSchemas => ({
  adapters: [...adapters.values()].map(({ id, title, credentials, setup, capabilities }) => ({
    id,
    title,
    credentials: plain(credentials),
    setsUp: setup !== undefined,
    mintsCodes: capabilities.mintsCodes,
  })),
});

/** As JSON, without the library's own marks. */
const plain = (schema: TSchema): Record<string, unknown> =>
  JSON.parse(JSON.stringify(schema)) as Record<string, unknown>;

function titleOf(extension: Extension): string {
  if (extension.kind === 'adapter') return extension.adapter.title;
  if (extension.kind === 'commission-model') return extension.model.title;
  if (extension.kind === 'refund-policy') return extension.policy.title;
  if (extension.kind === 'exchange-rates') return extension.source.title;
  return idOf(extension);
}

const mask = '••••••••';
const secretName = /secret|password|token|(?:api|private|signing)_?key|credential/i;

/** Name and password within an address. */
const userInfo = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i;

type Schema = Readonly<Record<string, unknown>>;

/** A schema, and those it is put together from. */
function partsOf(schema: unknown): readonly Schema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = schema as Schema;
  const others = [own['anyOf'], own['oneOf'], own['allOf']].flatMap((some) => (Array.isArray(some) ? some : []));
  return [own, ...others.flatMap(partsOf)];
}

/** What is said of a member, by its name or by a pattern of names. */
const ofMember = (schema: Schema, member: string): readonly unknown[] => {
  const named = (schema['properties'] ?? {}) as Schema;
  const patterned = (schema['patternProperties'] ?? {}) as Schema;
  return Object.hasOwn(named, member) ? [named[member]] : [...Object.values(patterned), schema['additionalProperties']];
};

/** Secrets by their schema's format, by their name or within an address; what cannot be told as JSON is left out. */
function masked(value: unknown, schema: unknown, name = ''): unknown {
  if (value === null || value === undefined || value === '') return value ?? null;
  const parts = partsOf(schema);
  const isSecret = parts.some(({ format }) => format === 'secret');
  if (isSecret || (secretName.test(name) && typeof value !== 'boolean')) return mask;
  if (Array.isArray(value)) return value.map((item) => masked(item, { anyOf: parts.map(({ items }) => items) }));
  if (typeof value === 'object') {
    const schemaOf = (member: string): Schema => ({ anyOf: parts.flatMap((part) => ofMember(part, member)) });
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [member, masked(inner, schemaOf(member), member)]),
    );
  }
  if (typeof value === 'string') return value.replace(userInfo, `$1${mask}@`);
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
