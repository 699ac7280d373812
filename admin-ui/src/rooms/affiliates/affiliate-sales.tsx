import type { ConversionPage } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.ts';
import { DataList } from '../../kit/data-list.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconReceipt2 } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { useMembership } from '../../session/me.ts';
import { SaleCard } from '../sales/sale-card.tsx';
import { saleColumns } from '../sales/sale-columns.tsx';

/** Their latest sales; the room Sales has all of them, with its filters. */
export function AffiliateSales({ affiliateId }: { readonly affiliateId: string }) {
  const { timeZone } = useMembership();
  const sales = useApi<ConversionPage>('/v1/conversions', { affiliateId, take: 25 });
  return (
    <Loaded query={sales} rows={6}>
      {({ data, nextCursor }) =>
        data.length === 0 ? (
          <Empty icon={IconReceipt2} title="Nothing was credited to them yet" />
        ) : (
          <>
            <DataList
              label="Sales"
              rows={data}
              idOf={({ id }) => id}
              columns={saleColumns(timeZone)}
              open={({ id }) => `/sales/${id}`}
              card={(row) => <SaleCard row={row} timeZone={timeZone} />}
            />
            {nextCursor !== null && (
              <p>
                <Link to="/sales" search={{ affiliateId }}>
                  All their sales
                </Link>
              </p>
            )}
          </>
        )
      }
    </Loaded>
  );
}
