import type Stripe from 'stripe';
import { apiVersion } from '../version.ts';
import type { Scene } from './scene.ts';

/** One thing that happens in a story, some seconds after it began. */
export interface Happening {
  readonly type: Stripe.Event['type'];
  readonly after: number;
  readonly object: object;
  /** For `*.updated`: the fields that changed, as they were. */
  readonly previous?: object;
}

/** The delivery of a happening as Stripe writes it: indented by two spaces, in UTF-8. `number` makes the event id. */
export function delivery(scene: Scene, happening: Happening, number: number) {
  const { type, after, object, previous } = happening;
  const event = {
    id: scene.ref('evt', number),
    object: 'event',
    api_version: apiVersion,
    created: scene.at(after),
    data: previous === undefined ? { object } : { object, previous_attributes: previous },
    livemode: scene.live,
    pending_webhooks: 1,
    request: { id: scene.ref('req', number), idempotency_key: null },
    type,
  };
  return { type, body: JSON.stringify(event, null, 2) };
}
