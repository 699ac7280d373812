import type { StoredDelivery, StoryDelivery } from '@fairlead/core/plugin';
import { backfiller } from '../../src/backfill.ts';
import { shopifyApiServer } from './server.ts';
import { shopHolding } from './shop.ts';

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/** What backfill finds at a shop that holds what was told, in pages of two. */
export const finder =
  (t: Ends) =>
  async (told: readonly StoryDelivery[]): Promise<readonly StoredDelivery[]> => {
    const server = await shopifyApiServer(t, shopHolding(told, { pageSize: 2 }));
    const [since, until] = [new Date('2026-11-20T00:00:00.000Z'), new Date('2026-11-21T00:00:00.000Z')];
    const account = {
      mode: 'test',
      account: 'larch.myshopify.com',
      credentials: { accessToken: server.token },
    } as const;
    const found: StoredDelivery[] = [];
    for await (const page of backfiller(server.url, 1)(account, since, until)) found.push(...page.deliveries);
    return found;
  };
