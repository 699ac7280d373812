import type { Campaign, CampaignPage } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { Empty } from '../../kit/empty.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import { IconFlag, IconPlus } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { Status } from '../../kit/status.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { type CampaignState, State, stateWord } from './campaign-state.tsx';
import { NewCampaign } from './new-campaign.tsx';

const states: readonly CampaignState[] = ['draft', 'active', 'closed', 'archived'];

/** The rules affiliates earn by. */
export default function Campaigns() {
  const { timeZone } = useMembership();
  const [{ state, cursor, sort }] = useAddress();
  const [isAdding, setAdding] = useState(false);
  const list = useApi<CampaignPage>('/v1/campaigns', { state, cursor, sort });
  const add = (
    <ActButton needs="admin" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
      Create campaign
    </ActButton>
  );
  return (
    <Page title="Campaigns" actions={add}>
      <FilterBar
        filters={[]}
        before={
          <Choices
            label="State"
            name="state"
            choices={[
              { value: undefined, word: 'All' },
              ...states.map((one) => ({ value: one, word: stateWord(one) })),
            ]}
          />
        }
      />
      <Loaded query={list} rows={4}>
        {({ data, nextCursor, total }) =>
          data.length > 0 ? (
            <>
              <DataList
                label="Campaigns"
                rows={data}
                idOf={({ id }) => id}
                columns={columns(timeZone)}
                open={({ id }) => `/campaigns/${id}`}
                card={(row) => (
                  <>
                    <b>{row.name}</b>
                    <State state={row.state} />
                    <span className="fl-quiet fl-wraps">{row.destinationUrl}</span>
                    <Doubt campaign={row} />
                  </>
                )}
              />
              <Paging shown={data.length} nextCursor={nextCursor} total={total} />
            </>
          ) : state === undefined ? (
            <Empty icon={IconFlag} title="A campaign says what a sale earns" action={add}>
              How long a click counts, what is paid for a sale, how long it is held, and where links lead.
            </Empty>
          ) : (
            <Empty icon={IconFlag} title={`No campaign is ${state}`} />
          )
        }
      </Loaded>
      {isAdding && <NewCampaign onClose={() => setAdding(false)} />}
    </Page>
  );
}

const columns = (timeZone: string): readonly Column<Campaign>[] => [
  { label: 'Campaign', names: true, cell: ({ name }) => <b>{name}</b> },
  { label: 'Slug', cell: ({ slug }) => <code className="fl-mono">{slug}</code> },
  {
    label: 'State',
    cell: (row) => (
      <>
        <State state={row.state} /> <Doubt campaign={row} />
      </>
    ),
  },
  { label: 'Leads to', cell: ({ destinationUrl }) => <span className="fl-quiet">{destinationUrl}</span> },
  { label: 'Currency', cell: ({ currency }) => <span className="fl-quiet">{currency}</span> },
  { label: 'Since', cell: ({ createdAt }) => <span className="fl-quiet">{dayText(createdAt, timeZone)}</span> },
];

const Doubt = ({ campaign: { warnings } }: { readonly campaign: Campaign }) =>
  warnings.length === 0 ? <span /> : <Status tone="review">{doubtWord(warnings[0])}</Status>;

const doubtWord = (warning: Campaign['warnings'][number] | undefined): string =>
  warning?.code === 'rate_looks_like_percent' ? 'Pays next to nothing' : 'Pays nothing yet';
