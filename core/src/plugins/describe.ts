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
  campaign: plain(campaignSchema([...strategies.keys()])),
  partial: plain(PartialCommission),
  models: [...models.values()].map(({ id, title, lane, terms }) => ({
    id,
    title,
    lane,
    schema: plain(terms),
    partial: plain(partialTerms(terms)),
  })),
  strategies: [...strategies.values()].map(({ id }) => ({ id, title: id })),
  refundPolicies: [...policies.values()].map(({ id, title }) => ({ id, title })),
});

export const describeAdapters = ({ adapters }: Registries): ConnectionSchemas => ({
  adapters: [...adapters.values()].map(({ id, title, credentials }) => ({
    id,
    title,
    credentials: plain(credentials),
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

/** Secrets by their schema's format or by their name; what cannot be told as JSON is left out. */
function masked(value: unknown, schema: Partial<TSchema> | undefined, name = ''): unknown {
  if (value === null || value === undefined || value === '') return value ?? null;
  if (schema?.['format'] === 'secret' || (secretName.test(name) && typeof value !== 'boolean')) return mask;
  if (Array.isArray(value)) return value.map((item) => masked(item, schema?.['items'] as TSchema | undefined));
  if (typeof value === 'object') {
    const members = (schema?.['properties'] ?? {}) as Readonly<Record<string, TSchema>>;
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [member, masked(inner, members[member], member)]),
    );
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
