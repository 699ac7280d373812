import type { Campaign, CampaignTermsPage } from '@fairlead/core/api';
import { Link, useParams } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.ts';
import { AuditOf } from '../../kit/audit-of.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconChevronRight, IconFlag } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { AddressTabs } from '../../kit/tabs.tsx';
import { CampaignSettings } from './campaign-settings.tsx';
import { State } from './campaign-state.tsx';
import { Groups } from './groups.tsx';
import { ChangeState } from './change-state.tsx';
import { DraftedEditor } from './drafted-editor.tsx';
import { PastRuns } from '../backtests/past-runs.tsx';
import { SelfMint } from './self-mint.tsx';
import { TermsVersions } from './terms-versions.tsx';
import { TermsInWords } from './terms-words.tsx';

/** One campaign: what it promises, since when, and its state. */
export default function CampaignPage() {
  const { id = '' }: { readonly id?: string } = useParams({ strict: false });
  const campaign = useApi<Campaign>(`/v1/campaigns/${id}`);
  const { data } = campaign;
  if (data?.id === id) return <Known campaign={data} />;
  return (
    <Page title="Campaign" crumbs={<Link to="/campaigns">Campaigns</Link>}>
      <Loaded query={campaign}>{() => null}</Loaded>
    </Page>
  );
}

function Known({ campaign }: { readonly campaign: Campaign }) {
  const path = `/v1/campaigns/${campaign.id}/terms`;
  const versions = useApi<CampaignTermsPage>(path, { take: 50 });
  return (
    <Page
      title={campaign.name}
      crumbs={
        <>
          <Link to="/campaigns">Campaigns</Link>
          <IconChevronRight size={13} aria-hidden />
          <span className="fl-wraps">{campaign.name}</span>
        </>
      }
      lead={
        <span className="fl-shared">
          <State state={campaign.state} pill />
          <span className="fl-wraps">Leads to {campaign.destinationUrl}</span>
        </span>
      }
      actions={<ChangeState campaign={campaign} />}
    >
      {campaign.warnings.map((warning) => (
        <Notice key={`${warning.code} ${warning.path}`}>
          {warning.code === 'no_commission_model'
            ? 'Its terms pay nothing: no way to earn is set.'
            : `Its terms pay next to nothing: ${(warning.rate ?? 0) / 10_000}%. Perhaps ${warning.rate}% was meant.`}
        </Notice>
      ))}
      <AddressTabs
        label={`About ${campaign.name}`}
        tabs={[
          {
            name: 'terms',
            word: 'Terms',
            draw: () => (
              <Loaded query={versions}>
                {({ data }) => <DraftedEditor campaign={campaign} versions={data} path={path} />}
              </Loaded>
            ),
          },
          { name: 'backtests', word: 'Backtests', draw: () => <PastRuns campaignId={campaign.id} /> },
          {
            name: 'versions',
            word: 'Versions',
            draw: () => (
              <Loaded query={versions}>
                {({ data }) =>
                  data.length === 0 ? (
                    <Empty icon={IconFlag} title="There is no version yet" />
                  ) : (
                    <>
                      <h2 className="fl-hidden">Versions</h2>
                      <TermsVersions
                        versions={data.map((one) => ({ ...one, words: <TermsInWords terms={one.terms} /> }))}
                      />
                    </>
                  )
                }
              </Loaded>
            ),
          },
          { name: 'groups', word: 'Groups', draw: () => <Groups campaign={campaign} /> },
          {
            name: 'settings',
            word: 'Name and links',
            draw: () => <CampaignSettings campaign={campaign} />,
          },
          { name: 'coupons', word: 'Own codes', draw: () => <SelfMint campaign={campaign} /> },
          { name: 'history', word: 'History', draw: () => <AuditOf entityId={campaign.id} what={campaign.name} /> },
        ]}
      />
    </Page>
  );
}
