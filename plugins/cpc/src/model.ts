import { defineModel } from '@fairlead/core/plugin';
import { each } from '@fairlead/core/working';
import { Terms } from './terms.ts';

/** Per click, an agreed amount (C3). The core counts, hour by hour; here the hour's clicks are paid together and rounded once. */
export const model = defineModel({
  id: 'cpc',
  lane: 'base',
  title: 'Per click',
  terms: Terms,
  accepts: (kind) => kind === 'click',
  compute: (hour) => each(hour, hour.terms.amount, hour.clicks ?? 0),
});
