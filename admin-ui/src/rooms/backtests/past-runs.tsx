import type { Backtest, BacktestPage } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { momentText } from '../../kit/dates.ts';
import { Empty } from '../../kit/empty.tsx';
import { IconHistory } from '../../kit/icons.ts';
import { useLive } from '../../kit/live.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Paging } from '../../kit/paging.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { BacktestState } from './state.tsx';
import { differenceText, periodText } from './words.ts';

/** What was tried on a campaign's history, the newest first. */
export function PastRuns({ campaignId }: { readonly campaignId: string }) {
  const { timeZone } = useMembership();
  const [{ cursor }] = useAddress();
  const list = useApi<BacktestPage>('/v1/backtests', { campaignId, cursor });
  useLive(['backtest'], () => void list.refetch());
  return (
    <Loaded query={list} rows={4}>
      {({ data, nextCursor }) =>
        data.length === 0 ? (
          <Empty icon={IconHistory} title="Nothing was tried yet">
            Change the terms, and press “Try on history” before you save: it says who would have earned more, and who
            less.
          </Empty>
        ) : (
          <>
            <h2 className="fl-hidden">Backtests</h2>
            <DataList
              label="Backtests"
              rows={data}
              idOf={({ id }) => id}
              columns={columns(timeZone)}
              open={({ id }) => `/campaigns/${campaignId}/backtests/${id}`}
              card={(row) => (
                <>
                  <b>{momentText(row.createdAt, timeZone)}</b>
                  <BacktestState backtest={row} />
                  <span className="fl-quiet">{periodText(row, timeZone)}</span>
                  <span>{outcomeOf(row)}</span>
                </>
              )}
            />
            <Paging shown={data.length} nextCursor={nextCursor} />
          </>
        )
      }
    </Loaded>
  );
}

const columns = (timeZone: string): readonly Column<Backtest>[] => [
  { label: 'Tried', names: true, cell: ({ createdAt }) => momentText(createdAt, timeZone) },
  { label: 'Days', cell: (row) => <span className="fl-quiet">{periodText(row, timeZone)}</span> },
  { label: 'State', cell: (row) => <BacktestState backtest={row} /> },
  { label: 'Would have paid', cell: outcomeOf },
];

function outcomeOf(backtest: Backtest): string {
  if (backtest.state !== 'done') return '–';
  return differenceText(backtest) ?? 'the same';
}
