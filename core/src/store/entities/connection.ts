import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

/** One configured account of a processor. `sealed` holds its credentials under the installation's key. */
export const Connection = defineEntity({
  name: 'Connection',
  tableName: 'connection',
  properties: {
    ...tenantKey(),
    adapter: p.text(),
    name: p.text(),
    mode: p.text().$type<'live' | 'test'>(),
    account: p.text().nullable(),
    settings: p.json().$type<Readonly<Record<string, unknown>>>().defaultRaw(`'{}'`),
    sealed: p.blob(),
    active: p.boolean().default(true),
    ...edited(),
  },
});
export type Connection = InferEntity<typeof Connection>;
