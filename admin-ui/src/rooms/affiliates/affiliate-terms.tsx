import type { Enrollment, PartialTermsPage } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconFlag } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { CommissionInWords } from '../campaigns/terms-words.tsx';
import { NewOwnTerms } from '../campaigns/new-own-terms.tsx';
import { TermsVersions } from '../campaigns/terms-versions.tsx';
import type { OfAffiliate } from './of-affiliate.ts';

/** What holds for them alone, in each campaign; everything else comes from the campaign (C1). */
export function AffiliateTerms({ enrollments, campaigns, affiliate }: OfAffiliate) {
  if (enrollments.length === 0) {
    return <Empty icon={IconFlag} title="Terms come with a campaign">{`${affiliate.name} is in none yet.`}</Empty>;
  }
  return enrollments.map((one) => (
    <OwnTerms key={one.id} enrollment={one} campaign={campaigns.get(one.campaignId) ?? 'the campaign'} />
  ));
}

function OwnTerms({ enrollment, campaign }: { readonly enrollment: Enrollment; readonly campaign: string }) {
  const [isAdding, setAdding] = useState(false);
  const path = `/v1/enrollments/${enrollment.id}/terms`;
  const versions = useApi<PartialTermsPage>(path, { take: 50 });
  return (
    <section className="fl-panel" aria-labelledby={`terms-${enrollment.id}`}>
      <div className="fl-panel-head">
        <h2 id={`terms-${enrollment.id}`}>{campaign}</h2>
        <div className="fl-panel-acts">
          <ActButton
            needs="admin"
            variant="default"
            size="xs"
            disabled={versions.data === undefined}
            onClick={() => setAdding(true)}
          >
            Set terms of their own
          </ActButton>
        </div>
      </div>
      <Loaded query={versions} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="fl-quiet">Nothing of their own: the terms of {campaign} and of their group hold.</p>
          ) : (
            <TermsVersions versions={data.map((one) => ({ ...one, words: <CommissionInWords terms={one.terms} /> }))} />
          )
        }
      </Loaded>
      {isAdding && <NewOwnTerms path={path} newest={versions.data?.data[0]} onClose={() => setAdding(false)} />}
    </section>
  );
}
