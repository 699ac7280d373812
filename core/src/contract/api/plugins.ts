import { Type, type Static } from '@sinclair/typebox';
import { Exact, Nullable, Open, OneOf } from './values.ts';

const extensionKinds = [
  'adapter',
  'attribution-strategy',
  'commission-model',
  'refund-policy',
  'exchange-rates',
] as const;

/** A plugin that is loaded, as `fairlead.config.ts` has it. */
export const Plugin = Exact(
  {
    name: Type.String({ examples: ['cps'] }),
    version: Type.String({ examples: ['0.1.0'] }),
    api: Type.Integer({ description: 'The version of the plugin contract it was written for.', examples: [1] }),
    dependencies: Type.Array(Type.String(), { description: 'Plugins that are loaded before it.' }),
    extensions: Type.Array(
      Exact(
        {
          kind: OneOf(extensionKinds),
          id: Type.String({ description: 'What terms and connections name it by.', examples: ['cps'] }),
          title: Type.String(),
        },
        { title: 'PluginExtension' },
      ),
    ),
    options: Open({ description: 'As they are in force, defaults filled in; secrets are masked.' }),
    optionsSchema: Open({ description: 'JSON Schema of its options.' }),
  },
  { title: 'Plugin' },
);
export type Plugin = Static<typeof Plugin>;

/** `GET /v1/plugins`, in the order they were loaded. */
export const PluginList = Exact({ data: Type.Array(Plugin) }, { title: 'PluginList' });
export type PluginList = Static<typeof PluginList>;

const Named = Exact({ id: Type.String(), title: Type.String() }, { title: 'NamedExtension' });

/** `GET /v1/schemas/terms`: what forms of terms are drawn from. */
export const TermsSchemas = Exact(
  {
    campaign: Open({ description: 'JSON Schema of the terms of a campaign; `commission.models` by model, below.' }),
    partial: Open({
      description: 'JSON Schema of the commission terms of a group or an enrollment: all may be left out.',
    }),
    models: Type.Array(
      Exact(
        {
          id: Type.String({ examples: ['cps'] }),
          title: Type.String(),
          lane: Type.String(),
          schema: Open(),
          partial: Open(),
        },
        { title: 'ModelSchema' },
      ),
      { description: 'The terms of each commission model that is loaded, whole and with all left out that may be.' },
    ),
    strategies: Type.Array(Named, { description: 'Steps of `attribution.order`.' }),
    clickModels: Type.Array(Type.String({ examples: ['last_click'] }), {
      description: 'Values of `attribution.model` (A3).',
    }),
    refundPolicies: Type.Array(Named, { description: 'Values of `commission.refundPolicy`.' }),
  },
  {
    title: 'TermsSchemas',
    description:
      'Annotations stay: `title`, `description`, `default`, `format` (`money`, `rate`, `days`), `x-group`, `x-advanced`, `x-follows`.',
  },
);
export type TermsSchemas = Static<typeof TermsSchemas>;

/** `GET /v1/schemas/connections`: what forms of connections are drawn from. */
export const ConnectionSchemas = Exact(
  {
    adapters: Type.Array(
      Exact(
        {
          id: Type.String({ examples: ['stripe'] }),
          title: Type.String(),
          credentials: Open({ description: 'JSON Schema of its credentials.' }),
          setsUp: Type.Boolean({ description: 'Whether `POST /v1/connections/:id/setup` has it deliver.' }),
          mintsCodes: Type.Boolean({ description: 'Whether codes of parent coupons are minted there.' }),
        },
        { title: 'AdapterSchema' },
      ),
    ),
  },
  { title: 'ConnectionSchemas' },
);
export type ConnectionSchemas = Static<typeof ConnectionSchemas>;

/** `GET /v1/server`: what the one file of settings says that a brand notices; it is changed there, and holds from the next start. */
export const ServerSettings = Exact(
  {
    version: Type.String({ examples: ['0.1.0'] }),
    publicUrl: Type.String({
      description: 'Where links and deliveries come in from outside.',
      examples: ['https://go.example.com'],
    }),
    cookie: Type.String({ description: 'The name of the visitor cookie (F2).', examples: ['_fairlead'] }),
    cookieDomain: Nullable(Type.String({ examples: ['example.com'] }), {
      description: 'Whose hosts get the cookie; null: the host of `publicUrl` alone (F2).',
    }),
    clickParameter: Type.String({ description: 'In which links may hand on the click id; empty: none.' }),
    consentParameter: Type.String({ description: 'By which a link says that its visitor consented (A9).' }),
    mail: Type.Boolean({ description: 'Mail is sent; false: links that would be mailed are written to the log.' }),
  },
  { title: 'ServerSettings' },
);
export type ServerSettings = Static<typeof ServerSettings>;
