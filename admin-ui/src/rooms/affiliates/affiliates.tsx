import type { AffiliatePage, Enrollment } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { useShownColumns } from '../../kit/column-menu.tsx';
import { CsvButton } from '../../kit/csv-button.tsx';
import { DataList } from '../../kit/data-list.tsx';
import { IconPlus } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { useCampaignNames } from '../../kit/names.ts';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { AddAffiliate } from './add-affiliate.tsx';
import { AffiliateCard } from './affiliate-card.tsx';
import { affiliateColumns } from './affiliate-columns.tsx';
import { AffiliateFilters } from './affiliate-filters.tsx';
import { PickedAffiliates } from './picked-affiliates.tsx';
import { useFigures } from './use-figures.ts';
import { NoAffiliates } from './no-affiliates.tsx';

interface Enrollments {
  readonly data: readonly Enrollment[];
}

/** Everybody who promotes the brand, and how they stand in its campaigns. */
export default function Affiliates() {
  const { timeZone } = useMembership();
  const [{ q, status, campaignId, cursor, sort }] = useAddress();
  const [isAdding, setAdding] = useState(false);
  const campaigns = useCampaignNames();
  const list = useApi<AffiliatePage>('/v1/affiliates', { q, status, campaignId, cursor, sort });
  const ids = list.data?.data.map(({ id }) => id) ?? [];
  const enrolled = useApi<Enrollments>(
    '/v1/enrollments',
    { affiliateId: ids.join(','), take: 200 },
    { enabled: ids.length > 0 },
  );
  const standingOf = (id: string) => enrolled.data?.data.filter(({ affiliateId }) => affiliateId === id);
  const figuresOf = useFigures(ids, campaignId);
  const shown = { campaigns, standingOf, timeZone, figuresOf, sort };
  const columns = affiliateColumns(shown);
  const shownColumns = useShownColumns(columns);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const add = (
    <ActButton needs="manager" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
      Add affiliate
    </ActButton>
  );
  return (
    <Page
      title="Affiliates"
      actions={
        <>
          <CsvButton
            path="/v1/affiliates.csv"
            query={{ q, status, campaignId, sort }}
            count={list.data?.total}
            file="affiliates.csv"
          />
          {add}
        </>
      }
    >
      <AffiliateFilters filter={{ q, campaignId, status }} campaigns={campaigns} columns={columns} />
      <Loaded query={list} rows={10}>
        {({ data, nextCursor, total }) =>
          data.length > 0 ? (
            <>
              <DataList
                label="Affiliates"
                rows={data}
                idOf={({ id }) => id}
                columns={shownColumns}
                picking={{
                  picked,
                  onPick: setPicked,
                  nameOf: (id) => data.find((one) => one.id === id)?.name ?? id,
                }}
                open={({ id }) => `/affiliates/${id}`}
                card={(row) => <AffiliateCard row={row} {...shown} />}
              />
              <PickedAffiliates
                enrollments={data.filter(({ id }) => picked.has(id)).flatMap(({ id }) => standingOf(id) ?? [])}
                count={data.filter(({ id }) => picked.has(id)).length}
                onDone={() => setPicked(new Set())}
              />
              <Paging shown={data.length} nextCursor={nextCursor} total={total} />
            </>
          ) : (
            <NoAffiliates isFiltered={[q, status, campaignId].some((one) => one !== undefined)} add={add} />
          )
        }
      </Loaded>
      {isAdding && <AddAffiliate onClose={() => setAdding(false)} />}
    </Page>
  );
}
