import type { ISubscriptionNotificationResponse, SubscriptionStatus } from '@paddle/paddle-node-sdk';
import type { Scene } from '../scene.ts';
import { price } from './catalog.ts';

const month = 30 * 86_400;

/** The story's subscription at one state, with the custom data of the transaction that started it. */
export function subscription(
  scene: Scene,
  { status, after }: { readonly status: SubscriptionStatus; readonly after: number },
): ISubscriptionNotificationResponse {
  const period = { starts_at: scene.at(1), ends_at: scene.at(1 + month) };
  return {
    id: scene.ref('sub'),
    status,
    customer_id: scene.ref('ctm'),
    address_id: scene.ref('add'),
    business_id: null,
    currency_code: scene.currency,
    created_at: scene.at(2),
    updated_at: scene.at(after),
    started_at: scene.at(1),
    first_billed_at: status === 'trialing' ? null : scene.at(1),
    next_billed_at: status === 'canceled' ? null : period.ends_at,
    paused_at: null,
    canceled_at: status === 'canceled' ? scene.at(after) : null,
    discount: null,
    collection_mode: 'automatic',
    billing_details: null,
    current_billing_period: status === 'canceled' ? null : period,
    billing_cycle: { interval: 'month', frequency: 1 },
    scheduled_change: null,
    items: [
      {
        status: status === 'trialing' ? 'trialing' : 'active',
        quantity: 1,
        recurring: true,
        created_at: scene.at(2),
        updated_at: scene.at(after),
        previously_billed_at: status === 'trialing' ? null : scene.at(1),
        next_billed_at: period.ends_at,
        trial_dates: status === 'trialing' ? period : null,
        price: price(scene, true),
        product: null,
      },
    ],
    custom_data: scene.customData,
    import_meta: null,
  };
}

/** `subscription.created` alone names the transaction that started it. */
export const createdSubscription = (scene: Scene, status: SubscriptionStatus) => ({
  ...subscription(scene, { status, after: 2 }),
  transaction_id: scene.ref('txn'),
});
