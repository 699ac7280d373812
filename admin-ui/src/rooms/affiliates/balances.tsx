import type { BalancePage } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { HomeNotice, InHomeChoice, useInHome } from '../../kit/in-home.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Amounts, Figure, Sums } from '../../kit/sums.tsx';
import { useMembership } from '../../session/me.ts';

type Shown = Pick<BalancePage['data'][number], 'pending' | 'payable' | 'clearing'>;

/** What they have, per currency and never added up (M4). */
export function Balances({ affiliateId }: { readonly affiliateId: string }) {
  const { homeCurrency } = useMembership();
  const inHome = useInHome();
  const balances = useApi<BalancePage>('/v1/balances', { affiliateId, take: 200 });
  return (
    <Loaded query={balances} rows={1}>
      {({ data }) => {
        const nothing = [{ currency: homeCurrency, minor: 0 }];
        const sum = (of: (balance: Shown) => number | bigint): bigint =>
          data.reduce((total, one) => total + BigInt(of(one.home)), 0n);
        const leftOut = {
          pending: data.reduce((total, { home }) => total + home.leftOut.pending, 0),
          unavailable: data.reduce((total, { home }) => total + home.leftOut.unavailable, 0),
        };
        const amounts = (of: (balance: Shown) => number | bigint) => {
          if (data.length === 0) return nothing;
          if (inHome) return [{ currency: homeCurrency, minor: sum(of) }];
          return data.map((one) => ({ currency: one.currency, minor: of(one) }));
        };
        return (
          <>
            {data.some(({ currency }) => currency !== homeCurrency) && <InHomeChoice />}
            <Sums label="Balance">
              <Figure name="On hold" note="may still be refunded">
                <Amounts amounts={amounts(({ pending }) => pending)} />
              </Figure>
              <Figure name="Ready to be paid">
                <Amounts amounts={amounts(({ payable }) => payable)} />
              </Figure>
              <Figure name="On its way">
                <Amounts amounts={amounts(({ clearing }) => clearing)} />
              </Figure>
            </Sums>
            {inHome && <HomeNotice leftOut={leftOut} word="line" />}
          </>
        );
      }}
    </Loaded>
  );
}
