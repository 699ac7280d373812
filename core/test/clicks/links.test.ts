import t from 'tap';
import { openLinks } from '../../src/store/links.ts';
import { testStore } from './brand.ts';

t.test('a link that cannot be looked up: 503, told when to come back, and no word of why', async (t) => {
  const { store, database } = await testStore(t);
  const told: Error[] = [];
  const links = openLinks({ store, url: database.url, clickParameter: 'fl', onTrouble: (error) => told.push(error) });
  t.teardown(() => links.close());
  t.equal(await links.find('nobody'), null);
  await store.close();
  await t.rejects(Promise.resolve(links.find('jane')), { code: 'unavailable', status: 503, extra: { retryAfter: 1 } });
  t.not(told.length, 0);
});
