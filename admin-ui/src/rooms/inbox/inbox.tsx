import './inbox.css';
import type { ConnectionPage, DeliveryPage, DeliverySummary } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keyOf, useApi } from '../../api/use-api.ts';
import { Choices } from '../../kit/choices.tsx';
import { DataList } from '../../kit/data-list.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import { IconInbox } from '../../kit/icons.ts';
import { useLive } from '../../kit/live.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { RangeMenu } from '../../kit/range-menu.tsx';
import { rangeIn } from '../../kit/range.ts';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { listenToKeys } from '../../shell/keys.ts';
import { DeliveryPane } from './delivery-pane.tsx';
import { deliveryCard, deliveryColumns } from './delivery-columns.tsx';
import { states, stateWord } from './delivery-state.tsx';
import { NothingDelivered } from './nothing-delivered.tsx';

/** What processors delivered, and what became of each. */
export default function Inbox() {
  const { timeZone } = useMembership();
  const [address, change] = useAddress();
  const { state, connectionId, type, q, cursor, open } = address;
  const filter = { connectionId, type, q, ...rangeIn(address, timeZone) };
  const client = useQueryClient();
  const isLive = useLive(['delivery'], () => {
    for (const path of ['/v1/inbox', '/v1/inbox/summary']) {
      void client.invalidateQueries({ queryKey: keyOf(path).slice(0, 2) });
    }
  });
  const every = isLive ? (false as const) : 15_000;
  const list = useApi<DeliveryPage>('/v1/inbox', { ...filter, state, cursor }, { every });
  const summary = useApi<DeliverySummary>('/v1/inbox/summary', filter, { every });
  const connections = useApi<ConnectionPage>('/v1/connections', { take: 200, sort: 'name' });
  useEffect(
    () => listenToKeys(({ key }) => key === 'Escape' && open !== undefined && (change({ open: undefined }), true)),
    [open, change],
  );
  const named = (connections.data?.data ?? []).map(({ id, name }) => [id, name] as const);
  const counts = summary.data?.byState;
  const there = states.filter((one) => (counts?.[one] ?? 0) > 0 || state === one);
  const shown = { timeZone, connections: new Map(named), opened: open };
  const names = ['state', 'connectionId', 'type', 'q', 'range', 'from', 'to'];
  const isFiltered = names.some((name) => address[name] !== undefined);
  return (
    <Page title="Inbox" actions={<RangeMenu />}>
      <FilterBar
        filters={[
          { name: 'connectionId', label: 'Connection', several: true, options: named },
          { name: 'type', label: 'Event', hint: 'The type exactly, such as invoice.paid' },
          { name: 'q', label: 'Id', hint: "The processor's id of the event, exactly" },
        ]}
        before={
          <Choices
            label="State"
            name="state"
            choices={[
              { value: undefined, word: 'All', count: summary.data?.count },
              ...there.map((one) => ({ value: one, word: stateWord(one), count: counts?.[one] })),
            ]}
          />
        }
      />
      <div className="fl-inbox" data-open={open !== undefined}>
        <div>
          <Loaded query={list} rows={8}>
            {({ data, nextCursor }) =>
              data.length > 0 ? (
                <>
                  <DataList
                    label="Deliveries"
                    rows={data}
                    idOf={({ id }) => id}
                    columns={deliveryColumns(shown)}
                    card={(row) => deliveryCard(row, shown)}
                  />
                  <Paging shown={data.length} nextCursor={nextCursor} />
                </>
              ) : isFiltered ? (
                <Empty
                  icon={IconInbox}
                  title="No delivery matches these filters"
                  action={
                    <Button
                      variant="default"
                      onClick={() => change(Object.fromEntries(names.map((name) => [name, undefined])))}
                    >
                      Clear filters
                    </Button>
                  }
                />
              ) : (
                <NothingDelivered connections={connections.data?.data ?? []} />
              )
            }
          </Loaded>
        </div>
        {open !== undefined && <DeliveryPane key={open} id={open} connections={shown.connections} />}
      </div>
    </Page>
  );
}
