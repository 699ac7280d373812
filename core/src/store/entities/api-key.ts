import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

export const keyScopes = ['track', 'read', 'manage'] as const;
export type KeyScope = (typeof keyScopes)[number];

/** What a machine calls with. The key itself is kept as a hash, its signing secrets sealed, newest first. */
export const ApiKey = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    ...tenantKey(),
    name: p.text(),
    mode: p.text().$type<'live' | 'test'>(),
    kind: p.text().$type<'secret' | 'publishable'>().default('secret'),
    scopes: p.array().$type<KeyScope[]>(),
    origins: p.array().$type<string[]>().default([]),
    campaignId: p.uuid().nullable(),
    prefix: p.text(),
    hash: p.blob(),
    signingRequired: p.boolean().default(false),
    signingSealed: p.blob().nullable(),
    revokedAt: p.datetime().nullable(),
    ...edited(),
  },
});
export type ApiKey = InferEntity<typeof ApiKey>;
