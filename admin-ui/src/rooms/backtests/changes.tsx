import './rows.css';
import type { Backtest, CampaignTermsPage } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { IconArrowRight } from '../../kit/icons.ts';
import { changedTerms } from '../campaigns/terms-words.tsx';

/** What the draft says otherwise than the terms that held when it was tried, term by term. */
export function Changes({ backtest: { campaignId, terms, createdAt } }: { readonly backtest: Backtest }) {
  const versions = useApi<CampaignTermsPage>(`/v1/campaigns/${campaignId}/terms`, { take: 50 });
  const held = versions.data?.data
    .filter((version) => version.validFrom <= createdAt && version.createdAt <= createdAt)
    .toSorted((a, b) => Date.parse(b.validFrom) - Date.parse(a.validFrom) || b.number - a.number)[0];
  if (held === undefined) return null;
  const changes = changedTerms(held.terms, terms);
  if (changes.length === 0) {
    return <p className="fl-quiet">The draft reads as version {held.number} did, which held then.</p>;
  }
  return (
    <ul className="fl-changes" aria-label={`Changes to version ${held.number}`}>
      {changes.map(({ term, before, after }) => (
        <li key={term}>
          <b>{term}</b>
          <s>{before ?? 'not agreed'}</s>
          <IconArrowRight size={14} role="img" aria-label="becomes" />
          <span>{after ?? 'not agreed any more'}</span>
        </li>
      ))}
    </ul>
  );
}
