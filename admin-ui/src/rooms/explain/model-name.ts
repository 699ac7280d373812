import { sentence } from '../../kit/form/schema.ts';

/** Of the models that come along, by id, as their own titles say. */
const titles: Readonly<Record<string, string>> = {
  cps: 'Per sale',
  recurring: 'Subscriptions',
  cpc: 'Per click',
  cpl: 'Per lead',
  cpa: 'Per event',
  bonuses: 'Bonuses',
};

/** What a commission model is called; one of a third party by its id. */
export const modelName = (id: string): string => titles[id] ?? sentence(id);
