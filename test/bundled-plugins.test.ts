import { clickAttribution } from '@fairlead/click-attribution';
import { coupons } from '@fairlead/coupons';
import { cps } from '@fairlead/cps';
import { customerMatch } from '@fairlead/customer-match';
import { fullRefundOnly } from '@fairlead/full-refund-only';
import { proportionalRefunds } from '@fairlead/proportional-refunds';
import { recomputeRefunds } from '@fairlead/recompute-refunds';
import { recurring } from '@fairlead/recurring';
import { subAffiliates } from '@fairlead/sub-affiliates';
import { tiers } from '@fairlead/tiers';
import t from 'tap';
import { describeTerms } from '../core/src/plugins/describe.ts';
import { checkPartialTerms, checkTerms, defineConfig, load, registries } from '../core/src/plugins/index.ts';

const config = defineConfig({
  plugins: [
    clickAttribution(),
    customerMatch(),
    coupons(),
    cps(),
    recurring(),
    tiers(),
    subAffiliates(),
    proportionalRefunds(),
    recomputeRefunds(),
    fullRefundOnly(),
  ],
});
const loaded = registries(load(config.plugins));

t.test('A1: the bundled plugins are the steps of the default order, and stand in it rightly', async (t) => {
  const checked = checkTerms(loaded, {});
  t.match(checked, {
    terms: {
      attribution: {
        model: 'last_click',
        order: [
          'subscription_lock',
          'coupon',
          'customer_lock',
          'click',
          'slug',
          'lead_external_id',
          'lead_processor_id',
          'lead_email',
        ],
      },
      commission: { refundPolicy: 'proportional' },
    },
  });
  t.equal(loaded.strategies.size, 8);
});

t.test('F90: every step has the method its sales are shown with', async (t) => {
  t.same(Object.fromEntries([...loaded.strategies].map(([id, { method }]) => [id, method])), {
    click: 'link',
    slug: 'server',
    coupon: 'coupon',
    subscription_lock: 'customer_match',
    customer_lock: 'customer_match',
    lead_external_id: 'customer_match',
    lead_processor_id: 'customer_match',
    lead_email: 'customer_match',
  });
});

t.test('a campaign of 20% with first click is taken, and completed', async (t) => {
  t.match(
    checkTerms(loaded, { attribution: { model: 'first_click' }, commission: { models: { cps: { rate: 200_000 } } } }),
    { terms: { commission: { models: { cps: { kind: 'percent', rate: 200_000, renewals: 'first', cap: null } } } } },
  );
});

t.test('A4: a click asked before the customer lock is refused', async (t) => {
  const order = ['subscription_lock', 'click', 'customer_lock'];
  t.match(checkTerms(loaded, { attribution: { order } }), { issues: [{ code: 'asked_too_late' }] });
});

t.test('a slip in the terms is named at its place', async (t) => {
  t.match(checkTerms(loaded, { commission: { models: { cps: { kind: 'percent', rate: 2_000_000 } } } }), {
    issues: [{ path: '/commission/models/cps/rate', code: 'above_100_percent' }],
  });
});

t.test('R12, A3: every refund policy and every way to share clicks may be chosen', async (t) => {
  for (const refundPolicy of ['proportional', 'recompute', 'full_refund_only']) {
    t.match(checkTerms(loaded, { commission: { refundPolicy } }), { terms: { commission: { refundPolicy } } });
  }
  for (const model of ['last_click', 'first_click', 'linear', 'position']) {
    t.match(checkTerms(loaded, { attribution: { model } }), { terms: { attribution: { model } } });
  }
});

t.test('A1: the form of a campaign begins with the order a campaign begins with', async (t) => {
  const { terms } = checkTerms(loaded, {}) as { terms: { attribution: { order: readonly string[] } } };
  t.match(describeTerms(loaded).campaign, {
    properties: { attribution: { properties: { order: { default: terms.attribution.order } } } },
  });
});

t.test('C1, C6: what a campaign would refuse is refused in a tier too, at its place', async (t) => {
  const cps = { kind: 'percent', rate: 200_000 };
  const tiers = (step: object, more = {}) => ({ measure: 'count', steps: [{ sales: 3, ...step }], ...more });
  const at = '/commission/models/tiers/steps/0';
  t.ok('terms' in checkTerms(loaded, { commission: { models: { cps, tiers: tiers({ rate: 250_000 }) } } }));
  for (const [models, issue] of [
    [
      { cps, tiers: tiers({ rate: 2_000_000 }) },
      { path: `${at}/rate`, code: 'above_100_percent' },
    ],
    [
      { cps, tiers: tiers({ rate: 1 }, { changes: 'recurring' }) },
      { path: at, code: 'model_not_used' },
    ],
    [
      { cps, tiers: tiers({ rate: 1 }, { changes: 'cpss' }) },
      { path: at, code: 'unknown_model' },
    ],
    [{ tiers: tiers({ rate: 1 }) }, { path: at, code: 'model_not_used' }],
  ] as const) {
    t.match(checkTerms(loaded, { commission: { models } }), { issues: [issue] });
  }
  const below = { base: 'net', holdDays: 30, refundPolicy: 'proportional', models: { cps } } as const;
  t.match(checkPartialTerms(loaded, { models: { tiers: tiers({ rate: 2_000_000 }) } }, below), {
    issues: [{ path: '/models/tiers/steps/0/rate', code: 'above_100_percent' }],
  });
});
