import t from 'tap';
import { startWatch } from '../../src/flows/read/watch.ts';
import { house } from '../flows/house.ts';
import { listen } from './fixtures/events.ts';
import { office } from './fixtures/office.ts';
import { paid } from '../../src/testing/facts.ts';

const here = await house(t);
const isBeat = ({ event }: { readonly event: string }): boolean => event === 'beat';

void t.test('whoever listens is told of clicks, sales, refunds and deliveries, with ids to read them by', async (t) => {
  const o = await office(t, here);
  const till = await o.connectTill();
  const ear = await listen(`${o.address}/v1/events`, o.headers());
  t.teardown(async () => ear.hangUp());
  t.equal(ear.status, 200);
  const first = await ear.next(isBeat);
  t.match(first.data, { asOf: /Z$/ });

  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  const sold = await ear.next(({ event }) => event === 'conversion');
  t.match(sold.data, { paymentId: String, isTest: false });
  const row = await o.get<{ data: { id: string; paymentId: string }[] }>('/conversions');
  t.match(row.body.data, [{ id: sold.data['id'], paymentId: sold.data['paymentId'] }]);

  await o.refund('r1', 'o1', 1_000n);
  const refunded = await ear.next(({ event }) => event === 'conversion');
  t.equal(refunded.data['id'], sold.data['id'], 'it is told again when a refund is stated');

  await o.sale('o2', {});
  const uncredited = await ear.next(({ event, data }) => event === 'payment' && data['state'] === 'uncredited');
  t.ok(uncredited.data['id']);

  const delivery = await o.receive(till, 'evt_1', [paid('p1')]);
  const received = await ear.next(({ event }) => event === 'delivery');
  t.same(received.data, { id: delivery, connectionId: till, state: 'received', isTest: false });
});

void t.test('C9: a test key is told of tests only; nobody of another organization', async (t) => {
  const o = await office(t, here);
  const other = await office(t, here);
  const ear = await listen(`${o.address}/v1/events`, o.headers('test'));
  const stranger = await listen(`${other.address}/v1/events`, other.headers());
  t.teardown(async () => ear.hangUp());
  await ear.next(isBeat);
  await stranger.next(isBeat);
  await o.sale('live', { evidence: { slugs: [o.slug('jane')] } });
  await o.sale('trial', { evidence: { slugs: [o.slug('jane')] }, mode: 'test' });
  const told = await ear.next(({ event }) => event !== 'beat');
  t.equal(told.data['isTest'], true);
  await other.sale('own', { evidence: { slugs: [other.slug('jane')] } });
  const own = await stranger.next(({ event }) => event === 'conversion');
  const rows = await other.get<{ data: { id: string }[] }>('/conversions');
  t.same(
    rows.body.data.map(({ id }) => id),
    [own.data['id']],
  );
  stranger.hangUp();
});

void t.test(
  'who comes back with the last id is told what happened meanwhile; who was away too long reads again',
  async (t) => {
    const o = await office(t, here);
    const ear = await listen(`${o.address}/v1/events`, o.headers());
    const { id } = await ear.next(isBeat);
    ear.hangUp();
    await o.sale('meanwhile', { evidence: { slugs: [o.slug('jane')] } });
    const again = await listen(`${o.address}/v1/events`, { ...o.headers(), 'last-event-id': id });
    t.match(await again.next(({ event }) => event === 'conversion'), { data: { isTest: false } });
    again.hangUp();
    const query = await listen(`${o.address}/v1/events?lastEventId=${id}`, o.headers());
    t.match(await query.next(({ event }) => event === 'conversion'), { data: { isTest: false } });
    query.hangUp();
    const late = await listen(`${o.address}/v1/events`, { ...o.headers(), 'last-event-id': '1' });
    t.match(await late.next(() => true), { event: 'reset' });
    late.hangUp();
    for (const wrong of ['x', '-1', '1e3']) {
      const response = await fetch(`${o.address}/v1/events`, { headers: { ...o.headers(), 'last-event-id': wrong } });
      t.match(await response.json(), { status: 400, code: 'invalid_request' }, wrong);
    }
    t.match(await o.get('/events?since=1'), { status: 400 });
  },
);

void t.test('streams end when the server stops, and nobody waits for them', async (t) => {
  const o = await office(t, here);
  const ears = await Promise.all([1, 2, 3].map(() => listen(`${o.address}/v1/events`, o.headers())));
  for (const ear of ears) await ear.next(isBeat);
  const begun = performance.now();
  await o.stop();
  for (const ear of ears) await ear.ended();
  t.ok(performance.now() - begun < 8_000, 'before the ten seconds after which sockets are cut');
});

void t.test('listeners of one organization are limited, and those who leave make room', async (t) => {
  const o = await office(t, here);
  const watch = startWatch(o.engine, { mostOfOne: 2, most: 3 });
  t.teardown(async () => watch.stop());
  const other = await here.scene();
  const none = (): void => undefined;
  const leave = await watch.listen(o.organizationId, none);
  await watch.listen(o.organizationId, none);
  await t.rejects(watch.listen(o.organizationId, none), { code: 'too_many_requests' });
  await watch.listen(other.organizationId, none);
  await t.rejects(watch.listen(other.organizationId, none), { code: 'unavailable' });
  leave();
  leave();
  await watch.listen(o.organizationId, none);
  await t.rejects(watch.listen(o.organizationId, none), { code: 'too_many_requests' });
});

void t.test('who finds the server full costs it no look, and harms nothing where the database is away', async (t) => {
  const o = await office(t, here);
  let asked = 0;
  const store = { ...o.engine.store, line: () => Promise.reject(new Error(`away ${(asked += 1)}`)) };
  const watch = startWatch({ ...o.engine, store }, { most: 0 });
  t.teardown(async () => watch.stop());
  await t.rejects(
    watch.listen(o.organizationId, () => undefined),
    { code: 'unavailable' },
  );
  t.equal(asked, 0);
});
