import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited } from './columns.ts';

/** A tenant, a brand. Made through the door `create_organization` only; its salt never leaves the database. */
export const Organization = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    homeCurrency: p.character().length(3).default('USD'),
    timeZone: p.text().default('UTC'),
    graceDays: p.integer().default(0),
    inboxDays: p.integer().default(180),
    salt: p.blob().lazy(),
    ...edited(),
  },
});
export type Organization = InferEntity<typeof Organization>;
