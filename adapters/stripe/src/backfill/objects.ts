import { createHash } from 'node:crypto';
import type { BackfillPage, StoredDelivery } from '@fairlead/core/plugin';
import { exactBody } from '@fairlead/core/reading';
import type { StripeApi } from '../api.ts';
import { node } from '../read.ts';
import { apiVersion } from '../version.ts';
import type { Kind } from './kinds.ts';
import { type Listed, pages, type Span } from './pages.ts';

const dayMs = 86_400_000;

/** Objects as they stand now, kind by kind. */
export async function* objectsOf(
  api: StripeApi,
  kinds: readonly Kind[],
  { since, until }: Span,
): AsyncGenerator<BackfillPage> {
  for (const kind of kinds) {
    const from = kind.days === null ? new Date(0) : new Date(Math.max(0, since.getTime() - kind.days * dayMs));
    const list = pages(api, async (stripe, cursor) => kind.list(stripe, { since: from, until }, cursor));
    for await (const page of list) {
      const found = page.filter((object) => kind.tells?.(object) ?? true);
      yield { deliveries: found.map((object) => read(kind, object, api.now())), readAgain: true };
    }
  }
}

/** Told as an event would, true as of its reading. The same state is the same find, whenever it is read. */
function read({ type, fields }: Kind, object: Listed, asOf: Date): StoredDelivery {
  const all = node(object, 'object').fields;
  const kept = Object.fromEntries(fields.flatMap((name) => (name in all ? [[name, all[name]]] : [])));
  const state = createHash('sha256').update(exactBody(kept)).digest('hex').slice(0, 16);
  const eventId = `${object.id}@${state}`;
  const event = {
    id: eventId,
    object: 'event',
    api_version: apiVersion,
    created: Math.floor(asOf.getTime() / 1000),
    livemode: kept['livemode'],
    type,
    data: { object: kept },
  };
  return { eventId, type, occurredAt: asOf.toISOString(), body: exactBody(event) };
}
