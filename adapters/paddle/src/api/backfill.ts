import type { BackfillPage, ProcessorAccount, StoredDelivery } from '@fairlead/core/plugin';
import { exactBody } from '@fairlead/core/reading';
import type { Credentials } from '../credentials.ts';
import { events } from '../facts.ts';
import { child, children, type Node, node, optionalText, timeOf } from '../read.ts';
import { type PaddleApi, paddleApi } from './client.ts';

/** Paddle keeps events for ninety days; a day less, so that none is lost on the way. */
const reachOfEventsMs = 89 * 86_400_000;

/**
 * What Paddle can still tell: its events, which are the very webhooks with the very ids, and of what is older than those, the transactions with
 * their adjustments, customers and discounts as they stand now.
 */
export const backfiller = (apiUrl: string, pauseMs?: number, now = () => new Date()) =>
  async function* backfill(
    account: ProcessorAccount<Credentials>,
    since: Date,
    until: Date,
  ): AsyncGenerator<BackfillPage> {
    const api = paddleApi(account, apiUrl, pauseMs);
    const span = { since: since.toISOString(), until: until.toISOString() };
    const horizon = new Date(now().getTime() - reachOfEventsMs).toISOString();
    yield* eventsBackTo(api, span);
    if (span.since < horizon) yield* transactionsBefore(api, { ...span, horizon });
  };

interface Span {
  readonly since: string;
  readonly until: string;
}

/** Newest first: what comes in meanwhile is not missed by webhooks yet. */
async function* eventsBackTo(api: PaddleApi, { since, until }: Span): AsyncGenerator<BackfillPage> {
  const query = { per_page: '200', order_by: 'id[DESC]', event_type: events.join(',') };
  let after: string | undefined;
  do {
    const page = await api.list('/events', query, after);
    const found = page.data.flatMap((event) => webhookOf(node(event, 'event')) ?? []);
    const [oldest] = found.map(({ occurredAt }) => occurredAt).sort();
    const within = found.filter(({ occurredAt }) => occurredAt >= since && occurredAt < until);
    yield { deliveries: within, ...(oldest !== undefined && { reached: oldest }) };
    // Ids are ordered by time, if not to the millisecond: a whole page has to be older.
    const isPast = found.length > 0 && found.every(({ occurredAt }) => occurredAt < since);
    after = isPast ? undefined : page.after;
  } while (after !== undefined);
}

function webhookOf(event: Node): StoredDelivery | undefined {
  const eventId = optionalText(event, 'event_id');
  const type = optionalText(event, 'event_type');
  const occurredAt = timeOf(optionalText(event, 'occurred_at') ?? '');
  if (eventId === undefined || type === undefined || occurredAt === undefined || !events.includes(type))
    return undefined;
  return { eventId, type, occurredAt, body: exactBody(event.fields) };
}

async function* transactionsBefore(
  api: PaddleApi,
  { since, until, horizon }: Span & { readonly horizon: string },
): AsyncGenerator<BackfillPage> {
  const query = {
    per_page: '30',
    order_by: 'id[ASC]',
    status: 'completed',
    include: 'adjustment,customer,discount',
    'updated_at[GTE]': since,
    'created_at[LT]': until < horizon ? until : horizon,
  };
  let after: string | undefined;
  do {
    const page = await api.list('/transactions', query, after);
    const deliveries = page.data.flatMap((transaction) => readsOf(node(transaction, 'transaction')));
    yield { deliveries, readAgain: true };
    after = page.after;
  } while (after !== undefined);
}

/** The objects of one transaction as the deliveries that would have told them; who bought and with which code comes before what was paid. */
function readsOf(transaction: Node): readonly StoredDelivery[] {
  const { adjustments: _, customer: _customer, discount: _discount, ...fields } = transaction.fields;
  const customer = child(transaction, 'customer');
  const discount = child(transaction, 'discount');
  return [
    customer && readOf('customer.updated', customer),
    discount && readOf('discount.updated', discount),
    readOf('transaction.completed', { ...transaction, fields }),
    ...children(transaction, 'adjustments').map((adjustment) => readOf('adjustment.updated', adjustment)),
  ].filter((read) => read !== undefined);
}

/** One state of an object is one find, whenever it is read. */
function readOf(type: string, object: Node): StoredDelivery | undefined {
  const id = optionalText(object, 'id');
  const updated = optionalText(object, 'updated_at') ?? optionalText(object, 'created_at') ?? '';
  const occurredAt = timeOf(updated);
  if (id === undefined || occurredAt === undefined) return undefined;
  const eventId = `${id}@${updated}`;
  const event = {
    event_id: eventId,
    event_type: type,
    occurred_at: updated,
    notification_id: null,
    data: object.fields,
  };
  return { eventId, type, occurredAt, body: exactBody(event) };
}
