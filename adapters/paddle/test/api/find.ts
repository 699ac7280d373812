import type { StoredDelivery, StoryDelivery } from '@fairlead/core/plugin';
import { backfiller } from '../../src/api/backfill.ts';
import { paddleApiServer } from './server.ts';

/** The day the kit tells its stories, and a time after it. */
const [since, until] = [new Date('2026-11-20T00:00:00.000Z'), new Date('2026-11-21T00:00:00.000Z')];

interface Ends {
  teardown(handler: () => unknown): unknown;
}

interface Event {
  readonly event_type: string;
  readonly data: {
    readonly id: string;
    readonly transaction_id?: string;
    readonly customer_id?: string;
    readonly discount_id?: string;
  };
}

/** What backfill finds at a Paddle that holds the events of what was told. */
export const eventsFinder = (t: Ends) => async (told: readonly StoryDelivery[]) =>
  found(
    t,
    told.map(({ body }) => body),
    [],
    1,
  );

async function found(
  t: Ends,
  events: readonly string[],
  transactions: readonly string[],
  days: number,
): Promise<readonly StoredDelivery[]> {
  const server = await paddleApiServer(t, { events, transactions });
  const now = new Date(until.getTime() + days * 86_400_000);
  const account = { mode: 'test', account: null, credentials: { apiKey: server.key } } as const;
  const deliveries: StoredDelivery[] = [];
  for await (const page of backfiller(server.url, 1, () => now)(account, since, until))
    deliveries.push(...page.deliveries);
  return deliveries;
}

/** The same half a year later, when only transactions are left, with what belongs to them. */
export const transactionsFinder = (t: Ends) => async (told: readonly StoryDelivery[]) => {
  const events = told.map(({ body }) => JSON.parse(body) as Event);
  const last = new Map(events.map(({ event_type: type, data }) => [data.id, { type, data }]));
  const objects = [...last.values()];
  const transactions = objects.flatMap(({ type, data }) => {
    if (type !== 'transaction.completed') return [];
    const of = (id: string | undefined) => objects.find((other) => other.data.id === id)?.data;
    const adjustments = objects.flatMap((other) =>
      other.data.transaction_id === data.id && other.type.startsWith('adjustment.') ? [other.data] : [],
    );
    return [JSON.stringify({ ...data, adjustments, customer: of(data.customer_id), discount: of(data.discount_id) })];
  });
  return found(t, [], transactions, 180);
};
