import type { BalancePage } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Amounts, Figure, Sums } from '../../kit/sums.tsx';
import { useMembership } from '../../session/me.ts';

/** What they have, per currency and never added up (M4). */
export function Balances({ affiliateId }: { readonly affiliateId: string }) {
  const { homeCurrency } = useMembership();
  const balances = useApi<BalancePage>('/v1/balances', { affiliateId, take: 200 });
  return (
    <Loaded query={balances} rows={1}>
      {({ data }) => {
        const nothing = [{ currency: homeCurrency, minor: 0 }];
        const amounts = (of: (balance: (typeof data)[number]) => number | bigint) =>
          data.length === 0 ? nothing : data.map((one) => ({ currency: one.currency, minor: of(one) }));
        return (
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
        );
      }}
    </Loaded>
  );
}
