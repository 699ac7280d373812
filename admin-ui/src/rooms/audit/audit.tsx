import type { ApiKeyPage, AuditEntry, MemberList } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useApi } from '../../api/use-api.ts';
import { Empty } from '../../kit/empty.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import type { Filter } from '../../kit/filters.ts';
import { HistoryList } from '../../kit/history.tsx';
import { IconHistory } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { RangeMenu } from '../../kit/range-menu.tsx';
import { rangeIn } from '../../kit/range.ts';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';

interface AuditAnswer {
  readonly data: readonly AuditEntry[];
  readonly nextCursor: string | null;
}

const entities = [
  ['affiliate', 'an affiliate'],
  ['enrollment', 'an enrollment'],
  ['campaign', 'a campaign'],
  ['terms', 'terms'],
  ['affiliate_group', 'a group'],
  ['link', 'a link'],
  ['coupon', 'a coupon'],
  ['connection', 'a connection'],
  ['api_key', 'an API key'],
  ['membership', 'a member'],
  ['invitation', 'an invitation'],
  ['organization', 'the organization'],
  ['erasure', 'an erasure'],
] as const;

/** Everything people and programs changed. */
export default function Audit() {
  const { timeZone } = useMembership();
  const [address, change] = useAddress();
  const { entity, entityId, actor, action, cursor } = address;
  const filters = useAuditFilters();
  const range = rangeIn(address, timeZone);
  const list = useApi<AuditAnswer>('/v1/audit', { entity, entityId, actor, action, cursor, ...range });
  const names = ['entity', 'entityId', 'actor', 'action', 'range', 'from', 'to'];
  return (
    <Page
      title="Audit"
      lead="Who changed what. Personal data is masked, secrets are told by their names only, and nothing here is ever edited."
      actions={<RangeMenu />}
    >
      <FilterBar filters={filters} />
      <Loaded query={list} rows={10}>
        {({ data, nextCursor }) =>
          data.length > 0 ? (
            <>
              <HistoryList entries={data} label="Changes" />
              <Paging shown={data.length} nextCursor={nextCursor} />
            </>
          ) : names.some((name) => address[name] !== undefined) ? (
            <Empty
              icon={IconHistory}
              title="No change matches these filters"
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
            <Empty icon={IconHistory} title="Nothing was changed yet" />
          )
        }
      </Loaded>
    </Page>
  );
}

function useAuditFilters(): readonly Filter[] {
  const members = useApi<MemberList>('/v1/members');
  const keys = useApi<ApiKeyPage>('/v1/api-keys', { take: 200, sort: 'name' });
  const people = members.data?.data.map(({ id, name }) => [`user:${id}`, name] as const) ?? [];
  const programs = keys.data?.data.map(({ id, name }) => [`key:${id}`, `API key ${name}`] as const) ?? [];
  return [
    { name: 'entity', label: 'What', options: entities },
    { name: 'actor', label: 'Who', options: [...people, ...programs] },
    {
      name: 'action',
      label: 'Change',
      several: true,
      options: [
        ['insert', 'added'],
        ['update', 'changed'],
        ['delete', 'removed'],
      ],
    },
    { name: 'entityId', label: 'Id', hint: 'The id of what was changed' },
  ];
}
