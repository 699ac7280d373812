import type { CampaignTermsPage, Enrollment, PartialTermsPage } from '@fairlead/core/api';
import { exponentOf, isCurrency } from '@fairlead/core/money';
import { useApi } from '../../api/use-api.ts';

/** A milestone, and what is agreed for it. */
export interface Milestone {
  readonly name: string;
  /** Minor units. */
  readonly minor: number;
  readonly currency: string;
}

interface Agreed {
  readonly name: string;
  readonly amount: { readonly unit: number; readonly currency: string };
}

type Models = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The milestones of the terms that hold now: their own before those of their group, and those before the campaign's (C1). Undefined while read. */
export function useMilestones(enrollment: Enrollment | undefined): readonly Milestone[] | undefined {
  const { id, groupId = null, campaignId } = enrollment ?? {};
  const own = useApi<PartialTermsPage>(`/v1/enrollments/${id}/terms`, { take: 50 }, { enabled: id !== undefined });
  const group = useApi<PartialTermsPage>(`/v1/groups/${groupId}/terms`, { take: 50 }, { enabled: groupId !== null });
  const campaign = useApi<CampaignTermsPage>(
    `/v1/campaigns/${campaignId}/terms`,
    { take: 50 },
    { enabled: campaignId !== undefined },
  );
  if (own.data === undefined || campaign.data === undefined || (groupId !== null && group.data === undefined)) {
    return undefined;
  }
  const levels = [
    inForce(own.data.data)?.terms.models,
    groupId === null ? undefined : inForce(group.data?.data ?? [])?.terms.models,
    inForce(campaign.data.data)?.terms.commission.models,
  ] as readonly (Models | undefined)[];
  const agreed = levels.map((models) => models?.['bonuses']?.['milestones']).find((list) => list !== undefined);
  return ((agreed ?? []) as readonly Agreed[]).map(({ name, amount }) => ({ name, ...minorOf(amount) }));
}

/** The newest to begin of those that have begun, the last written first. */
const inForce = <V extends { readonly validFrom: string; readonly number: number }>(
  versions: readonly V[],
): V | undefined => {
  const now = new Date().toISOString();
  return versions
    .filter(({ validFrom }) => validFrom <= now)
    .toSorted((a, b) => (a.validFrom === b.validFrom ? b.number - a.number : a.validFrom < b.validFrom ? 1 : -1))[0];
};

/** From millionths of the major unit, rounded half up as the core does when it is given (M2). */
function minorOf({ unit, currency }: Agreed['amount']): { readonly minor: number; readonly currency: string } {
  const digits = isCurrency(currency) ? exponentOf(currency) : 2;
  return { minor: Math.floor(unit / 10 ** (6 - digits) + 0.5), currency };
}
