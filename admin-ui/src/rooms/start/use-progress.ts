import type { CampaignPage, ConversionPage, EnrollmentPage } from '@fairlead/core/api';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useLive } from '../../kit/live.tsx';
import { useMembership } from '../../session/me.ts';

/** A click is told of once, when it comes: this browser remembers that one came. */
const clickPlace = (organizationId: string): string => `fairlead.first-click.${organizationId}`;

/** How far a brand is, read from what there is: 1 to 4 is the step to do, 5 is through. */
export function useProgress() {
  const { organizationId } = useMembership();
  const client = useQueryClient();
  const [clicked, setClicked] = useState(() => localStorage.getItem(clickPlace(organizationId)) !== null);
  const isLive = useLive(['click', 'conversion'], (event) => {
    if (event === 'click') {
      localStorage.setItem(clickPlace(organizationId), 'came');
      setClicked(true);
    } else {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === '/v1/conversions' });
    }
  });
  const every = isLive ? false : 3000;
  const campaigns = useApi<CampaignPage>('/v1/campaigns', { take: 1, state: 'active', sort: '-created' });
  const campaign = campaigns.data?.data[0];
  const enrollments = useApi<EnrollmentPage>(
    '/v1/enrollments',
    { take: 1, status: 'approved', campaignId: campaign?.id },
    { enabled: campaign !== undefined },
  );
  const enrollment = enrollments.data?.data[0];
  const tests = useApi<ConversionPage>('/v1/conversions', { take: 1, isTest: true }, { every });
  const live = useApi<ConversionPage>('/v1/conversions', { take: 1 }, { every });
  const saleId = (live.data?.data[0] ?? tests.data?.data[0])?.id;
  const progress =
    campaign === undefined ? 1 : enrollment === undefined ? 2 : saleId !== undefined ? 5 : clicked ? 4 : 3;
  return { progress, campaign, enrollment, saleId, known: campaigns };
}
