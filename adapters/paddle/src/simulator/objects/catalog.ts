import type { IPriceNotificationResponse, ISharedProductNotificationResponse } from '@paddle/paddle-node-sdk';
import type { Scene } from '../scene.ts';

const listed = '2026-01-01T00:00:00.000000Z';

/** What is sold: the same in every story. */
export const product: ISharedProductNotificationResponse = {
  id: 'pro_fairlead_pro',
  name: 'Pro',
  type: 'standard',
  description: null,
  tax_category: 'standard',
  image_url: null,
  custom_data: null,
  status: 'active',
  created_at: listed,
  updated_at: listed,
};

export const price = (scene: Scene, recurring: boolean): IPriceNotificationResponse => ({
  id: recurring ? 'pri_fairlead_pro_monthly' : 'pri_fairlead_pro',
  product_id: product.id,
  description: recurring ? 'Monthly' : 'Once',
  type: 'standard',
  name: 'Pro',
  billing_cycle: recurring ? { interval: 'month', frequency: 1 } : null,
  trial_period: null,
  tax_mode: 'account_setting',
  unit_price: { amount: String(scene.total), currency_code: scene.currency },
  unit_price_overrides: [],
  quantity: { minimum: 1, maximum: 100 },
  status: 'active',
  created_at: listed,
  updated_at: listed,
  custom_data: null,
});
