import type { PartialCommissionTerms } from '../domain/terms.ts';
import type { Store } from '../store/database.ts';
import { createOrganization } from '../store/doors.ts';
import { newId } from '../store/ids.ts';
import type { Scope } from '../store/session.ts';
import type {
  AffiliateOptions,
  BrandOptions,
  CampaignOptions,
  CampaignState,
  EnrollmentStatus,
} from './brand-options.ts';
import { type BrandRows, brandRows, sinceEver, type Validity } from './brand-rows.ts';
import { rowWriter } from './row-writer.ts';
import { type Visit, visit } from './visit.ts';

/** An organization with campaigns and affiliates. Its affiliates are named by their names, in their first campaign unless one is told. */
export interface Brand {
  readonly organizationId: string;
  /** As a server-to-server call of the brand's. */
  readonly scope: Scope;
  campaign(slug?: string): string;
  affiliate(name: string): string;
  enrollment(name: string, campaign?: string): string;
  /** Of its link, for `affiliateSlug` and `/r/:slug`: slugs are unique among all brands. */
  slug(name: string, campaign?: string): string;
  /** One click through an affiliate's link; returns its id. */
  click(name: string, at: string, visit?: Visit): Promise<string>;
  /** From `from` on the enrollment has this status (A6, A10). */
  setStatus(name: string, status: EnrollmentStatus, from: string, campaign?: string): Promise<void>;
  setCampaign(state: CampaignState, from: string, campaign?: string): Promise<void>;
  /** A next version of the campaign's terms (C1): what differs from the defaults, as in `CampaignOptions`. */
  setTerms(from: string, terms: Pick<CampaignOptions, 'attribution' | 'commission'>, campaign?: string): Promise<void>;
  /** A next version of the affiliate's own terms. */
  setOwnTerms(name: string, from: string, terms: PartialCommissionTerms, campaign?: string): Promise<void>;
  coupon(code: string, name: string, valid?: Validity): Promise<void>;
}

/** Makes a brand, ready to credit sales. */
export async function brand(store: Store, options: BrandOptions = {}): Promise<Brand> {
  const { name = 'Acme', graceDays = 0, campaigns = [{ slug: 'main' }] } = options;
  const organizationId = newId();
  await createOrganization(store, { id: organizationId, name, homeCurrency: 'USD', timeZone: 'UTC' });
  const writer = rowWriter(store, { organizationId, actor: 'user:test' });
  const rows = brandRows(writer);
  rows.setGrace(graceDays);
  for (const campaign of campaigns) addCampaign(rows, campaign);
  await writer.write();
  const first = campaigns[0]?.slug ?? 'main';
  return {
    organizationId,
    scope: { organizationId, actor: 'key:test' },
    campaign: (slug = first) => rows.campaign(slug),
    affiliate: (affiliate) => rows.affiliate(affiliate),
    enrollment: (affiliate, campaign) => rows.enrollment(affiliate, campaign).id,
    slug: (affiliate, campaign) => rows.enrollment(affiliate, campaign).slug,
    click: (affiliate, at, told = {}) =>
      visit(store, organizationId, rows.enrollment(affiliate, told.campaign), at, told),
    setStatus(affiliate, status, from, campaign) {
      rows.addStanding(rows.enrollment(affiliate, campaign), status, null, from);
      return writer.write();
    },
    setCampaign(state, from, slug = first) {
      rows.addCampaignState(slug, state, from);
      return writer.write();
    },
    setTerms(from, terms, slug = first) {
      rows.addTerms(slug, from, terms);
      return writer.write();
    },
    setOwnTerms(affiliate, from, terms, campaign) {
      rows.addOwnTerms(rows.enrollment(affiliate, campaign), from, terms);
      return writer.write();
    },
    coupon(code, affiliate, valid = {}) {
      rows.addCoupon(code, rows.enrollment(affiliate), valid);
      return writer.write();
    },
  };
}

function addCampaign(rows: BrandRows, options: CampaignOptions): void {
  const { slug, state = 'active', currency = 'USD', groups = {}, affiliates = ['jane', 'bob'], ...terms } = options;
  rows.addCampaign(slug, state, currency);
  rows.addTerms(slug, sinceEver, terms);
  for (const [group, groupTerms] of Object.entries(groups)) rows.addGroup(slug, group, groupTerms);
  for (const given of affiliates) {
    const { name, ...own }: AffiliateOptions = typeof given === 'string' ? { name: given } : given;
    rows.addAffiliate(name, own.email ?? `${name}@affiliates.test`);
    const enrolled = rows.enroll(slug, name);
    const recruiter = own.recruiter === undefined ? null : rows.enrollment(own.recruiter, slug);
    rows.addStanding(enrolled, own.status ?? 'approved', own.group ?? null, sinceEver, recruiter);
    if (own.terms !== undefined) rows.addOwnTerms(enrolled, sinceEver, own.terms);
    for (const code of own.coupons ?? []) rows.addCoupon(code, enrolled, {});
  }
}
