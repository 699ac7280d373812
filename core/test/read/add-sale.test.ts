import t from 'tap';
import type { ConversionPage, ManualChange, PaymentPage } from '../../src/contract/api/index.ts';
import { disagreements } from '../flows/disagreements.ts';
import { house } from '../flows/house.ts';
import { office, spring } from './fixtures/office.ts';

const here = await house(t);

void t.test('F93: a sale is added by hand, credited to whom a person says, and explained', async (t) => {
  const o = await office(t, here);
  const told = { enrollmentId: o.enrollment('jane'), amount: 10_000, currency: 'USD', reason: 'Told by telephone' };
  const added = await o.post<ManualChange>('/payments', { ...told, occurredAt: spring, externalEventId: 'phone_1' });
  t.match(added, { status: 201, body: { credited: true, conversions: [{ enrollmentId: o.enrollment('jane') }] } });
  const { body } = await o.get<ConversionPage>('/conversions');
  t.match(body.data, [
    { externalEventId: 'phone_1', attributionMethod: 'manual', amount: 10_000, affiliateSlug: o.slug('jane') },
  ]);
  const explained = JSON.stringify((await o.get(`/conversions/${body.data[0]?.id}/explain`)).body);
  t.match(explained, 'Told by telephone');
  t.match(await o.post('/payments', told), { status: 201 }, 'an id is made');

  const before = await o.get<PaymentPage>('/payments?take=200');
  t.match(await o.post('/payments', { ...told, externalEventId: 'phone_1' }), {
    status: 409,
    body: { code: 'already_exists', field: 'externalEventId' },
  });
  t.match(await o.post('/payments', { ...told, enrollmentId: o.affiliate('jane') }), {
    status: 422,
    body: { code: 'unknown_reference' },
  });
  t.match(await o.post('/payments', { ...told, tax: 10_001 }), { status: 400, body: { code: 'invalid_amount' } });
  for (const wrong of [{ amount: 0.5 }, { amount: -1 }, { currency: 'XXX' }, { reason: '' }, { evidence: {} }]) {
    t.match(await o.post('/payments', { ...told, ...wrong }), { status: 400 }, JSON.stringify(wrong));
  }
  const after = await o.get<PaymentPage>('/payments?take=200');
  t.equal(after.body.data.length, before.body.data.length, 'what is refused stores nothing');
  t.match(await o.post('/payments', told, 'test'), { status: 201, body: { isTest: true } });
  t.same(await disagreements(here.superuserUrl), []);
});
