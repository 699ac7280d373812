import type { Conversion, ConversionPage } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { DataList } from '../../kit/data-list.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconReceipt2 } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { SaleCard } from './sale-card.tsx';
import { saleColumns } from './sale-columns.tsx';

/** All credits: who earned what, and why behind each. */
export default function Sales() {
  const { timeZone } = useMembership();
  const [address] = useAddress();
  const { at: _at, ...filter } = address;
  const list = useApi<ConversionPage>('/v1/conversions', filter);
  return (
    <Page title="Sales">
      <Loaded query={list} rows={12}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <Empty icon={IconReceipt2} title="No sales yet">
              A sale stands here as soon as somebody is credited for it.
            </Empty>
          ) : (
            <>
              <DataList
                label="Sales"
                rows={data}
                idOf={idOf}
                columns={saleColumns(timeZone)}
                open={({ id }) => `/sales/${id}`}
                card={(row) => <SaleCard row={row} timeZone={timeZone} />}
              />
              <Paging shown={data.length} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

const idOf = ({ id }: Conversion): string => id;
