import { defaultAttribution, defaultCommission, type PartialCommissionTerms } from '../domain/terms.ts';
import type { Store } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import type { CampaignOptions } from './builders.ts';

export type CampaignState = 'draft' | 'active' | 'closed' | 'archived';
export type EnrollmentStatus = 'pending' | 'approved' | 'paused' | 'rejected' | 'removed';

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

/** Writes what people edit, row by row, at times of a test's choosing; remembers ids by name. */
export function brandRows(store: Store, scope: Scope) {
  const o = scope.organizationId;
  const campaigns = new Map<string, string>();
  const groups = new Map<string, string>();
  const affiliates = new Map<string, string>();
  const enrollments = new Map<string, Enrolled>();
  const versions = new Map<string, number>();

  const write = (name: string, text: string, values: readonly unknown[]): Promise<unknown> =>
    inOrganization(store, scope, (session) => session.query({ name: `test_${name}`, text }, values));
  const nextVersion = (of: string): number => {
    const version = (versions.get(of) ?? 0) + 1;
    versions.set(of, version);
    return version;
  };
  const addVersion = (
    level: string,
    campaign: string,
    group: string | null,
    enrolled: string | null,
    from: string,
    terms: object,
  ) =>
    write(
      'terms',
      `insert into terms (organization_id, id, campaign_id, level, group_id, enrollment_id, number, valid_from, terms)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        o,
        newId(),
        campaign,
        level,
        group,
        enrolled,
        nextVersion(enrolled ?? group ?? campaign),
        from,
        JSON.stringify(terms),
      ],
    );
  const campaign = (slug: string): string => known(campaigns, slug, 'campaign');

  return {
    campaign,
    affiliate: (name: string): string => known(affiliates, name, 'affiliate'),
    /** In the campaign, else in the first one the affiliate joined. */
    enrollment(name: string, slug?: string): Enrolled {
      const key =
        slug === undefined ? [...enrollments.keys()].find((one) => one.endsWith(`/${name}`)) : `${slug}/${name}`;
      return known(enrollments, key ?? name, 'enrollment');
    },
    async setGrace(days: number): Promise<void> {
      await write('grace', 'update organization set grace_days = $2 where id = $1 and grace_days <> $2', [o, days]);
    },
    async addCampaign(slug: string, state: CampaignState, currency: string): Promise<void> {
      const id = newId();
      campaigns.set(slug, id);
      await write(
        'campaign',
        `insert into campaign (organization_id, id, name, slug, destination_url, currency, state)
         values ($1, $2, $3, $3, 'https://brand.test/', $4, $5)`,
        [o, id, slug, currency, state],
      );
      await this.addCampaignState(slug, state, sinceEver);
    },
    async addCampaignState(slug: string, state: CampaignState, from: string): Promise<void> {
      const text =
        'insert into campaign_period (organization_id, campaign_id, valid_from, id, state) values ($1, $2, $3, $4, $5)';
      await write('campaign_period', text, [o, campaign(slug), from, newId(), state]);
    },
    async addTerms(
      slug: string,
      from: string,
      { attribution, commission }: Pick<CampaignOptions, 'attribution' | 'commission'>,
    ): Promise<void> {
      const models = { cps: { kind: 'percent', rate: 200_000, renewals: 'first' } };
      await addVersion('campaign', campaign(slug), null, null, from, {
        attribution: { ...defaultAttribution, ...attribution },
        commission: { ...defaultCommission, models, ...commission },
      });
    },
    async addOwnTerms({ id, campaignId }: Enrolled, from: string, terms: PartialCommissionTerms): Promise<void> {
      await addVersion('affiliate', campaignId, null, id, from, terms);
    },
    async addGroup(slug: string, name: string, terms: PartialCommissionTerms): Promise<void> {
      const id = newId();
      groups.set(name, id);
      const text = 'insert into affiliate_group (organization_id, id, campaign_id, name) values ($1, $2, $3, $4)';
      await write('group', text, [o, id, campaign(slug), name]);
      await addVersion('group', campaign(slug), id, null, sinceEver, terms);
    },
    async addAffiliate(name: string, email: string): Promise<void> {
      if (affiliates.has(name)) return;
      const id = newId();
      affiliates.set(name, id);
      const text = 'insert into affiliate (organization_id, id, name, email, email_key) values ($1, $2, $3, $4, $4)';
      await write('affiliate', text, [o, id, name, email]);
    },
    async enroll(campaignSlug: string, name: string): Promise<Enrolled> {
      const id = newId();
      const slug = `${name}-${id.slice(-8)}`;
      const enrolled: Enrolled = { id, slug, campaignId: campaign(campaignSlug), linkId: newId() };
      enrollments.set(`${campaignSlug}/${name}`, enrolled);
      await write(
        'enrollment',
        `insert into enrollment (organization_id, id, campaign_id, affiliate_id, slug, status) values ($1, $2, $3, $4, $5, 'approved')`,
        [o, id, enrolled.campaignId, affiliates.get(name), slug],
      );
      await write('link', 'insert into link (organization_id, id, enrollment_id) values ($1, $2, $3)', [
        o,
        enrolled.linkId,
        id,
      ]);
      const text = 'insert into slug (slug, organization_id, link_id, enrollment_id) values ($1, $2, $3, $4)';
      await write('slug', text, [slug, o, enrolled.linkId, id]);
      return enrolled;
    },
    async addStanding(
      { id }: Enrolled,
      { status, group }: { readonly status: EnrollmentStatus; readonly group: string | null },
      from: string,
    ): Promise<void> {
      const text = `insert into enrollment_period (organization_id, enrollment_id, valid_from, id, status, group_id)
        values ($1, $2, $3, $4, $5, $6)`;
      await write('standing', text, [
        o,
        id,
        from,
        newId(),
        status,
        group === null ? null : known(groups, group, 'group'),
      ]);
      await write('status', 'update enrollment set status = $3 where organization_id = $1 and id = $2', [
        o,
        id,
        status,
      ]);
    },
    async addCoupon(
      code: string,
      { id }: Enrolled,
      valid: { readonly from?: string; readonly until?: string },
    ): Promise<void> {
      const text = `insert into coupon (organization_id, id, enrollment_id, code, valid_from, valid_until) values ($1, $2, $3, upper($4), $5, $6)`;
      await write('coupon', text, [o, newId(), id, code, valid.from ?? sinceEver, valid.until ?? null]);
    },
  };
}

function known<V>(map: ReadonlyMap<string, V>, name: string, kind: string): V {
  const value = map.get(name);
  if (value === undefined) throw new Error(`the brand has no ${kind} '${name}': it has ${[...map.keys()].join(', ')}`);
  return value;
}
