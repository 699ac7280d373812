import type { Affiliate, Enrollment } from '@fairlead/core/api';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { dayText } from '../../kit/dates.ts';
import { IconChevronRight, IconFlag, IconPencil, IconPlus } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { useCampaignNames } from '../../kit/names.ts';
import { Page } from '../../kit/page.tsx';
import { AddressTabs } from '../../kit/tabs.tsx';
import { useMembership } from '../../session/me.ts';
import { AffiliateCoupons } from './affiliate-coupons.tsx';
import { AffiliateHistory } from './affiliate-history.tsx';
import { AffiliateLinks } from './affiliate-links.tsx';
import { AffiliateSales } from './affiliate-sales.tsx';
import { AffiliateTerms } from './affiliate-terms.tsx';
import { Balances } from './balances.tsx';
import { EditAffiliate } from './edit-affiliate.tsx';
import { Enroll } from './enroll.tsx';
import { GiveBonus } from './give-bonus.tsx';

/** One person: their links, what they earned, and how they came to it. */
export default function AffiliatePage() {
  const { id = '' }: { readonly id?: string } = useParams({ strict: false });
  const affiliate = useApi<Affiliate>(`/v1/affiliates/${id}`);
  const { data } = affiliate;
  if (data?.id === id) return <Person affiliate={data} />;
  return (
    <Page title="Affiliate" crumbs={<Link to="/affiliates">Affiliates</Link>}>
      <Loaded query={affiliate}>{() => null}</Loaded>
    </Page>
  );
}

function Person({ affiliate }: { readonly affiliate: Affiliate }) {
  const { timeZone } = useMembership();
  const [dialog, setDialog] = useState<'edit' | 'enroll' | 'bonus' | null>(null);
  const campaigns = useCampaignNames();
  const enrolled = useApi<{ readonly data: readonly Enrollment[] }>('/v1/enrollments', {
    affiliateId: affiliate.id,
    take: 200,
  });
  const named = { affiliate, campaigns };
  const tab = (name: string, word: string, draw: (enrollments: readonly Enrollment[]) => React.ReactNode) => ({
    name,
    word,
    draw: () => <Loaded query={enrolled}>{({ data }) => draw(data)}</Loaded>,
  });
  return (
    <Page
      title={affiliate.name}
      crumbs={
        <>
          <Link to="/affiliates">Affiliates</Link>
          <IconChevronRight size={13} aria-hidden />
          <span className="fl-wraps">{affiliate.name}</span>
        </>
      }
      lead={`${affiliate.email}, since ${dayText(affiliate.createdAt, timeZone)}`}
      actions={
        <>
          <ActButton
            needs="manager"
            variant="default"
            leftSection={<IconPencil size={15} />}
            onClick={() => setDialog('edit')}
          >
            Edit
          </ActButton>
          <ActButton
            needs="manager"
            variant="default"
            leftSection={<IconFlag size={15} />}
            onClick={() => setDialog('bonus')}
          >
            Give a bonus
          </ActButton>
          <ActButton needs="manager" leftSection={<IconPlus size={15} />} onClick={() => setDialog('enroll')}>
            Enroll in a campaign
          </ActButton>
        </>
      }
    >
      <Balances affiliateId={affiliate.id} />
      <AddressTabs
        label={`About ${affiliate.name}`}
        tabs={[
          tab('links', 'Campaigns and links', (data) => <AffiliateLinks {...named} enrollments={data} />),
          { name: 'sales', word: 'Sales', draw: () => <AffiliateSales affiliateId={affiliate.id} /> },
          tab('coupons', 'Coupons', (data) => <AffiliateCoupons {...named} enrollments={data} />),
          tab('terms', 'Terms', (data) => <AffiliateTerms {...named} enrollments={data} />),
          tab('history', 'History', (data) => <AffiliateHistory {...named} enrollments={data} />),
        ]}
      />
      {dialog === 'edit' && <EditAffiliate affiliate={affiliate} onClose={() => setDialog(null)} />}
      {dialog === 'bonus' && (
        <GiveBonus {...named} enrollments={enrolled.data?.data ?? []} onClose={() => setDialog(null)} />
      )}
      {dialog === 'enroll' && (
        <Enroll affiliate={affiliate} enrollments={enrolled.data?.data ?? []} onClose={() => setDialog(null)} />
      )}
    </Page>
  );
}
