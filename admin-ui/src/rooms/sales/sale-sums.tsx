import type { ConversionSummary, LeadSummary, PaymentPage } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import type { Query } from '../../api/client.ts';
import { useApi } from '../../api/use-api.ts';
import { HomeNotice, useInHome } from '../../kit/in-home.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Amounts, Figure, Sums } from '../../kit/sums.tsx';
import { useMembership } from '../../session/me.ts';
import { homeFirst } from '../overview/comparison.tsx';

interface SaleSumsProps {
  readonly summary: ConversionSummary;
  readonly filter: Query;
}

type Total = Omit<ConversionSummary['totals'][number], 'count'>;

/** What the rows below come to, per currency, and what the totals leave out. */
export function SaleSums({ summary: { totals: asPaid, home, count, byType, leftOut }, filter }: SaleSumsProps) {
  const { from, to } = filter;
  const { homeCurrency } = useMembership();
  const inHome = useInHome();
  const totals: readonly Total[] = inHome ? [home] : asPaid;
  const lost = useApi<PaymentPage>('/v1/payments', { unattributed: true, take: 50, from, to });
  const lostCount =
    lost.data === undefined ? '–' : `${lost.data.data.length}${lost.data.nextCursor === null ? '' : '+'}`;
  const amounts = (of: (total: Total) => number | bigint) =>
    homeFirst(totals, homeCurrency).map((total) => ({ currency: total.currency, minor: of(total) }));
  return (
    <>
      <Sums label="Totals">
        <Figure
          name={inHome ? `Sales in ${home.currency}` : 'Sales'}
          note={count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`}
        >
          <Amounts amounts={amounts(({ amount, refundedAmount }) => BigInt(amount) - BigInt(refundedAmount))} />
        </Figure>
        <Figure name={inHome ? `Commission in ${home.currency}` : 'Commission'} note="after what was taken back">
          <Amounts
            amounts={amounts(({ commission, reversedCommission }) => BigInt(commission) - BigInt(reversedCommission))}
          />
        </Figure>
        <Figure name="Taken back">
          <Amounts amounts={amounts(({ reversedCommission }) => -BigInt(reversedCommission))} />
        </Figure>
        <Figure name="Not credited">
          <Link to="/sales/not-credited">{lostCount === '1' ? '1 payment' : `${lostCount} payments`}</Link>
        </Figure>
        {byType.lead > 0 && <Leads />}
      </Sums>
      {inHome && <HomeNotice leftOut={home.leftOut} word="sale" />}
      {leftOut.merged > 0 && (
        <Notice>
          {leftOut.merged === 1 ? '1 sale' : `${leftOut.merged} sales`} turned out to be another one and{' '}
          {leftOut.merged === 1 ? 'is' : 'are'} left out of the totals.{' '}
          <Link to="." search={{ status: 'merged' }}>
            Show
          </Link>
        </Notice>
      )}
    </>
  );
}

/** Those that wait for somebody's word; where none does, the way to all of them. */
function Leads() {
  const { data } = useApi<LeadSummary>('/v1/leads/summary');
  const waiting = data?.byState.awaiting ?? 0;
  return (
    <Figure name="Leads">
      <Link to="/sales/leads" search={waiting > 0 ? { state: 'awaiting' } : {}}>
        {data === undefined
          ? '–'
          : waiting > 0
            ? `${waiting.toLocaleString('en')} ${waiting === 1 ? 'waits' : 'wait'} for you`
            : `${data.count.toLocaleString('en')} in all`}
      </Link>
    </Figure>
  );
}
