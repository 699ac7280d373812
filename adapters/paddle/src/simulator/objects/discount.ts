import type { IDiscountNotificationResponse } from '@paddle/paddle-node-sdk';
import { discountId, type Scene } from '../scene.ts';

export const discount = (scene: Scene, code: string): IDiscountNotificationResponse => ({
  id: discountId(code),
  discount_group_id: null,
  status: 'active',
  description: `Code of an affiliate: ${code}`,
  enabled_for_checkout: true,
  code,
  mode: 'standard',
  type: 'percentage',
  amount: '20',
  currency_code: null,
  recur: false,
  maximum_recurring_intervals: null,
  usage_limit: null,
  restrict_to: null,
  expires_at: null,
  custom_data: null,
  times_used: 0,
  created_at: scene.at(0),
  updated_at: scene.at(0),
  import_meta: null,
});
