import { sentence } from './form/schema.ts';

/** What a strategy looks at. A plugin's own is told by its name. */
const strategies: Readonly<Record<string, string>> = {
  subscription_lock: 'The subscription’s first credit',
  coupon: 'Coupon',
  customer_lock: 'The customer’s first credit',
  click: 'Click',
  slug: 'Named by your server',
  lead_external_id: 'Lead, by your id of the customer',
  lead_processor_id: 'Lead, by the processor’s id of the customer',
  lead_email: 'Lead, by the e-mail',
};
export const strategyWords = (strategy: string): string => strategies[strategy] ?? sentence(strategy);

/** Which of several clicks is credited (A3). A plugin's own is told by its name. */
const clickModels: Readonly<Record<string, string>> = {
  last_click: 'The last one counts',
  first_click: 'The first one counts',
  linear: 'All share alike',
  position: 'All share, the first and the last more',
};
export const clickModelWords = (model: string): string => clickModels[model] ?? sentence(model);
