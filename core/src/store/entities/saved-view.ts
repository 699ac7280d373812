import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

/** A list and how it is narrowed, as its address takes it. `owner` is the actor who made it: others see it only when it is shared. */
export const SavedView = defineEntity({
  name: 'SavedView',
  tableName: 'saved_view',
  properties: {
    ...tenantKey(),
    owner: p.text(),
    name: p.text(),
    list: p.text(),
    filters: p.json().$type<Readonly<Record<string, string>>>().defaultRaw(`'{}'`),
    columns: p.json().$type<readonly string[]>().nullable(),
    sort: p.text().nullable(),
    shared: p.boolean().default(false),
    ...edited(),
  },
});
export type SavedView = InferEntity<typeof SavedView>;
