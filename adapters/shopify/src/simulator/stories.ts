import { createHash } from 'node:crypto';
import { everythingOf, type Story, type StoryDelivery, type StoryInput, withoutClick } from '@fairlead/core/plugin';
import * as plots from './plots.ts';
import { type Scene, sceneOf } from './scene.ts';

const story = (summary: string, plot: plots.Plot): Story => ({
  summary,
  deliveries: (input) => {
    const scene = sceneOf(input);
    return plot(scene).map((happening, index) => delivery(scene, input, happening, index + 1));
  },
});

/** As Shopify sends it: a compact body, and beside it what is not signed. `number` makes the webhook id. */
function delivery(
  scene: Scene,
  { id, now }: StoryInput,
  { topic, object }: plots.Happening,
  number: number,
): StoryDelivery {
  return {
    type: topic,
    body: JSON.stringify(object),
    headers: {
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': scene.shop,
      'x-shopify-webhook-id': webhookId(`${id}/${number}`),
      'x-shopify-event-id': webhookId(`${id}/${number}/event`),
      'x-shopify-triggered-at': new Date(now.getTime() + number * 1000).toISOString(),
      'x-shopify-api-version': '2026-10',
      'x-shopify-test': String(scene.test),
    },
  };
}

function webhookId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

const single = {
  'one-time': story('An order that is authorised and paid', plots.oneTime),
  'partial-refund': story('An order of which 33% is refunded', plots.partlyRefunded),
  'full-refund': story('An order refunded in full', plots.fullyRefunded),
  'refund-in-parts': story('An order refunded in two parts, 33% and the rest', plots.refundedInParts),
  'failed-refund': story('A refund of 33% that is pending and then fails', plots.failedRefund),
  'dispute-won': story('A chargeback that is won', plots.disputeWon),
  'dispute-lost': story('A chargeback that is lost', plots.disputeLost),
  inquiry: story('An inquiry, which moves no money', plots.inquiry),
  cancellation: story('An order that is paid and cancelled, and not refunded', plots.cancelled),
  free: story('An order over nothing: a lead, no money', plots.free),
  redaction: story('An order whose customer is to be erased afterwards', plots.redacted),
} as const satisfies Record<string, Story>;

/** An order with a code and no click. */
const coupon = withoutClick(single['one-time'], 'An order with a discount code and no click');

export const stories: Readonly<Record<string, Story>> = {
  ...single,
  coupon,
  everything: everythingOf({ ...single, coupon }),
};
