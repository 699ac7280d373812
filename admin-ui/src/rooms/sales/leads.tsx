import './sales.css';
import '../../kit/pieces.css';
import type { Lead, LeadPage, LeadSummary } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { Who } from '../../kit/avatar.tsx';
import { Choices } from '../../kit/choices.tsx';
import { CsvButton } from '../../kit/csv-button.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { Empty } from '../../kit/empty.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import { IconChevronRight, IconCircleCheck } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Money, NoMoney } from '../../kit/money.tsx';
import { useCampaignNames } from '../../kit/names.ts';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { RangeMenu } from '../../kit/range-menu.tsx';
import { rangeIn } from '../../kit/range.ts';
import { SortMenu } from '../../kit/sort-menu.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { LeadVerdict, leadWord, nameOfLead } from './lead-words.tsx';
import { type Asked, Judge, JudgeLead, PickedLeads } from './judge-leads.tsx';

const place = '/v1/leads';
const states = ['awaiting', 'validated', 'rejected', 'none'] as const;
const orders = [
  ['-occurredAt', 'Newest first'],
  ['occurredAt', 'Oldest first'],
  ['-commission', 'Most earned'],
] as const;
const filterNames = ['state', 'campaignId', 'q', 'isTest', 'range', 'from', 'to'] as const;

/** Who signed up, and what was said of them: where the terms ask for it, a lead earns once somebody says that it is one. */
export default function Leads() {
  const { timeZone } = useMembership();
  const [address, change] = useAddress();
  const campaigns = useCampaignNames();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const { cursor, sort, state, campaignId, q, isTest } = address;
  const filter = { campaignId, q, isTest, ...rangeIn(address, timeZone) };
  const list = useApi<LeadPage>(place, { ...filter, state, sort, cursor });
  const summary = useApi<LeadSummary>(`${place}/summary`, filter);
  const counts = summary.data?.byState;
  const columns = leadColumns(timeZone, setAsked);
  return (
    <Page
      title="Leads"
      lead="People who signed up and have not paid. Where the terms ask for it, a lead earns once you say that it is one."
      crumbs={
        <>
          <Link to="/sales">Sales</Link>
          <IconChevronRight size={13} aria-hidden />
          <span>Leads</span>
        </>
      }
      actions={
        <>
          <RangeMenu />
          <CsvButton
            path={`${place}.csv`}
            query={{ ...filter, state, sort }}
            count={state === undefined ? summary.data?.count : counts?.[state as (typeof states)[number]]}
            file="leads.csv"
          />
        </>
      }
    >
      <FilterBar
        filters={[
          { name: 'campaignId', label: 'Campaign', options: [...campaigns] },
          { name: 'q', label: 'Customer', hint: 'Your id of the customer or their e-mail, exactly' },
          { name: 'isTest', label: 'Kind', options: [['true', 'a test']] },
        ]}
        before={
          <Choices
            label="State"
            name="state"
            choices={[
              { value: undefined, word: 'All', count: summary.data?.count },
              ...states
                .filter((one) => one === 'awaiting' || (counts?.[one] ?? 0) > 0 || state === one)
                .map((one) => ({ value: one, word: leadWord(one), count: counts?.[one] })),
            ]}
          />
        }
        after={<SortMenu orders={orders} />}
      />
      <Loaded query={list} rows={10}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <NoLeads
              isFiltered={filterNames.some((name) => address[name] !== undefined)}
              isAwaiting={state === 'awaiting'}
              onClear={() => change(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
            />
          ) : (
            <>
              <DataList
                label="Leads"
                rows={data}
                idOf={({ id }) => id}
                columns={columns}
                open={({ id, credits: [first] }) =>
                  first === undefined ? `/payments/${id}` : `/sales/${first.conversionId}`
                }
                picking={{
                  picked,
                  onPick: setPicked,
                  nameOf: (id) =>
                    nameOfLead(
                      data.find((one) => one.id === id),
                      id,
                    ),
                }}
                card={(row) => (
                  <>
                    <Credited lead={row} />
                    <Earns lead={row} />
                    <LeadVerdict state={row.state} />
                    <span className="fl-quiet">{dayText(row.occurredAt, timeZone)}</span>
                    <span className="fl-quiet">{nameOfLead(row, row.id)}</span>
                  </>
                )}
              />
              <PickedLeads
                leads={data.filter(({ id }) => picked.has(id))}
                onAsk={setAsked}
                onDone={() => setPicked(new Set())}
              />
              <Paging shown={data.length} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
      {asked !== null && <Judge asked={asked} onClose={() => setAsked(null)} onDone={() => setPicked(new Set())} />}
    </Page>
  );
}

const leadColumns = (timeZone: string, onAsk: (asked: Asked) => void): readonly Column<Lead>[] => [
  { label: 'Date', cell: ({ occurredAt }) => dayText(occurredAt, timeZone) },
  {
    label: 'Customer',
    names: true,
    cell: (lead) => (
      <code className="fl-lead-name fl-sale-reference" title={nameOfLead(lead, lead.id)}>
        {nameOfLead(lead, lead.id)}
      </code>
    ),
  },
  { label: 'Affiliate', cell: (lead) => <Credited lead={lead} /> },
  {
    label: 'Campaign',
    cell: ({ credits: [first] }) => (
      <span className="fl-clip fl-quiet" title={first?.campaignName}>
        {first?.campaignName ?? '–'}
      </span>
    ),
  },
  { label: 'State', cell: ({ state }) => <LeadVerdict state={state} /> },
  { label: 'Told by', cell: (lead) => <span className="fl-quiet">{tellerOf(lead)}</span> },
  { label: 'Earns', align: 'end', cell: (lead) => <Earns lead={lead} /> },
  { label: 'Your word', cell: (lead) => <JudgeLead lead={lead} onAsk={onAsk} /> },
];

const tellerOf = ({ byPage, connectionId }: Lead): string =>
  byPage ? 'a page' : connectionId === null ? 'your server' : 'a processor';

/** Whose it is; of several the first, and how many more. */
function Credited({ lead: { credits } }: { readonly lead: Lead }) {
  const [first, ...more] = credits;
  if (first === undefined) return <span className="fl-quiet">–</span>;
  return <Who name={more.length === 0 ? first.affiliateName : `${first.affiliateName} and ${more.length} more`} />;
}

function Earns({ lead: { credits } }: { readonly lead: Lead }) {
  const currency = credits.find((one) => one.currency !== null)?.currency ?? null;
  if (currency === null) return <NoMoney />;
  return <Money minor={credits.reduce((sum, { commission }) => sum + commission, 0)} currency={currency} strong />;
}

interface NoLeadsProps {
  readonly isFiltered: boolean;
  readonly isAwaiting: boolean;
  readonly onClear: () => void;
}

function NoLeads({ isFiltered, isAwaiting, onClear }: NoLeadsProps) {
  const clear = (
    <Button variant="default" onClick={onClear}>
      {isAwaiting ? 'Show all leads' : 'Clear filters'}
    </Button>
  );
  if (isAwaiting) return <Empty icon={IconCircleCheck} title="No lead waits for your word" action={clear} />;
  if (isFiltered) return <Empty icon={IconCircleCheck} title="No lead matches these filters" action={clear} />;
  return (
    <Empty icon={IconCircleCheck} title="Nobody signed up yet">
      A lead comes in when your server or a page of yours tells of a sign-up, or when somebody begins a trial at a
      connected processor.
    </Empty>
  );
}
