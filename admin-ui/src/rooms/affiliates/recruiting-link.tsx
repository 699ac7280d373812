import type { Campaign, CampaignPage, Enrollment, Link } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { SharedAddress } from '../../kit/shared-address.tsx';

interface RecruitingLinkProps {
  readonly enrollment: Enrollment;
  /** Their tracked links, which tell where this server is reached. */
  readonly links: readonly Link[];
}

/** The address by which others apply under this affiliate, where the campaign has that switched on (C8). */
export function RecruitingLink({ enrollment, links }: RecruitingLinkProps) {
  const campaigns = useApi<CampaignPage>('/v1/campaigns', { take: 200, sort: 'name' });
  const campaign: Campaign | undefined = campaigns.data?.data.find(({ id }) => id === enrollment.campaignId);
  const [first] = links;
  if (campaign?.recruitingLink !== true || campaign.state !== 'active') return null;
  if (enrollment.status !== 'approved' || first === undefined) return null;
  const url = first.url.replace(/\/r\/[^/]*$/, `/join/${enrollment.slug}`);
  return (
    <div className="fl-link-row">
      <SharedAddress url={url} what={`recruiting link ${enrollment.slug}`} />
      <small>Recruiting link: who applies there waits for your approval, with them as recruiter.</small>
    </div>
  );
}
