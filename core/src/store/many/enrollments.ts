import type { FoundEnrollment } from '../../domain/context.ts';
import type { TermsLevels } from '../../domain/terms.ts';
import type { Session } from '../session.ts';
import { grouped } from './customers.ts';
import {
  type CampaignRow,
  type EnrollmentPeriod,
  type EnrollmentRow,
  type Period,
  readCampaigns,
  readEnrollments,
  readTerms,
  type TermsVersion,
} from './enrollment-rows.ts';
import { microsOf } from './times.ts';

/** An enrollment as it stood at a time, of a customer with these e-mails; null where there is none. What `enrollment_at` answers (0006_context.sql). */
export type EnrollmentReader = (id: string, micros: number, emails: readonly string[]) => FoundEnrollment | null;

/**
 * Reads enrollments with all their past, and their campaigns' and recruiters'. Between two changes they stand as they stand: payments of that time
 * share one object, so that what follows from it alone needs to be worked out once.
 */
export async function readHistories(
  session: Session,
  organizationId: string,
  ids: readonly string[],
): Promise<EnrollmentReader> {
  const named = await readEnrollments(session, organizationId, ids);
  const known = new Set(named.map(({ id }) => id));
  const recruiters = named.flatMap(({ periods }) => periods.flatMap(({ recruiter }) => recruiter ?? []));
  const others = [...new Set(recruiters)].filter((id) => !known.has(id));
  const rows = [...named, ...(await readEnrollments(session, organizationId, others))];
  const unique = <V>(values: readonly V[]): readonly V[] => [...new Set(values)];
  const campaignIds = unique(rows.map(({ campaign_id }) => campaign_id));
  const groupIds = unique(rows.flatMap(({ periods }) => periods.flatMap(({ group }) => group ?? [])));
  const [campaigns, terms] = await Promise.all([
    readCampaigns(session, organizationId, campaignIds),
    readTerms(session, organizationId, { campaignIds, groupIds, enrollmentIds: rows.map(({ id }) => id) }),
  ]);
  const versions = grouped(
    terms,
    ({ owner }) => owner,
    (version) => version,
  );
  const past: Past = {
    enrollments: new Map(rows.map((row) => [row.id, row])),
    campaigns: new Map(campaigns.map((row) => [row.id, row])),
    versionsOf: (owner) => versions.get(owner) ?? [],
  };
  const histories = new Map<string, History>();
  return (id, micros, emails) => {
    const row = past.enrollments.get(id);
    if (row === undefined) return null;
    let history = histories.get(id);
    if (history === undefined) histories.set(id, (history = historyOf(row, past)));
    return history(micros, emails.includes(row.email_hash));
  };
}

interface Past {
  readonly enrollments: ReadonlyMap<string, EnrollmentRow>;
  readonly campaigns: ReadonlyMap<string, CampaignRow>;
  /** Of a campaign's, group's or enrollment's own terms, by when they began, then by number. */
  readonly versionsOf: (owner: string) => readonly TermsVersion[];
}

type History = (micros: number, own: boolean) => FoundEnrollment;

function historyOf(row: EnrollmentRow, past: Past): History {
  const changes = [...new Set(changesOf(row, past))].sort((a, b) => a - b);
  const made = new Map<number, FoundEnrollment>();
  return (micros, own) => {
    const key = 2 * placeIn(changes, micros) + Number(own);
    let standing = made.get(key);
    if (standing === undefined) made.set(key, (standing = enrollmentAt(row, past, micros, own)));
    return standing;
  };
}

/** When anything that an enrollment's standing is made of changed. */
function changesOf(row: EnrollmentRow, past: Past, asRecruiter = false): readonly number[] {
  const groups = new Set(row.periods.flatMap(({ group }) => group ?? []));
  const recruiters = asRecruiter ? [] : [...new Set(row.periods.flatMap(({ recruiter }) => recruiter ?? []))];
  const owners = [row.campaign_id, row.id, ...groups];
  return [
    ...row.periods.map(({ from }) => microsOf(from)),
    ...(past.campaigns.get(row.campaign_id)?.periods ?? []).map(({ from }) => microsOf(from)),
    ...owners.flatMap((owner) => past.versionsOf(owner).map(({ from }) => microsOf(from))),
    ...recruiters.flatMap((id) => {
      const recruiter = past.enrollments.get(id);
      return recruiter === undefined ? [] : changesOf(recruiter, past, true);
    }),
  ];
}

/** How many of the sorted times are no later. */
function placeIn(sorted: readonly number[], micros: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= micros) low = middle + 1;
    else high = middle;
  }
  return low;
}

function enrollmentAt(
  row: EnrollmentRow,
  past: Past,
  micros: number,
  own: boolean,
  asRecruiter = false,
): FoundEnrollment {
  const campaign = past.campaigns.get(row.campaign_id);
  if (campaign === undefined) throw new RangeError(`enrollment ${row.id} is of no campaign`);
  const period = lastBy(row.periods, micros);
  const state = lastBy(campaign.periods, micros)?.state;
  const recruiter = asRecruiter || period?.recruiter == null ? undefined : past.enrollments.get(period.recruiter);
  return {
    id: row.id,
    campaignId: row.campaign_id,
    campaignSlug: campaign.slug,
    campaignCurrency: campaign.currency,
    affiliateId: row.affiliate_id,
    slug: row.slug,
    status: period?.status ?? 'pending',
    campaignState: state ?? 'draft',
    selfReferral: own,
    terms: termsAt(row, period, past, micros),
    ...(campaign.budgeted ? { budgeted: true } : {}),
    ...(recruiter === undefined ? {} : { recruiter: enrollmentAt(recruiter, past, micros, false, true) }),
  };
}

function termsAt(row: EnrollmentRow, period: EnrollmentPeriod | undefined, past: Past, micros: number): TermsLevels {
  const ofCampaign = past.versionsOf(row.campaign_id);
  // A campaign always has terms: before its first version the first one holds.
  const campaign = lastBy(ofCampaign, micros) ?? firstOf(ofCampaign);
  const group = period?.group == null ? undefined : lastBy(past.versionsOf(period.group), micros);
  const affiliate = lastBy(past.versionsOf(row.id), micros);
  return {
    campaign: campaign?.content ?? null,
    ...(group === undefined ? {} : { group: group.content }),
    ...(affiliate === undefined ? {} : { affiliate: affiliate.content }),
  } as TermsLevels;
}

/** The last that began by then, of what is sorted by that. */
const lastBy = <P extends Period>(periods: readonly P[], micros: number): P | undefined =>
  periods.findLast(({ from }) => microsOf(from) <= micros);

/** Of several that begin at one moment the one written last. */
const firstOf = (versions: readonly TermsVersion[]): TermsVersion | undefined =>
  versions.findLast(({ from }) => from === versions[0]?.from);
