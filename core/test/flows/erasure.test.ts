import t from 'tap';
import type { CustomerDetail, CustomerList, Erasure } from '../../src/contract/api/index.ts';
import type { CustomerChanged, CustomerKeys } from '../../src/contract/facts.ts';
import { inOrganization } from '../../src/store/session.ts';
import { factsProcessor } from '../../src/testing/facts-adapter.ts';
import { noon, paid, signedUp } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { office } from '../read/fixtures/office.ts';
import { house } from './house.ts';
import { processor } from './processor.ts';

const here = await house(t);
const brand = () => here.scene({}, [factsProcessor()]);

const jane = { processorId: 'cus_jane', email: 'jane@buyer.test', name: 'Jane Buyer' };
const changed = (customer: CustomerKeys, told: Partial<CustomerChanged> = {}): CustomerChanged => ({
  type: 'customer.changed',
  occurredAt: noon,
  customer,
  evidence: {},
  ...told,
});
const erase = (customer: CustomerKeys, occurredAt = noon): CustomerChanged =>
  changed(customer, { occurredAt, deleted: true });

async function rows<Row extends Record<string, unknown>>(s: Scenario, text: string): Promise<Row[]> {
  const statement = { name: 'erasure_rows', text };
  return inOrganization(here.store, s.scope, (session) => session.query<Row>(statement, []));
}
const people = (s: Scenario) => rows(s, 'select email, name, gone from customer order by id');
/** Events whose body is kept. */
const kept = async (s: Scenario): Promise<readonly string[]> =>
  (await rows<{ event: string }>(s, 'select event_id as event from inbox where body is not null order by id')).map(
    ({ event }) => event,
  );
const nobody = { email: null, name: null, gone: true };

void t.test('F144: erasing takes e-mail, name and bodies, and moves no commission', async (t) => {
  const s = await brand();
  const account = await processor(s);
  const evidence = { slugs: [s.slug('jane')] };
  await account.deliver('in_1', paid('in_1', { customer: jane, evidence, subscription: 'sub_1' }));
  await account.deliver('cus', changed(jane));
  await account.deliver(
    'in_2',
    paid('in_2', { customer: { processorId: 'cus_2', email: 'other@buyer.test' }, evidence }),
  );
  const renewal = account.sign('in_3', [
    paid('in_3', { customer: { processorId: 'cus_jane' }, subscription: 'sub_1' }),
  ]);
  await account.process(await account.receive(renewal));
  await account.process(await account.receive(account.sign('nothing', [changed(jane)], 'ignored')));
  const books = await s.books();

  t.equal(await account.deliver('gone', erase({ processorId: 'cus_jane' })), 'processed');
  t.same(await people(s), [nobody, { email: 'other@buyer.test', name: null, gone: false }]);
  t.same(
    await kept(s),
    ['in_2'],
    'those of her payments, those that told of her, and one that came to nothing but names her',
  );
  t.same(await s.books(), books);
  const [facts] = await rows<{ n: number; hashed: number }>(
    s,
    `select count(*)::int as n, count(*) filter (where fact -> 'customer' ? 'emailHash')::int as hashed from fact`,
  );
  t.match(facts, { hashed: 3 }, 'hashes stay');
  const told =
    JSON.stringify(await rows(s, 'select * from fact')) + JSON.stringify(await rows(s, 'select * from audit'));
  t.notMatch(told, /jane@buyer|Jane Buyer/);
  t.match(await rows(s, `select actor, action, after from audit where entity = 'erasure'`), [
    { actor: `adapter:${account.connectionId}`, action: 'insert', after: { customers: 1, bodies: 5 } },
  ]);

  t.equal(await account.deliver('gone again', erase({ processorId: 'cus_jane' })), 'processed');
  t.same(
    await rows(s, `select bodies, customers from erasure order by created_at offset 1`),
    [{ bodies: 1, customers: 0 }],
    'again there is nothing but the delivery that asks',
  );
});

void t.test('F144: whoever was erased is not learned anew from what is told again, but by coming back', async (t) => {
  const s = await brand();
  const account = await processor(s);
  await account.deliver('in_1', paid('in_1', { customer: jane }));
  await account.deliver('gone', erase({ processorId: 'cus_jane' }, after(noon, { hours: 1 })));

  await account.deliver('old', paid('in_0', { customer: jane, occurredAt: before(noon, { days: 3 }) }));
  await account.deliver('changed', changed(jane, { occurredAt: after(noon, { hours: 2 }) }));
  await account.deliver('lead', signedUp(jane, { occurredAt: before(noon, { days: 4 }) }));
  t.same(await people(s), [nobody]);
  t.same(await kept(s), [], 'and nothing that names her is kept');

  await account.deliver('back', paid('in_2', { customer: jane, occurredAt: after(noon, { hours: 3 }) }));
  t.same(await people(s), [{ email: jane.email, name: jane.name, gone: false }]);
});

void t.test('F144: an erasure that comes before what it is about holds for it all the same', async (t) => {
  const s = await brand();
  const account = await processor(s);
  await account.deliver('gone', erase({ processorId: 'cus_jane' }, after(noon, { hours: 1 })));
  await account.deliver('in_1', paid('in_1', { customer: jane }));
  t.same(await people(s), [nobody]);
  t.same(await kept(s), []);
  t.equal((await s.books()).payments.length, 1);
});

void t.test(
  'F144: a guest is known by e-mail alone, and an address in one case is the address in another',
  async (t) => {
    const s = await brand();
    const account = await processor(s);
    await account.deliver('in_1', paid('in_1', { customer: { email: 'Guest@Buyer.test', name: 'Guest' } }));
    await account.deliver('gone', erase({ email: 'guest@buyer.test' }));
    t.same(await people(s), [nobody]);
    t.same(await kept(s), []);
  },
);

void t.test('F144: an account is erased with everybody only it told of', async (t) => {
  const s = await brand();
  const shop = await processor(s);
  const other = await processor(s);
  await shop.deliver('o_1', paid('o_1', { customer: jane }));
  await shop.deliver('o_2', paid('o_2', { customer: { email: 'both@buyer.test' } }));
  await other.deliver('p_1', paid('p_1', { customer: { email: 'both@buyer.test' } }));
  const asked = await shop.process(await shop.receive(shop.sign('redact', [], 'erase_account')));
  t.equal(asked, 'processed', JSON.stringify((await shop.inbox())['redact']));
  t.same(await people(s), [nobody, { email: 'both@buyer.test', name: null, gone: false }]);
  t.same(await kept(s), ['p_1']);
});

void t.test('F144: a manager reads what is kept of a customer, erases it, and says why', async (t) => {
  const o = await office(t, here, {}, [factsProcessor()]);
  const account = await processor(o);
  await account.deliver('in_1', paid('in_1', { customer: { ...jane, externalId: 'user_1' } }));
  await o.sale('o_1', { customer: { externalId: 'user_1' } });
  for (const q of [jane.email, 'user_1', 'cus_jane']) {
    const { body } = await o.get<CustomerList>(`/customers?q=${encodeURIComponent(q)}`);
    t.match(body.data, [{ email: jane.email, externalId: 'user_1', processorIds: [{ id: 'cus_jane' }] }], q);
  }
  const [found] = (await o.get<CustomerList>('/customers?q=user_1')).body.data;
  const id = found?.id ?? '';
  t.match((await o.get<CustomerDetail>(`/customers/${id}`)).body, { bodies: 1, payments: { length: 2 } });
  t.same((await o.get(`/customers/${id}`, 'test')).status, 404, 'C9');
  t.same((await o.post(`/customers/${id}/erase`, {})).status, 400, 'a reason is asked for');

  const { status, body } = await o.post<Erasure>(`/customers/${id}/erase`, { reason: 'Asked for by mail' });
  t.equal(status, 200);
  t.match(body, { customers: 1, bodies: 1, customer: { email: null, name: null, erasedAt: /Z$/ } });
  t.match(await rows(o, `select actor, reason from audit where entity = 'erasure'`), [
    { actor: /^key:/, reason: 'Asked for by mail' },
  ]);
  t.match((await o.post<Erasure>(`/customers/${id}/erase`, { reason: 'Again' })).body, { customers: 0, bodies: 0 });
  t.equal((await rows(o, 'select from erasure')).length, 1, 'done again it is no erasure');
  t.match((await o.get<CustomerDetail>(`/customers/${id}`)).body, { bodies: 0, payments: { length: 2 } });
  const [delivery] = await rows<{ id: string }>(o, 'select id from inbox');
  const replayed = await o.post(`/inbox/${delivery?.id}/replay`);
  t.match(replayed, { status: 409, body: { code: 'illegal_transition', detail: /body .* was erased/ } });
  t.equal((await o.post(`/customers/${o.campaign()}/erase`, { reason: 'Nobody' })).status, 404);
});
