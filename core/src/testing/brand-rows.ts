import { defaultAttribution, defaultCommission, type PartialCommissionTerms } from '../domain/terms.ts';
import { newId } from '../store/ids.ts';
import type { CampaignOptions, CampaignState, EnrollmentStatus } from './brand-options.ts';
import type { RowWriter } from './row-writer.ts';

/** What a test does not date holds for anything it may tell. */
export const sinceEver = '2020-01-01T00:00:00.000Z';

/** One enrollment of a brand. */
export interface Enrolled {
  readonly id: string;
  readonly slug: string;
  readonly campaignId: string;
  readonly linkId: string;
}

export type BrandRows = ReturnType<typeof brandRows>;

/** What people edit, row by row, at times of a test's choosing; remembers ids by name. */
export function brandRows({ insert, also }: RowWriter) {
  const campaigns = new Map<string, string>();
  const groups = new Map<string, string>();
  const affiliates = new Map<string, string>();
  const enrollments = new Map<string, Enrolled>();
  const versions = new Map<string, number>();

  const campaign = (slug: string): string => known(campaigns, slug, 'campaign');
  const addVersion = (
    of: { level: string; campaign_id: string; group_id?: string; enrollment_id?: string },
    from: string,
    terms: object,
    { models = {} }: PartialCommissionTerms,
  ): void => {
    const whose = of.enrollment_id ?? of.group_id ?? of.campaign_id;
    const number = (versions.get(whose) ?? 0) + 1;
    versions.set(whose, number);
    // Of what is bundled, only tiers ask where an enrollment stands.
    const tiered = Object.hasOwn(models, 'tiers');
    insert('terms', { id: newId(), ...of, number, valid_from: from, terms: JSON.stringify(terms), tiered });
  };
  const addCampaignState = (slug: string, state: CampaignState, from: string): void =>
    insert('campaign_period', { campaign_id: campaign(slug), valid_from: from, id: newId(), state });

  return {
    campaign,
    affiliate: (name: string): string => known(affiliates, name, 'affiliate'),
    /** In the campaign, else in the first one the affiliate joined. */
    enrollment(name: string, slug?: string): Enrolled {
      const first = [...enrollments.keys()].find((key) => key.endsWith(`/${name}`));
      return known(enrollments, slug === undefined ? (first ?? name) : `${slug}/${name}`, 'enrollment');
    },
    setGrace(days: number): void {
      also('update organization set grace_days = $1 where grace_days <> $1', [days]);
    },
    addCampaign(slug: string, state: CampaignState, currency: string): void {
      const id = newId();
      campaigns.set(slug, id);
      insert('campaign', { id, name: slug, slug, destination_url: 'https://brand.test/', currency, state });
      addCampaignState(slug, state, sinceEver);
    },
    addCampaignState,
    addTerms(slug: string, from: string, told: Pick<CampaignOptions, 'attribution' | 'commission'>): void {
      const models = { cps: { kind: 'percent', rate: 200_000, renewals: 'first' } };
      const attribution = { ...defaultAttribution, ...told.attribution };
      const commission = { ...defaultCommission, models, ...told.commission };
      addVersion({ level: 'campaign', campaign_id: campaign(slug) }, from, { attribution, commission }, commission);
    },
    addOwnTerms({ id, campaignId }: Enrolled, from: string, terms: PartialCommissionTerms): void {
      addVersion({ level: 'affiliate', campaign_id: campaignId, enrollment_id: id }, from, terms, terms);
    },
    addGroup(slug: string, name: string, terms: PartialCommissionTerms): void {
      const id = newId();
      groups.set(name, id);
      insert('affiliate_group', { id, campaign_id: campaign(slug), name });
      addVersion({ level: 'group', campaign_id: campaign(slug), group_id: id }, sinceEver, terms, terms);
    },
    addAffiliate(name: string, email: string): void {
      if (affiliates.has(name)) return;
      const id = newId();
      affiliates.set(name, id);
      insert('affiliate', { id, name, email, email_key: email });
    },
    enroll(campaignSlug: string, name: string): Enrolled {
      const id = newId();
      const slug = `${name}-${id.slice(-8)}`;
      const enrolled: Enrolled = { id, slug, campaignId: campaign(campaignSlug), linkId: newId() };
      enrollments.set(`${campaignSlug}/${name}`, enrolled);
      const affiliate_id = known(affiliates, name, 'affiliate');
      insert('enrollment', { id, campaign_id: enrolled.campaignId, affiliate_id, slug, status: 'approved' });
      insert('link', { id: enrolled.linkId, enrollment_id: id });
      insert('slug', { slug, link_id: enrolled.linkId, enrollment_id: id });
      return enrolled;
    },
    addStanding(
      { id }: Enrolled,
      status: EnrollmentStatus,
      group: string | null,
      from: string,
      recruiter: Enrolled | null = null,
    ): void {
      const group_id = group === null ? null : known(groups, group, 'group');
      const recruiter_id = recruiter?.id ?? null;
      insert('enrollment_period', { enrollment_id: id, valid_from: from, id: newId(), status, group_id, recruiter_id });
      if (recruiter !== null) also('update enrollment set recruiter_id = $2 where id = $1', [id, recruiter.id]);
      also('update enrollment set status = $2 where id = $1 and status <> $2', [id, status]);
    },
    addCoupon(code: string, { id }: Enrolled, { from = sinceEver, until }: Validity): void {
      insert('coupon', {
        id: newId(),
        enrollment_id: id,
        code: code.toUpperCase(),
        valid_from: from,
        valid_until: until ?? null,
      });
    },
  };
}

/** From `from`, left out: since ever, up to before `until`, left out: without end. */
export interface Validity {
  readonly from?: string;
  readonly until?: string;
}

function known<V>(map: ReadonlyMap<string, V>, name: string, kind: string): V {
  const value = map.get(name);
  if (value === undefined) throw new Error(`the brand has no ${kind} '${name}': it has ${[...map.keys()].join(', ')}`);
  return value;
}
