import type { StoredDelivery, StoryDelivery } from '@fairlead/core/plugin';
import { adapterKit, readExamples } from '@fairlead/core/testing';
import t, { type Test } from 'tap';
import { pennywhistleAdapter } from '../src/index.ts';
import { gathered, standIn } from './stand-in.ts';

t.test('the adapter kit', async (t) =>
  adapterKit(t, pennywhistleAdapter(), {
    deliveries: readExamples(new URL('deliveries/', import.meta.url)),
    secret: 'pws_0123456789abcdef',
    nextSecret: 'pws_fedcba9876543210',
    backfill: { events: await finder(t) },
  }),
);

/** What `backfill` finds at a Pennywhistle whose events are what these deliveries told. */
async function finder(t: Test) {
  const api = await standIn(t, 'pwk_kit');
  const { backfill } = pennywhistleAdapter({ apiUrl: api.url });
  return async (told: readonly StoryDelivery[]): Promise<readonly StoredDelivery[]> => {
    api.events = told.map(({ body }) => JSON.parse(body) as object);
    const account = { mode: 'test', account: null, credentials: { apiKey: 'pwk_kit' } } as const;
    return gathered(backfill?.(account, new Date('2026-11-20T00:00:00Z'), new Date('2026-12-20T00:00:00Z')));
  };
}
