import { fx } from '@fairlead/fx';
import t from 'tap';
import type { ConversionPage, Explanation } from '../../src/contract/api/index.ts';
import { recordRates } from '../../src/store/exchange-rates.ts';
import { noon } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { office } from './fixtures/office.ts';

const here = await house(t);

const minute = (number: number): string => `${noon.slice(0, 14)}0${number}:00.000Z`;

t.test(
  'C1, C5, C6, C8, A1, X1, X2, R1, R8: one sale with everything on, to be followed with a pocket calculator',
  async (t) => {
    const o = await office(
      t,
      here,
      {
        campaigns: [
          {
            slug: 'main',
            commission: {
              models: {
                cps: { kind: 'percent', rate: 200_000, renewals: 'first', cap: { unit: 25_000_000, currency: 'USD' } },
                tiers: { measure: 'count', period: 'month', changes: 'cps', steps: [{ sales: 1, rate: 300_000 }] },
                sub_affiliates: { rate: 100_000, allowAbove100: false },
              },
            },
            affiliates: ['ann', { name: 'jane', recruiter: 'ann', coupons: ['JANE10'] }, 'bob'],
          },
        ],
      },
      [fx()],
    );
    const published = o.engine.rateSources.get('ecb')?.lastBefore(noon.slice(0, 10)) ?? '';
    await recordRates(here.store, 'ecb', [{ day: published, rates: { USD: '1.1684', GBP: '0.87058' } }]);
    const sell = (id: string, at: string, told = {}) =>
      o.sale(id, { occurredAt: at, currency: 'GBP', amount: 12_000n, tax: 2_000n, ...told });
    await sell('first', minute(0), { evidence: { slugs: [o.slug('jane')] } });
    await sell('second', minute(1), { evidence: { coupons: [{ code: 'jane10' }], slugs: [o.slug('bob')] } });
    await o.refund('half', 'second', 6_000n, { occurredAt: minute(2) });
    const { data } = (await o.get<ConversionPage>('/conversions')).body;
    const sale = data.find(({ externalEventId, parentId }) => externalEventId === 'second' && parentId === null);
    const { decision, lines, reversals, home, postings, recomputed } = (
      await o.get<Explanation>(`/conversions/${sale?.id}/explain`)
    ).body;

    t.match(decision, { strategy: 'coupon', method: 'coupon' }, "jane's code comes before bob's slug (A1)");
    t.match(
      decision?.asked.filter(({ outcome }) => outcome !== 'passed'),
      [
        { strategy: 'coupon', outcome: 'claimed', reason: 'code_redeemed' },
        { strategy: 'slug', outcome: 'outranked' },
      ],
    );
    // 120.00 of which 20.00 is tax; 30% of 100.00 after one sale of the month; 25.00 USD × 0.87058 ÷ 1.1684 = 18.6277…; a tenth of it for ann.
    const [base, override] = lines;
    t.match(base, {
      role: 'base',
      currency: 'GBP',
      amount: 1_863,
      reversed: 932,
      steps: [
        { op: 'tiers', values: { measure: 'count', period: 'month', standing: 1, step: 1, reached: 1 } },
        { op: 'base', values: { kind: 'net', gross: 12_000, result: 10_000 } },
        { op: 'rate', values: { ppm: 300_000, exact: '3000', result: 3_000 } },
        {
          op: 'cap',
          values: {
            unit: 25_000_000,
            currency: 'USD',
            before: 3_000,
            result: 1_863,
            rateSource: 'ecb',
            rateDay: published,
          },
        },
      ],
    });
    t.match(override, { role: 'override', parent: base?.key, amount: 186, reversed: 93 });
    t.match(override?.steps.at(-1), {
      op: 'override',
      values: { line: 1_863, ppm: 100_000, exact: '186.3', result: 186 },
    });
    // Half of it went back, and half of each line with it; half a unit is rounded up (M2).
    t.match(reversals, [
      {
        counted: 6_000,
        paid: 12_000,
        returned: 6_000,
        lines: [
          { exact: '931.5', reversed: 932, commission: 931 },
          { exact: '93', reversed: 93, commission: 93 },
        ],
      },
    ]);
    t.match(home, {
      currency: 'USD',
      state: 'converted',
      gross: 16_105,
      lines: [
        { amount: 2_500, reversed: 1_251 },
        { amount: 250, reversed: 125 },
      ],
    });
    t.same(postings.map(({ debit, credit, amount }) => `${debit} → ${credit} ${amount}`).toSorted(), [
      'commission_expense → pending 186',
      'commission_expense → pending 1863',
      'pending → commission_expense 93',
      'pending → commission_expense 932',
    ]);
    t.match(recomputed, { differences: 0 });
  },
);
