import './inbox.css';
import type { ConnectionPage, DeliveryPage, DeliverySummary } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { keyOf, useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { CsvButton } from '../../kit/csv-button.tsx';
import { agoText } from '../../kit/dates.ts';
import { DataList } from '../../kit/data-list.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import { IconInbox } from '../../kit/icons.ts';
import { useLive } from '../../kit/live.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { RangeMenu } from '../../kit/range-menu.tsx';
import { rangeIn } from '../../kit/range.ts';
import { SearchBox } from '../../kit/search-box.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { listenToKeys } from '../../shell/keys.ts';
import { DeliveryPane } from './delivery-pane.tsx';
import { deliveryCard, deliveryColumns } from './delivery-columns.tsx';
import { type DeliveryState, states, stateWord } from './delivery-state.tsx';
import { PickedDeliveries } from './picked-deliveries.tsx';
import { ReplayMany } from './replay-many.tsx';
import { NothingDelivered } from './nothing-delivered.tsx';
import type { Replayable } from './use-replaying.ts';

/** What processors delivered, and what became of each. */
export default function Inbox() {
  const { timeZone } = useMembership();
  const [address, change] = useAddress();
  const { state, connectionId, type, q, problem, cursor, open } = address;
  const [replaying, setReplaying] = useState<Replayable | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const filter = { connectionId, type, q, problem, ...rangeIn(address, timeZone) };
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
  const names = ['state', 'connectionId', 'type', 'q', 'problem', 'range', 'from', 'to'];
  const listed = state === undefined ? summary.data?.count : counts?.[state as DeliveryState];
  const refused = (connections.data?.data ?? []).filter(
    ({ health }) => health.state === 'failing' && health.refused.length > 0,
  );
  const isFiltered = names.some((name) => address[name] !== undefined);
  return (
    <Page
      title="Inbox"
      actions={
        <>
          <SearchBox label="Find deliveries" placeholder="Any id, or an e-mail" size="sm" />
          <RangeMenu />
          {isFiltered && (
            <ActButton
              needs="manager"
              variant="default"
              disabled={(listed ?? 0) === 0}
              onClick={() => setReplaying({ filter: { ...filter, state }, count: listed ?? 0 })}
            >
              Replay these
            </ActButton>
          )}
          <CsvButton path="/v1/inbox.csv" query={{ ...filter, state }} count={listed} file="inbox.csv" />
        </>
      }
    >
      {refused.map(({ id, name, health }) => (
        <Notice key={id}>
          {name} refused {health.refused[0]?.count.toLocaleString('en')} deliveries, the last{' '}
          {agoText(health.refused[0]?.lastAt ?? 0)}: {health.refused[0]?.detail}. Nothing of them is kept.{' '}
          <Link to="/connections">Connections</Link>
        </Notice>
      ))}
      <FilterBar
        filters={[
          { name: 'connectionId', label: 'Connection', several: true, options: named },
          { name: 'type', label: 'Event', hint: 'The type exactly, such as invoice.paid' },
          { name: 'problem', label: 'Problem', hint: 'The code exactly, such as waits_for_payment' },
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
                    picking={{
                      picked,
                      onPick: setPicked,
                      nameOf: (id) => data.find((one) => one.id === id)?.eventId ?? id,
                    }}
                  />
                  <PickedDeliveries
                    deliveries={data.filter(({ id }) => picked.has(id))}
                    onReplay={(picked) => setReplaying({ picked, count: picked.length })}
                    onDone={() => setPicked(new Set())}
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
        {replaying !== null && (
          <ReplayMany
            what={replaying}
            onClose={() => {
              setReplaying(null);
              setPicked(new Set());
            }}
          />
        )}
        {open !== undefined && <DeliveryPane key={open} id={open} connections={shown.connections} />}
      </div>
    </Page>
  );
}
