import { type BackfillPage, type ProcessorAccount, ProcessorRefused, type StoredDelivery } from '@fairlead/core/plugin';
import { children, instant, node, type Node, optionalText } from '@fairlead/core/reading';
import type { PennywhistleApi } from './api.ts';
import type { Credentials } from './credentials.ts';
import { events } from './facts.ts';

/** Pennywhistle lists its events, oldest first: the very webhooks, with the very ids, so that one that came is known at once. */
export const backfiller = (api: PennywhistleApi) =>
  async function* backfill(
    { credentials }: ProcessorAccount<Credentials>,
    since: Date,
    until: Date,
  ): AsyncGenerator<BackfillPage> {
    const span = `from=${since.toISOString()}&to=${until.toISOString()}`;
    let after: string | undefined;
    do {
      const answer = await api.get(`/v1/events?${span}${after === undefined ? '' : `&after=${after}`}`, credentials);
      if (answer === null) throw new ProcessorRefused('refused', 'Pennywhistle lists no events.');
      const page = node(answer.json, 'page');
      const deliveries = children(page, 'events').flatMap((event) => webhookOf(event) ?? []);
      const reached = deliveries.at(-1)?.occurredAt;
      yield { deliveries, ...(reached !== undefined && { reached }) };
      after = optionalText(page, 'next');
    } while (after !== undefined);
  };

function webhookOf(event: Node): StoredDelivery | undefined {
  const eventId = optionalText(event, 'id');
  const type = optionalText(event, 'type');
  const occurredAt = instant(optionalText(event, 'created') ?? '');
  if (eventId === undefined || type === undefined || occurredAt === undefined || !events.includes(type))
    return undefined;
  return { eventId, type, occurredAt, body: new TextEncoder().encode(JSON.stringify(event.fields)) };
}
