import { Type, type Static } from '@sinclair/typebox';
import { IsTest } from './conversions.ts';
import { Count } from './counts.ts';
import { HomeLeftOut } from './home.ts';
import { Currency, Day, Exact, Id, Nullable, OneOf, Time, Total } from './values.ts';
import { viewedListNames } from './views.ts';

/** `GET /v1/overview`. At most 366 days; left out: the 30 days up to today. */
export const OverviewQuery = Exact(
  {
    from: Type.Optional(Day({ description: "The first day, in the organization's time zone." })),
    to: Type.Optional(Day({ description: "The last day, in the organization's time zone; left out: today." })),
    compare: Type.Boolean({ default: true, description: 'Tells the days before, as many as these, too.' }),
    isTest: IsTest(),
  },
  { title: 'OverviewQuery' },
);
export type OverviewQuery = Static<typeof OverviewQuery>;

const sums = {
  sales: Count('Sales and renewals that are credited.'),
  amount: Total({ description: 'Σ of what was captured.' }),
  refundedAmount: Total({ description: 'Σ of what went back of it.', examples: [0] }),
  commission: Total({ description: 'Σ of what was earned before reversals, by leads too.' }),
  takenBack: Total({ description: 'Σ of what was taken back of it.', examples: [0] }),
  notCredited: Count('Payments nobody is credited for.'),
  notCreditedAmount: Total({ description: 'Σ of what was captured by those.', examples: [0] }),
};
const Sums = Exact(sums, { title: 'OverviewSums' });
const Period = Exact({ from: Day(), to: Day() }, { title: 'OverviewPeriod' });

const days = () =>
  Type.Array(
    Exact(
      {
        day: Day(),
        sales: sums.sales,
        amount: sums.amount,
        commission: sums.commission,
        takenBack: sums.takenBack,
      },
      { title: 'OverviewDay' },
    ),
    { description: 'Every day of the period, those without sales too.' },
  );

const TopAffiliate = Exact(
  {
    currency: Currency(),
    affiliateId: Id('the affiliate'),
    affiliateName: Type.String(),
    sales: sums.sales,
    amount: sums.amount,
    commission: sums.commission,
    takenBack: sums.takenBack,
  },
  { title: 'OverviewAffiliate' },
);

/** What a brand sees first (UI, 5). Everything is by when it was paid; currencies are never netted (M4). */
export const Overview = Exact(
  {
    asOf: Time({ description: 'When it was counted.' }),
    timeZone: Type.String({ examples: ['Europe/Berlin'], description: 'Whose days these are.' }),
    period: Period,
    before: Nullable(Period, { description: 'The days before, as many; null where not asked for.' }),
    totals: Type.Array(Exact({ currency: Currency(), ...sums, before: Nullable(Sums) }, { title: 'OverviewTotal' })),
    home: Exact(
      {
        currency: Currency(),
        ...sums,
        before: Nullable(Sums),
        days: days(),
        topAffiliates: Type.Array(TopAffiliate, { description: 'The five who earned most, reversals taken off.' }),
        leftOut: HomeLeftOut,
      },
      {
        title: 'OverviewAtHome',
        description:
          'All currencies in the home currency, each payment at the rate of its own day (X1); `leftOut` is of the period.',
      },
    ),
    leads: Exact(
      { count: Count('Credited leads.'), before: Nullable(Count('In the days before.')) },
      { title: 'OverviewLeads' },
    ),
    series: Type.Array(
      Exact(
        {
          currency: Currency(),
          days: days(),
        },
        { title: 'OverviewSeries' },
      ),
    ),
    topAffiliates: Type.Array(TopAffiliate, {
      description: 'The five of each currency who earned most, reversals taken off.',
    }),
    needs: Type.Array(
      Exact(
        {
          code: OneOf(
            [
              'pending_applications',
              'leads_awaiting_validation',
              'unattributed_payments',
              'payments_without_rate',
              'failed_payments',
              'parked_deliveries',
              'quarantined_deliveries',
              'connections_in_trouble',
              'quiet_connections',
              'missing_events',
              'failing_backfills',
              'refunds_waiting',
              'data_requests',
            ],
            { description: 'What somebody should look at. Only those there are.' },
          ),
          count: Count('How many.'),
          list: OneOf([...viewedListNames, 'leads', 'connections'] as const, { description: 'Where they are.' }),
          filters: Type.Record(Type.String(), Type.String(), {
            description: 'What narrows the list to them.',
            examples: [{ state: 'parked' }],
          }),
        },
        { title: 'OverviewNeed' },
      ),
    ),
    leftOut: Exact(
      { tests: Count('Tests of these days.') },
      { title: 'OverviewLeftOut', description: 'What the totals do not hold.' },
    ),
  },
  { title: 'Overview' },
);
export type Overview = Static<typeof Overview>;
