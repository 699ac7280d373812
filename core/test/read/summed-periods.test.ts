import t from 'tap';
import type { ConversionSummary, Overview } from '../../src/contract/api/index.ts';
import { sumPeriods } from '../../src/flows/sum-periods.ts';
import { compareSummed } from '../../src/flows/verify/summed.ts';
import { inOrganization } from '../../src/store/session.ts';
import { noon } from '../../src/testing/facts.ts';
import { before } from '../../src/testing/time.ts';
import { house } from '../flows/house.ts';
import { type Office, office } from './fixtures/office.ts';

const here = await house(t);

/** A sale each ten days, long ago. */
async function furnished(): Promise<Office> {
  const o = await office(t, here);
  for (let n = 0; n < 8; n++) {
    const occurredAt = before(noon, { days: 10 * n, hours: 9 });
    await o.sale(`s${n}`, { evidence: { slugs: [o.slug('jane')] }, amount: 10_000n, occurredAt });
  }
  return o;
}

const change = (o: Office, text: string, hold: Promise<void> = Promise.resolve()): Promise<void> =>
  inOrganization(here.store, { ...o.scope, actor: 'user:test' }, async (session) => {
    await session.query({ name: '', text }, [o.organizationId]);
    await hold;
  });

const told = async (o: Office): Promise<readonly unknown[]> => {
  const { home } = (await o.get<ConversionSummary>('/conversions/summary')).body;
  const { data } = (
    await o.get<{ data: readonly { home: object }[] }>(`/affiliates/figures?affiliateId=${o.affiliate('jane')}`)
  ).body;
  return [home.amount, home.refundedAmount, home.commission, data.map((one) => one.home)];
};

t.test('what is changed while a day is being summed up is in no sum, and yet it is told', async (t) => {
  const o = await furnished();
  t.ok((await sumPeriods(o.engine, o.organizationId)) > 60);
  t.equal(await sumPeriods(o.engine, o.organizationId), 0, 'all is summed up');
  const [amount] = await told(o);
  t.equal(amount, 80_000);
  const { promise, resolve } = Promise.withResolvers<void>();
  const changing = change(o, `update conversion set amount = amount + 5 where organization_id = $1`, promise);
  await new Promise((done) => setTimeout(done, 200));
  await sumPeriods(o.engine, o.organizationId);
  t.equal((await told(o))[0], 80_000, 'not before it is committed');
  resolve();
  await changing;
  t.equal((await told(o))[0], 80_040, 'row by row, until it is summed up again');
  t.ok((await sumPeriods(o.engine, o.organizationId)) > 0);
  t.equal((await told(o))[0], 80_040);
  t.same(await compareSummed(o.engine, o.scope), []);
  await change(o, `update conversion set amount = amount - 5 where organization_id = $1`);
});

t.test('R1: a refund after years is in the sums of the day it was sold on', async (t) => {
  const o = await furnished();
  await sumPeriods(o.engine, o.organizationId);
  await o.refund('r1', 's7', 2_500n);
  const rows = await told(o);
  t.equal(rows[1], 2_500);
  t.ok((await sumPeriods(o.engine, o.organizationId)) >= 1);
  t.same(await told(o), rows);
  t.same(await compareSummed(o.engine, o.scope), []);
});

t.test('days are those of the zone, whatever it was when they were summed up', async (t) => {
  const o = await furnished();
  const from = before(noon, { days: 80 }).slice(0, 10);
  const days = async (): Promise<unknown> =>
    (await o.get<Overview>(`/overview?from=${from}&to=${noon.slice(0, 10)}`)).body.home;
  await sumPeriods(o.engine, o.organizationId);
  const inUtc = await days();
  await change(o, `update organization set time_zone = 'Pacific/Honolulu' where id = $1`);
  const asRows = await days();
  t.not(JSON.stringify(asRows), JSON.stringify(inUtc), 'a morning is another day there');
  t.ok((await sumPeriods(o.engine, o.organizationId)) > 60);
  t.same(await days(), asRows);
});
