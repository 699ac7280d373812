import type { CouponView } from '@fairlead/core/plugin';
import { attributionKit, enrollmentOf, evidenceOf } from '@fairlead/core/testing';
import t from 'tap';
import { coupon } from '../src/coupon.ts';

t.test('kit', async (t) => attributionKit(t, coupon));

const enrollments = {
  anna: enrollmentOf('anna'),
  ben: enrollmentOf('ben'),
  paul: enrollmentOf('paul', { status: 'paused', creditable: false, reason: 'enrollment_paused' }),
};
const code = (code: string, enrollmentId: string | null): CouponView => ({ given: code, code, enrollmentId });
const decide = (...coupons: CouponView[]) => coupon.decide(evidenceOf({ enrollments, coupons }));

t.test('A1: a redeemed code credits the whole payment to its enrollment', async (t) => {
  t.same(decide(code('ANNA20', 'anna')), {
    outcome: 'claim',
    shares: [{ enrollmentId: 'anna', weight: 1_000_000 }],
    reason: 'code_redeemed',
    values: { code: 'ANNA20', unknown: null },
  });
});

t.test('A1: of several codes the first that resolves, the unknown ones named', async (t) => {
  t.match(decide(code('SUMMER', null), code('BEN10', 'ben'), code('ANNA20', 'anna')), {
    shares: [{ enrollmentId: 'ben' }],
    values: { code: 'BEN10', unknown: 'SUMMER' },
  });
});

t.test('A1: a code of an enrollment that cannot be credited leaves the payment to the next code', async (t) => {
  t.match(decide(code('PAUL5', 'paul'), code('ANNA20', 'anna')), { shares: [{ enrollmentId: 'anna' }] });
});

t.test('A1: alone, it is claimed all the same, for the core to pass over with the reason', async (t) => {
  t.match(decide(code('PAUL5', 'paul')), { outcome: 'claim', shares: [{ enrollmentId: 'paul' }] });
});

t.test('I1: codes nobody owns credit nobody and are named', async (t) => {
  t.same(decide(code('SUMMER', null), code('XMAS', null)), {
    outcome: 'pass',
    reason: 'unknown_code',
    values: { unknown: 'SUMMER, XMAS' },
  });
});

t.test('a code known by its id at the processor only is told by that', async (t) => {
  t.match(decide({ given: 'promo_1', code: null, enrollmentId: null }), { values: { unknown: 'promo_1' } });
});
