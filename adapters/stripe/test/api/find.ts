import type { StoredDelivery, StoryDelivery } from '@fairlead/core/plugin';
import { backfiller } from '../../src/backfill.ts';
import { heldOf } from './held.ts';
import { type Held, stripeApiServer } from './server.ts';

const key = 'rk_test_0123456789abcdef';

/** The day the kit tells its stories, and a time after it. */
const [since, until] = [new Date('2026-11-20T00:00:00.000Z'), new Date('2026-11-21T00:00:00.000Z')];

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/** What backfill finds at a Stripe that holds what was told, asked `days` later; `change` is made to each event. */
export function finder(t: Ends, days: number, change: (event: Held) => Held = (event) => event) {
  return async (told: readonly StoryDelivery[]): Promise<readonly StoredDelivery[]> => {
    const held = heldOf(told);
    const events = (held['/v1/events'] ?? []).map(change);
    const server = await stripeApiServer(t, { key, pageSize: 3, held: { ...held, '/v1/events': events } });
    const now = new Date(until.getTime() + days * 86_400_000);
    const account = { mode: 'test', account: null, credentials: { apiKey: key } } as const;
    const found: StoredDelivery[] = [];
    for await (const page of backfiller(server.url, 1, () => now)(account, since, until))
      found.push(...page.deliveries);
    return found;
  };
}
