import type { FoundEnrollment } from '../../domain/context.ts';
import type { TermsLevels } from '../../domain/terms.ts';
import type { Session } from '../session.ts';
import { distinct } from './distinct.ts';
import { grouped } from './grouped.ts';
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

/** What was read of enrollments so far. */
export interface EnrollmentBook {
  /** Reads those that are not known yet, and answers for all of them. */
  read(session: Session, organizationId: string, ids: readonly string[]): Promise<EnrollmentReader>;
}

/**
 * Enrollments with all their past, and their campaigns' and recruiters', each read once. Between two changes they stand as they stand: payments of that
 * time share one object, so that what follows from it alone needs to be worked out once. What is changed after it was read is not seen.
 */
export function enrollmentBook(): EnrollmentBook {
  let chapter = newChapter();
  return {
    async read(session, organizationId, ids) {
      // Another page may be answered from the one before as long as it likes.
      if (chapter.enrollments.size > mostKept) chapter = newChapter();
      const current = chapter;
      const unknown = ids.filter((id) => !current.named.has(id));
      if (unknown.length > 0) await readInto(current, session, organizationId, unknown);
      return current.standing;
    },
  };
}

/** Beyond it what was read is forgotten, and read again. */
const mostKept = 20_000;

interface Chapter {
  readonly enrollments: Map<string, EnrollmentRow>;
  readonly campaigns: Map<string, CampaignRow>;
  readonly versions: Map<string, readonly TermsVersion[]>;
  /** Of whom recruiters were read too. */
  readonly named: Set<string>;
  readonly standing: EnrollmentReader;
}

function newChapter(): Chapter {
  const enrollments = new Map<string, EnrollmentRow>();
  const campaigns = new Map<string, CampaignRow>();
  const versions = new Map<string, readonly TermsVersion[]>();
  const histories = new Map<string, History>();
  const past: Past = { enrollments, campaigns, versionsOf: (owner) => versions.get(owner) ?? [] };
  const standing: EnrollmentReader = (id, micros, emails) => {
    const row = enrollments.get(id);
    if (row === undefined) return null;
    let history = histories.get(id);
    if (history === undefined) histories.set(id, (history = historyOf(row, past)));
    return history(micros, emails.includes(row.email_hash));
  };
  return { enrollments, campaigns, versions, named: new Set(), standing };
}

async function readInto(
  { enrollments, campaigns, versions, named }: Chapter,
  session: Session,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  const asked = await readEnrollments(session, organizationId, ids);
  const recruiters = distinct(asked.flatMap(({ periods }) => periods.flatMap(({ recruiter }) => recruiter ?? [])));
  const others = recruiters.filter((id) => !ids.includes(id) && !enrollments.has(id));
  const rows = [...asked, ...(await readEnrollments(session, organizationId, others))];
  const campaignIds = distinct(rows.map(({ campaign_id }) => campaign_id)).filter((id) => !campaigns.has(id));
  const groups = distinct(rows.flatMap(({ periods }) => periods.flatMap(({ group }) => group ?? [])));
  const groupIds = groups.filter((id) => !versions.has(id));
  const [read, terms] = await Promise.all([
    readCampaigns(session, organizationId, campaignIds),
    readTerms(session, organizationId, { campaignIds, groupIds, enrollmentIds: rows.map(({ id }) => id) }),
  ]);
  // Kept together once all is there: another page may be reading at the same time.
  for (const [owner, list] of versionsBy(terms)) versions.set(owner, list);
  for (const id of groupIds) if (!versions.has(id)) versions.set(id, []);
  for (const row of read) campaigns.set(row.id, row);
  for (const row of rows) enrollments.set(row.id, row);
  for (const id of ids) named.add(id);
}

const versionsBy = (terms: readonly TermsVersion[]) =>
  grouped(
    terms,
    ({ owner }) => owner,
    (version) => version,
  );

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
    ...(campaign.tiered ? { tiered: true } : {}),
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
