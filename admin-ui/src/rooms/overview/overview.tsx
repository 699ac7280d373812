import './overview.css';
import type { Overview as Seen } from '@fairlead/core/api';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keyOf, useApi } from '../../api/use-api.ts';
import { HomeNotice, InHomeChoice, useInHome } from '../../kit/in-home.tsx';
import { useLive } from '../../kit/live.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { RangeMenu } from '../../kit/range-menu.tsx';
import { rangeIn, rangeText } from '../../kit/range.ts';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { Comparison, homeFirst } from './comparison.tsx';
import { Course } from './course.tsx';
import { Needs } from './needs.tsx';
import { Top } from './top.tsx';

const place = '/v1/overview';

/** Is all well: what needs somebody, and how these days compare with those before. */
export default function Overview() {
  const { timeZone, homeCurrency } = useMembership();
  const [address] = useAddress();
  const inHome = useInHome();
  const client = useQueryClient();
  const isLive = useLive(['conversion', 'payment', 'delivery'], () => {
    void client.invalidateQueries({ queryKey: keyOf(place).slice(0, 2) });
  });
  const { from, to } = rangeIn(address, timeZone, '30d');
  const seen = useApi<Seen>(place, { from, to }, { every: isLive ? false : 30_000 });
  const sales = seen.data?.totals.reduce((sum, total) => sum + total.sales, 0);
  const days = rangeText(address, '30d').toLowerCase();
  return (
    <Page
      title={
        sales === undefined ? 'Overview' : `${sales === 1 ? '1 sale' : `${sales.toLocaleString('en')} sales`}, ${days}`
      }
      actions={
        <>
          <InHomeChoice />
          <RangeMenu fallback="30d" />
        </>
      }
    >
      <Loaded query={seen}>
        {(data) => (
          <>
            <Needs needs={data.needs} />
            {data.totals.length === 0 && data.leads.count === 0 ? (
              <Notice>
                Nothing was credited in these days. <Link to="/start">Send a first sale, step by step</Link>
              </Notice>
            ) : (
              <>
                {inHome && <HomeNotice leftOut={data.home.leftOut} word="payment" />}
                <Comparison seen={data} home={homeCurrency} inHome={inHome} />
                <Course series={inHome ? [data.home] : homeFirst(data.series, homeCurrency)} />
                <Top
                  affiliates={inHome ? data.home.topAffiliates : homeFirst(data.topAffiliates, homeCurrency)}
                  inHome={inHome}
                />
              </>
            )}
            {data.leftOut.tests > 0 && (
              <Notice>
                {data.leftOut.tests === 1 ? '1 test is' : `${data.leftOut.tests} tests are`} left out.{' '}
                <Link to="/sales" search={{ isTest: 'true' }}>
                  Show
                </Link>
              </Notice>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
