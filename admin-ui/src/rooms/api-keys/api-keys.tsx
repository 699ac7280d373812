import type { ApiKeyPage, ApiKeyRow } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { Empty } from '../../kit/empty.tsx';
import { IconKey, IconPlus } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { useCampaignNames } from '../../kit/names.ts';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { Status, TestBadge } from '../../kit/status.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { NewKey } from './new-key.tsx';
import { PageSnippet } from './page-snippet.tsx';
import { RevokeKey } from './revoke-key.tsx';
import { Snippets } from './snippets.tsx';

/** What programs call with. */
export default function ApiKeys() {
  const { timeZone } = useMembership();
  const [{ cursor }] = useAddress();
  const [isAdding, setAdding] = useState(false);
  const [revoked, setRevoked] = useState<ApiKeyRow | null>(null);
  const campaigns = useCampaignNames();
  const list = useApi<ApiKeyPage>('/v1/api-keys', { cursor });
  const add = (
    <ActButton needs="admin" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
      Create API key
    </ActButton>
  );
  const revoke = (row: ApiKeyRow) =>
    row.revokedAt === null && (
      <ActButton
        needs="admin"
        variant="default"
        size="compact-sm"
        aria-label={`Revoke ${row.name}`}
        onClick={() => setRevoked(row)}
      >
        Revoke
      </ActButton>
    );
  const columns: readonly Column<ApiKeyRow>[] = [
    { label: 'Name', cell: ({ name }) => <b>{name}</b> },
    { label: 'Begins with', cell: ({ prefix }) => <code className="fl-mono">{prefix}</code> },
    { label: 'Kind', cell: ({ kind }) => (kind === 'secret' ? 'Secret' : 'Publishable') },
    { label: 'May', cell: (row) => <span className="fl-quiet">{mayWords(row, campaigns)}</span> },
    { label: 'Signed', cell: (row) => <span className="fl-quiet">{signedWord(row)}</span> },
    { label: 'Since', cell: ({ createdAt }) => <span className="fl-quiet">{dayText(createdAt, timeZone)}</span> },
    { label: 'Status', cell: (row) => <KeyStatus row={row} timeZone={timeZone} /> },
    { label: 'Change', align: 'end', cell: revoke },
  ];
  return (
    <Page
      title="API keys"
      lead="Secret ones for programs: your shop, your backend. Publishable ones for pages. People sign in instead."
      actions={add}
    >
      <Loaded query={list} rows={4}>
        {({ data, nextCursor, total }) =>
          data.length > 0 ? (
            <>
              <DataList
                label="API keys"
                rows={data}
                idOf={({ id }) => id}
                columns={columns}
                card={(row) => (
                  <>
                    <b>{row.name}</b>
                    <KeyStatus row={row} timeZone={timeZone} />
                    <code className="fl-mono">{row.prefix}</code>
                    <span className="fl-quiet">{mayWords(row, campaigns)}</span>
                    <span>{revoke(row)}</span>
                  </>
                )}
              />
              <Paging shown={data.length} nextCursor={nextCursor} total={total} />
            </>
          ) : (
            <Empty icon={IconKey} title="Your server tells of sales with a key" action={add}>
              Keep one for each program, so that one can be revoked without the others.
            </Empty>
          )
        }
      </Loaded>
      <section className="fl-panel" aria-labelledby="snippets">
        <h2 id="snippets">Tell of a sale</h2>
        <Snippets apiKey="fl_live_…" />
      </section>
      <section className="fl-panel" aria-labelledby="page-snippet">
        <h2 id="page-snippet">Tell of a sign-up from a page</h2>
        <PageSnippet apiKey="pk_live_…" />
      </section>
      {isAdding && <NewKey onClose={() => setAdding(false)} />}
      {revoked !== null && <RevokeKey apiKey={revoked} onClose={() => setRevoked(null)} />}
    </Page>
  );
}

const mayWords = ({ kind, scopes, origins, campaignId }: ApiKeyRow, campaigns: ReadonlyMap<string, string>): string =>
  `${kind === 'secret' ? scopes.join(', ') : `leads from ${origins.join(', ')}`}${campaignId === null ? '' : `, only ${campaigns.get(campaignId) ?? 'one campaign'}`}`;

const signedWord = ({ kind, signing }: ApiKeyRow): string =>
  signing.required ? 'always' : kind === 'secret' ? 'no' : '–';

const KeyStatus = ({ row, timeZone }: { readonly row: ApiKeyRow; readonly timeZone: string }) =>
  row.revokedAt !== null ? (
    <Status tone="denied" note={dayText(row.revokedAt, timeZone)}>
      Revoked
    </Status>
  ) : row.mode === 'test' ? (
    <TestBadge />
  ) : (
    <Status tone="paid">Live</Status>
  );
