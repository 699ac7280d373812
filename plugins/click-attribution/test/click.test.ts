import type { ClickView, EvidenceView } from '@fairlead/core/plugin';
import { attributionKit, enrollmentOf, evidenceOf, secondsAfter } from '@fairlead/core/testing';
import t from 'tap';
import { click } from '../src/click.ts';

t.test('kit', async (t) => attributionKit(t, click));

const day = 86_400;
const start = '2026-01-01T10:00:00.000Z';
const enrollments = {
  anna: enrollmentOf('anna'),
  ben: enrollmentOf('ben'),
  paul: enrollmentOf('paul', { status: 'paused', creditable: false, reason: 'enrollment_paused' }),
};

const visit = (enrollmentId: string, at = start, known: Partial<ClickView> = {}): ClickView => ({
  id: `click-of-${enrollmentId}`,
  enrollmentId,
  at,
  windowDays: 60,
  counts: true,
  reason: null,
  ...known,
});

/** The finding for one visitor's clicks, a day after the first unless told otherwise. */
const decide = (visits: readonly ClickView[], known: Partial<EvidenceView> = {}) =>
  click.decide(
    evidenceOf({ enrollments, occurredAt: secondsAfter(start, day), clicks: [{ given: 'id', visits }], ...known }),
  );

t.test('A2: a click counts from its own second to the last before the window ends', async (t) => {
  const at = (seconds: number) => decide([visit('anna')], { occurredAt: secondsAfter(start, seconds) });
  t.match(at(-1), { outcome: 'pass', reason: 'click_after_payment' });
  t.match(at(0), { outcome: 'claim' });
  t.match(at(60 * day - 1), { outcome: 'claim' });
  t.match(at(60 * day), { outcome: 'pass', reason: 'click_expired', values: { until: '2026-03-02T10:00:00.000Z' } });
});

t.test(
  'A2: whole seconds: a processor that tells no milliseconds does not put the payment before the click',
  async (t) => {
    t.match(decide([visit('anna', '2026-01-01T10:00:00.700Z')], { occurredAt: start }), { outcome: 'claim' });
  },
);

t.test('A2: the window is the one kept on the click', async (t) => {
  t.match(decide([visit('anna', start, { windowDays: 1 })]), { outcome: 'pass', reason: 'click_expired' });
});

t.test('A3: first and last click of Anna, Ben, Anna', async (t) => {
  const visits = [visit('anna'), visit('ben', secondsAfter(start, 60)), visit('anna', secondsAfter(start, 120))];
  const values = { clicks: 3, touches: 2 };
  t.match(decide(visits, { model: 'last_click' }), { shares: [{ enrollmentId: 'anna' }], values });
  t.match(decide(visits.slice(0, 2), { model: 'last_click' }), { shares: [{ enrollmentId: 'ben' }] });
  t.match(decide(visits, { model: 'first_click' }), { shares: [{ enrollmentId: 'anna' }], values });
  t.match(decide(visits.slice(1), { model: 'first_click' }), { shares: [{ enrollmentId: 'ben' }] });
});

t.test(
  'A3: clicks that do not count, have expired or cannot be credited are not among those picked from',
  async (t) => {
    const late = secondsAfter(start, 120);
    t.match(decide([visit('anna'), visit('ben', late, { counts: false, reason: 'bot' })]), {
      shares: [{ enrollmentId: 'anna' }],
    });
    t.match(decide([visit('anna'), visit('paul', late)]), { shares: [{ enrollmentId: 'anna' }] });
    t.match(decide([visit('ben', start, { windowDays: 1 }), visit('anna', late)], { model: 'first_click' }), {
      shares: [{ enrollmentId: 'anna' }],
    });
  },
);

t.test('A1: a click of an enrollment that cannot be credited is claimed, for the core to pass over', async (t) => {
  t.match(decide([visit('paul')]), { outcome: 'claim', shares: [{ enrollmentId: 'paul' }] });
});

t.test('A3: of several click ids, the first whose visitor has a counting click', async (t) => {
  const clicks = [
    { given: 'unknown', visits: [] },
    { given: 'expired', visits: [visit('anna', start, { windowDays: 1 })] },
    { given: 'good', visits: [visit('ben')] },
  ];
  t.match(decide([], { clicks }), { shares: [{ enrollmentId: 'ben' }] });
});

t.test('it passes with the nearest miss', async (t) => {
  t.match(decide([], { clicks: [] }), { reason: 'no_click' });
  t.match(decide([]), { reason: 'unknown_click', values: { clickId: 'id' } });
  t.match(decide([visit('anna', start, { counts: false, reason: 'bot' })]), {
    reason: 'click_not_counted',
    values: { because: 'bot' },
  });
});

t.test('F90: a sale through a link is shown as link', async (t) => {
  t.equal(click.method, 'link');
});

t.test('a model nobody knows credits nobody', async (t) => {
  t.match(decide([visit('anna')], { model: 'linear' }), { outcome: 'pass', reason: 'unknown_click_model' });
});
