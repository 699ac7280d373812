import t from 'tap';
import { campaignTransitions, enrollmentTransitions, move, type Standing, statusOf } from '../../src/domain/states.ts';
import { hour } from './build.ts';

t.test(
  'Statuses: an enrollment goes pending → approved ⇄ paused, pending → rejected, approved | paused → removed',
  async (t) => {
    const legal = Object.entries(enrollmentTransitions).flatMap(([from, all]) => all.map((to) => `${from} → ${to}`));
    t.same(legal.sort(), [
      'approved → paused',
      'approved → removed',
      'paused → approved',
      'paused → removed',
      'pending → approved',
      'pending → rejected',
    ]);
    t.same(move(enrollmentTransitions, 'pending', 'approved'), { legal: true });
    t.same(move(enrollmentTransitions, 'pending', 'paused'), { legal: false, alternatives: ['approved', 'rejected'] });
    t.same(move(enrollmentTransitions, 'approved', 'approved'), { legal: false, alternatives: ['paused', 'removed'] });
    t.same(move(enrollmentTransitions, 'removed', 'approved'), { legal: false, alternatives: [] });
  },
);

t.test('A10: a campaign goes draft, active, closed, archived; closed opens again, archived does not', async (t) => {
  t.same(move(campaignTransitions, 'draft', 'active'), { legal: true });
  t.same(move(campaignTransitions, 'active', 'closed'), { legal: true });
  t.same(move(campaignTransitions, 'closed', 'active'), { legal: true });
  t.same(move(campaignTransitions, 'closed', 'archived'), { legal: true });
  t.same(move(campaignTransitions, 'draft', 'closed'), { legal: false, alternatives: ['active', 'archived'] });
  t.same(move(campaignTransitions, 'archived', 'active'), { legal: false, alternatives: [] });
});

t.test('Statuses: merged; denied; refunded; paid; approved; pending, in this order', async (t) => {
  const standing: Standing = {
    merged: true,
    denied: true,
    gross: 12000n,
    reversed: 12000n,
    cancelledInHold: false,
    linesNet: 2000n,
    paid: 2000n,
    payableAt: hour(720),
    now: hour(720),
    underReview: false,
  };
  t.equal(statusOf(standing), 'merged');
  t.equal(statusOf({ ...standing, merged: false }), 'denied');
  const sale = { ...standing, merged: false, denied: false };
  t.equal(statusOf(sale), 'refunded');
  t.equal(statusOf({ ...sale, reversed: 11999n }), 'paid', 'a partial refund keeps the status');
  t.equal(statusOf({ ...sale, reversed: 0n, cancelledInHold: true }), 'refunded', 'R7 is told as a refund is');
  t.equal(statusOf({ ...sale, gross: 0n, reversed: 0n }), 'paid', 'a lead is never refunded');
  t.equal(statusOf({ ...sale, reversed: 0n, paid: 1999n }), 'approved');
  t.equal(statusOf({ ...sale, reversed: 0n, linesNet: 0n, paid: 0n }), 'approved', 'nothing to pay is not paid');
  const due = { ...sale, reversed: 0n, paid: 0n };
  t.equal(statusOf({ ...due, now: '2026-03-30T23:59:59.999Z' }), 'pending', 'a moment before');
  t.equal(statusOf({ ...due, now: '2026-03-31T00:00:00Z' }), 'approved', 'C7: from payable_at on');
  t.equal(statusOf({ ...due, underReview: true }), 'pending', 'C7: under review nothing matures');
  t.equal(statusOf({ ...due, payableAt: null }), 'pending');
});
