import { changeFrom, type Period } from '../../domain/periods.ts';
import { CampaignPeriod } from '../entities/campaign-period.ts';
import type { Campaign } from '../entities/campaign.ts';
import { EnrollmentPeriod } from '../entities/enrollment-period.ts';
import type { Enrollment } from '../entities/enrollment.ts';
import { newId } from '../ids.ts';
import type { Editor } from './edit.ts';

/** Writes that the campaign is in its state from `from` on (A10). The campaign must be held, so that nobody writes between. */
export async function writeCampaignState(em: Editor, campaign: Campaign, from: Date): Promise<void> {
  const { organizationId, id: campaignId } = campaign;
  const written = await em.find(CampaignPeriod, { campaignId }, { orderBy: { id: 'asc' } });
  const change = { state: campaign.state };
  const states = written.map(
    ({ validFrom, state }): Period<Pick<Campaign, 'state'>> => ({
      from: validFrom.getTime(),
      state: { state },
    }),
  );
  const ids = idsAfter(written.at(-1)?.id);
  for (const { from: begins, state } of changeFrom<Pick<Campaign, 'state'>>(states, change, from.getTime(), {
    state: 'draft',
  })) {
    em.create(CampaignPeriod, { organizationId, campaignId, id: ids(), validFrom: new Date(begins), ...state });
  }
}

type Standing = Pick<Enrollment, 'status'> & { readonly groupId: string | null; readonly recruiterId: string | null };
export type StandingChange = Partial<Standing>;

/** Writes what changed of status, group and recruiter from `from` on (A10). The enrollment must be held, so that nobody writes between. */
export async function writeStanding(
  em: Editor,
  { organizationId, id: enrollmentId }: Enrollment,
  change: StandingChange,
  from: Date,
): Promise<void> {
  const written = await em.find(EnrollmentPeriod, { enrollmentId }, { orderBy: { id: 'asc' } });
  const standings = written.map(
    ({ validFrom, status, groupId, recruiterId }): Period<Standing> => ({
      from: validFrom.getTime(),
      state: { status, groupId: groupId ?? null, recruiterId: recruiterId ?? null },
    }),
  );
  const ids = idsAfter(written.at(-1)?.id);
  const before: Standing = { status: 'pending', groupId: null, recruiterId: null };
  for (const { from: begins, state } of changeFrom(standings, change, from.getTime(), before)) {
    em.create(EnrollmentPeriod, { organizationId, enrollmentId, id: ids(), validFrom: new Date(begins), ...state });
  }
}

/** Of periods that begin together the latest id holds, so ids must ascend even within a millisecond or under clocks that disagree. */
function idsAfter(last: string | undefined): () => string {
  let time = last === undefined ? 0 : Number.parseInt(last.replace('-', '').slice(0, 12), 16);
  return () => newId((time = Math.max(Date.now(), time + 1)));
}
