import type { LeadView } from '@fairlead/core/plugin';
import { attributionKit, enrollmentOf, evidenceOf, secondsAfter } from '@fairlead/core/testing';
import t from 'tap';
import { leadByEmail, leadByExternalId, leadByProcessorId } from '../src/lead.ts';

for (const strategy of [leadByExternalId, leadByProcessorId, leadByEmail]) {
  t.test(`kit: ${strategy.id}`, async (t) => attributionKit(t, strategy));
}

const paidAt = '2026-03-01T12:00:00.000Z';
const enrollments = {
  anna: enrollmentOf('anna'),
  ben: enrollmentOf('ben'),
  paul: enrollmentOf('paul', { creditable: false, reason: 'other_campaign' }),
};
const lead = (enrollmentId: string, seconds: number, known: Partial<LeadView> = {}): LeadView => ({
  by: 'email',
  leadId: `lead-of-${enrollmentId}`,
  enrollmentId,
  at: secondsAfter(paidAt, seconds),
  ...known,
});
const decide = (...leads: LeadView[]) => leadByEmail.decide(evidenceOf({ enrollments, occurredAt: paidAt, leads }));

t.test('A5: a lead credits the later payment of its customer to its enrollment', async (t) => {
  t.same(decide(lead('anna', -60)), {
    outcome: 'claim',
    shares: [{ enrollmentId: 'anna', weight: 1_000_000 }],
    reason: 'lead_matched',
    values: { by: 'email', leadId: 'lead-of-anna', at: '2026-03-01T11:59:00.000Z', clickAt: null },
  });
});

t.test('A5: the earlier binding stays, in whatever order they are told', async (t) => {
  t.match(decide(lead('ben', -60), lead('anna', -120)), { shares: [{ enrollmentId: 'anna' }] });
  t.match(decide(lead('anna', -120), lead('ben', -60)), { shares: [{ enrollmentId: 'anna' }] });
});

t.test('A1: a binding in a campaign that cannot be credited leaves the payment to the next', async (t) => {
  t.match(decide(lead('paul', -120), lead('ben', -60)), { shares: [{ enrollmentId: 'ben' }] });
  t.match(decide(lead('paul', -120)), { outcome: 'claim', shares: [{ enrollmentId: 'paul' }] });
});

t.test('A8: a lead at the second of the payment counts, one after it only if its click lies before', async (t) => {
  t.match(decide(lead('anna', 0)), { outcome: 'claim' });
  t.match(decide(lead('anna', 60)), { outcome: 'pass', reason: 'lead_after_payment' });
  t.match(decide(lead('anna', 60, { clickAt: secondsAfter(paidAt, -5) })), { outcome: 'claim' });
  t.match(decide(lead('anna', 60, { clickAt: secondsAfter(paidAt, 5) })), { outcome: 'pass' });
});

t.test('A1: each step looks at its own key only', async (t) => {
  const view = evidenceOf({ enrollments, occurredAt: paidAt, leads: [lead('anna', -60, { by: 'external_id' })] });
  t.match(leadByExternalId.decide(view), { outcome: 'claim' });
  t.match(leadByProcessorId.decide(view), { outcome: 'pass', reason: 'no_lead' });
  t.match(leadByEmail.decide(view), { outcome: 'pass', reason: 'no_lead' });
});
