import type { StoryDelivery } from '@fairlead/core/plugin';
import type { Held } from './server.ts';

type Told = Held & { readonly type: string; readonly api_version: string; readonly data: { readonly object: Held } };

const lists: Readonly<Record<string, string>> = {
  promotion_code: '/v1/promotion_codes',
  customer: '/v1/customers',
  subscription: '/v1/subscriptions',
  'checkout.session': '/v1/checkout/sessions',
  invoice: '/v1/invoices',
  payment_intent: '/v1/payment_intents',
  refund: '/v1/refunds',
  dispute: '/v1/disputes',
};

/** Stripe holding what deliveries told: the events, newest first, and every object as it stood last. */
export function heldOf(told: readonly Pick<StoryDelivery, 'body'>[]): Record<string, Held[]> {
  const events = told.map(({ body }) => JSON.parse(body) as Told);
  const objects = new Map<string, Held>();
  for (const { data } of events) objects.set(data.object.id, data.object);
  const held: Record<string, Held[]> = { '/v1/events': events.toReversed() };
  for (const object of [...objects.values()].toReversed()) {
    const list = lists[String(object['object'])];
    if (list !== undefined) (held[list] ??= []).push(read(object, [...objects.values()]));
  }
  return held;
}

/** As the API gives it: with the payments of an invoice, and links that differ from one reading to the next. */
function read(object: Held, all: readonly Held[]): Held {
  if (object['object'] !== 'invoice') return { ...object, client_secret: `secret_${Math.random()}` };
  const data = all.filter((other) => other['object'] === 'invoice_payment' && other['invoice'] === object.id);
  return {
    ...object,
    hosted_invoice_url: `https://invoice.stripe.com/${Math.random()}`,
    payments: { object: 'list', data },
  };
}
