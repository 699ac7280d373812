import type { BackfillPage, StoredDelivery } from '@fairlead/core/plugin';
import { exactBody } from '@fairlead/core/reading';
import type { StripeApi } from '../api.ts';
import { events } from '../facts.ts';
import { descend, type Node, node, optionalText, optionalTime } from '../read.ts';
import { apiVersion } from '../version.ts';
import { createdWithin, pages, type Span } from './pages.ts';

/** What was met on the way. */
export interface Met {
  /** Ids of refunds that an event told. */
  readonly refunds: Set<string>;
  /** An event of another version's shape, which was passed over. */
  otherVersion: boolean;
}

/** Stripe takes at most so many types in one question. */
const mostTypes = 20;

/** Newest first: what comes in meanwhile is not missed by webhooks yet. */
export async function* eventsOf(api: StripeApi, span: Span, met: Met): AsyncGenerator<BackfillPage> {
  for (let first = 0; first < events.length; first += mostTypes) {
    const query = { ...createdWithin(span), types: events.slice(first, first + mostTypes) };
    for await (const page of pages(api, async (stripe, cursor) => stripe.events.list({ ...query, ...cursor }))) {
      const listed = page.map((event) => node(event, 'event'));
      for (const event of listed) note(event, met);
      const deliveries = listed.flatMap((event) => webhookOf(event) ?? []);
      const [reached] = listed
        .map((event) => optionalTime(event, 'created'))
        .filter((at) => at !== undefined)
        .sort();
      yield { deliveries, ...(reached !== undefined && { reached }) };
    }
  }
}

function note(event: Node, met: Met): void {
  if (optionalText(event, 'api_version') !== apiVersion) met.otherVersion = true;
  const object = descend(event, 'data', 'object');
  const id = object && optionalText(object, 'id');
  if (id !== undefined && optionalText(event, 'type')?.startsWith('refund.') === true) met.refunds.add(id);
}

function webhookOf(event: Node): StoredDelivery | undefined {
  const eventId = optionalText(event, 'id');
  const type = optionalText(event, 'type');
  const occurredAt = optionalTime(event, 'created');
  if (eventId === undefined || type === undefined || occurredAt === undefined || !events.includes(type))
    return undefined;
  if (optionalText(event, 'api_version') !== apiVersion) return undefined;
  return { eventId, type, occurredAt, body: exactBody(event.fields) };
}
