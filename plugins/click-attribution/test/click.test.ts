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

const share = (enrollmentId: string, weight: number) => ({ enrollmentId, weight });
const sharesOf = (visits: readonly ClickView[], model: string, known: Partial<EvidenceView> = {}) => {
  const finding = decide(visits, { model, ...known });
  return finding.outcome === 'claim' ? finding.shares : finding.reason;
};
const people = ['anna', 'ben', 'cleo', 'dora', 'emil'];
const crowd = Object.fromEntries(people.map((name) => [name, enrollmentOf(name)]));
const clicksOf = (...names: string[]) => names.map((name, index) => visit(name, secondsAfter(start, index * 60)));

t.test('A3: linear shares equally among distinct enrollments; what does not divide goes to the earlier', async (t) => {
  const enrollments = crowd;
  t.same(sharesOf(clicksOf('anna'), 'linear', { enrollments }), [share('anna', 1_000_000)]);
  t.same(sharesOf(clicksOf('anna', 'ben', 'anna', 'cleo', 'ben'), 'linear', { enrollments }), [
    share('anna', 333_334),
    share('ben', 333_333),
    share('cleo', 333_333),
  ]);
});

t.test('A3: position gives 100; 50 and 50; 40, 20 shared by the middle, 40', async (t) => {
  const enrollments = crowd;
  const weights = (...names: string[]) => {
    const shares = sharesOf(clicksOf(...names), 'position', { enrollments });
    return typeof shares === 'string' ? shares : shares.map(({ enrollmentId, weight }) => `${enrollmentId} ${weight}`);
  };
  t.same(weights('anna'), ['anna 1000000']);
  t.same(weights('ben', 'anna', 'ben'), ['ben 500000', 'anna 500000']);
  t.same(weights('anna', 'ben', 'cleo'), ['anna 400000', 'ben 200000', 'cleo 400000']);
  t.same(weights(...people, 'anna'), ['anna 400000', 'ben 66667', 'cleo 66667', 'dora 66666', 'emil 400000']);
});

t.test('A3: the place in line is of the first counting click, not of the last', async (t) => {
  const visits = [visit('anna', start, { counts: false, reason: 'bot' }), ...clicksOf('ben', 'cleo', 'anna', 'ben')];
  t.same(sharesOf(visits, 'position', { enrollments: crowd }), [
    share('ben', 400_000),
    share('cleo', 200_000),
    share('anna', 400_000),
  ]);
});

t.test('A1: touches of another campaign than that of the last click get no share', async (t) => {
  const enrollments = { ...crowd, ben: enrollmentOf('ben', { campaignId: 'campaign-2' }) };
  const shares = (...names: string[]) => sharesOf(clicksOf(...names), 'linear', { enrollments });
  t.same(shares('anna', 'ben', 'cleo'), [share('anna', 500_000), share('cleo', 500_000)]);
  t.same(shares('anna', 'cleo', 'ben'), [share('ben', 1_000_000)]);
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
  t.match(decide([visit('anna')], { model: 'by_moon' }), { outcome: 'pass', reason: 'unknown_click_model' });
});
