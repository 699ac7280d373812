import t from 'tap';
import { recordSale, type SaleInput } from '../../src/flows/record-sale.ts';
import { verifyOrganization } from '../../src/flows/verify/index.ts';
import { inOrganization } from '../../src/store/session.ts';
import { settleDue } from '../../src/testing/queue.ts';
import { type Answer, type Brand, testServer } from './fixtures/server.ts';

/**
 * What decides a sale is changed while the sale is being decided. Whoever is first, in the end the sale is what the rules say of its time, and
 * a replay finds the same (C1, A6, A7, A8, A10).
 */
const { brand, server } = await testServer(t);
const { engine } = server;

/** A campaign at 20%, and Jane in it with a code. */
async function programme() {
  const acme = await brand();
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await acme.call('POST', path, body);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return String(answer.body['id']);
  };
  const slug = `s-${acme.organizationId}`;
  const campaignId = await made('/campaigns', {
    name: 'Main',
    slug: 'main',
    state: 'active',
    destinationUrl: 'https://example.com/',
    terms: { commission: { models: { cps: { kind: 'percent', rate: 200_000 } } } },
  });
  const affiliateId = await made('/affiliates', { name: 'Jane', email: 'jane@example.com' });
  const enrollmentId = await made('/enrollments', { campaignId, affiliateId, slug });
  const couponId = await made('/coupons', { enrollmentId, code: 'JANE20' });
  return { ...acme, campaignId, affiliateId, enrollmentId, couponId };
}

type Programme = Awaited<ReturnType<typeof programme>>;

/** A sale with Jane's code that is decided now and kept when told to. */
function saleUnderWay({ organizationId }: Brand) {
  const decided = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const input: SaleInput = {
    externalEventId: 'order-1',
    mode: 'live',
    // A moment after the change that is about to come: its clock runs a little ahead.
    occurredAt: new Date(engine.now().getTime() + 2_000).toISOString(),
    currency: 'USD',
    amount: 10_000n,
    items: [],
    evidence: { coupons: [{ code: 'JANE20' }] },
    timeGiven: true,
  };
  const scope = { organizationId, actor: 'key:test' };
  const kept = inOrganization(engine.store, scope, async (session) => {
    await recordSale(engine, session, scope, input);
    decided.resolve();
    await go.promise;
  });
  return { decided: decided.promise, keep: async () => (go.resolve(), kept) };
}

const saleNow = async ({ call }: Programme): Promise<unknown> =>
  (await call('POST', '/sales', { externalEventId: 'order-1', amount: 10_000, currency: 'USD' })).body;

async function differences({ organizationId }: Brand): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  await verifyOrganization(engine, organizationId, {
    onProgress: () => undefined,
    onDifference: (difference) => void found.push(difference),
  });
  return found;
}

const changes: Readonly<Record<string, readonly [change: (of: Programme) => Promise<Answer>, becomes: object]>> = {
  'C1: terms are published': [
    ({ call, campaignId }) =>
      call('POST', `/campaigns/${campaignId}/terms`, { terms: { commission: { models: { cps: { rate: 100_000 } } } } }),
    { credited: true, commissions: [{ amount: 1000 }] },
  ],
  'C1: an enrollment gets terms of its own': [
    ({ call, enrollmentId }) =>
      call('POST', `/enrollments/${enrollmentId}/terms`, { terms: { models: { cps: { rate: 500_000 } } } }),
    { credited: true, commissions: [{ amount: 5000 }] },
  ],
  'A6: the enrollment is paused': [
    ({ call, enrollmentId }) => call('PATCH', `/enrollments/${enrollmentId}`, { status: 'paused' }),
    { credited: false },
  ],
  'A6: the enrollment is removed': [
    ({ call, enrollmentId }) => call('PATCH', `/enrollments/${enrollmentId}`, { status: 'removed' }),
    { credited: false },
  ],
  'A10: the campaign is archived': [
    ({ call, campaignId }) => call('PATCH', `/campaigns/${campaignId}`, { state: 'archived' }),
    { credited: false },
  ],
  'A6: the code is switched off': [
    ({ call, couponId }) => call('PATCH', `/coupons/${couponId}`, { active: false }),
    { credited: false },
  ],
};

for (const [what, [change, becomes]] of Object.entries(changes)) {
  void t.test(`${what} while a sale is under way`, async (t) => {
    const acme = await programme();
    const sale = saleUnderWay(acme);
    await sale.decided;
    const changing = change(acme);
    // Time enough for a change that waits for nobody.
    await Promise.race([changing, new Promise((resolve) => setTimeout(resolve, 300))]);
    await sale.keep();
    t.ok([200, 201].includes((await changing).status));
    await settleDue(engine, acme.organizationId);
    // First: to tell the sale again would have it decided again.
    t.same(await differences(acme), []);
    t.match(await saleNow(acme), { deduped: true, ...becomes });
  });
}

void t.test('A7: an affiliate takes the address of a buyer whose sale is open', async (t) => {
  const acme = await programme();
  const sale = { externalEventId: 'order-1', amount: 10_000, currency: 'USD', couponCode: 'JANE20' };
  await acme.call('POST', '/sales', { ...sale, customer: { email: 'buyer@example.com' } });
  const changed = await acme.call('PATCH', `/affiliates/${acme.affiliateId}`, { email: 'buyer@example.com' });
  t.equal(changed.status, 200);
  await settleDue(engine, acme.organizationId);
  t.same(await differences(acme), []);
  t.match(await saleNow(acme), { deduped: true, credited: false, reason: 'self_referral' });
});
