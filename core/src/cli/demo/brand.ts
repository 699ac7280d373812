import { changeCampaign } from '../../flows/manage/change-campaign.ts';
import { addGroupTerms } from '../../flows/manage/add-partial-terms.ts';
import { changeEnrollment } from '../../flows/manage/change-enrollment.ts';
import { createAffiliate } from '../../flows/manage/create-affiliate.ts';
import { createCampaign } from '../../flows/manage/create-campaign.ts';
import { createCoupon } from '../../flows/manage/create-coupon.ts';
import { createParentCoupon } from '../../flows/manage/create-parent-coupon.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { createGroup } from '../../flows/manage/create-group.ts';
import { enroll } from '../../flows/manage/enroll.ts';
import { selfMint } from '../../flows/manage/self-mint.ts';
import { initOrganization } from '../../flows/manage/init-organization.ts';
import type { Scope } from '../../store/session.ts';
import { dayMs, iso } from './calendar.ts';
import { brandName, type CampaignName, type Role, roles } from './cast.ts';
import { deskAt, type Stage } from './stage.ts';

export interface Enrolled extends Role {
  readonly enrollmentId: string;
  /** Unix milliseconds: from when on their clicks count, and until when. */
  readonly from: number;
  readonly until: number;
}

export interface Brand {
  readonly scope: Scope;
  /** Those who bring visitors. */
  readonly affiliates: readonly [Enrolled, ...Enrolled[]];
}

/** The organization, its campaigns, groups and affiliates, as they stood when the story begins. */
export async function makeBrand(stage: Stage): Promise<Brand> {
  const { calendar, desk } = stage;
  const then = deskAt(desk, calendar.begin - 20 * dayMs);
  const { organizationId } = await initOrganization(desk, {
    name: brandName,
    currency: 'USD',
    timeZone: 'America/New_York',
  });
  const scope: Scope = { organizationId, actor: 'cli' };
  const campaigns = {
    partners: await createCampaign(then, scope, {
      name: 'Partner programme',
      slug: 'partners',
      state: 'active',
      destinationUrl: 'https://haldencoffee.example/',
      terms: {
        commission: {
          models: {
            cps: { kind: 'percent', rate: 120_000, renewals: 'none' },
            recurring: {
              counted: 'payments',
              schedule: [
                { lasts: 1, rate: 300_000 },
                { lasts: 11, rate: 150_000 },
              ],
            },
          },
        },
      },
    }),
    creators: await createCampaign(then, scope, {
      name: 'Creators',
      slug: 'creators',
      state: 'active',
      destinationUrl: 'https://haldencoffee.example/creators',
      terms: {
        attribution: { model: 'first_click', windowDays: 30 },
        commission: {
          holdDays: 14,
          budget: { amount: { unit: 1_500_000_000, currency: 'USD' }, per: 'month' },
          models: {
            cps: { kind: 'percent', rate: 200_000, renewals: 'first' },
            cpl: { amount: { unit: 1_500_000, currency: 'USD' } },
            bonuses: { milestones: [{ name: 'ten_sales', sales: 10, amount: { unit: 50_000_000, currency: 'USD' } }] },
            sub_affiliates: { rate: 100_000 },
            tiers: {
              measure: 'count',
              period: 'month',
              steps: [
                { sales: 5, rate: 230_000 },
                { sales: 15, rate: 260_000 },
              ],
            },
          },
        },
      },
    }),
  };
  const partners = campaigns.partners.id;
  const press = { campaignId: partners, name: 'Press', terms: { models: { cps: { rate: 80_000 } } } };
  const top = {
    campaignId: partners,
    name: 'Top partners',
    terms: { holdDays: 21, models: { cps: { rate: 160_000 } } },
  };
  const groups = {
    Press: (await createGroup(then, scope, press)).id,
    'Top partners': (await createGroup(then, scope, top)).id,
  };
  // Clicks have paid the press for a week now.
  await addGroupTerms(desk, scope, groups.Press, {
    terms: { models: { cps: { rate: 80_000 }, cpc: { amount: { unit: 60_000, currency: 'USD' } } } },
    validFrom: iso(calendar.ago(7)),
  });
  const ids: Readonly<Record<CampaignName, string>> = { partners, creators: campaigns.creators.id };
  const parents = await parentCoupons(then, scope, ids);
  const [first, ...others] = roles;
  const join = (role: Role, known: readonly Enrolled[]): Promise<Enrolled> =>
    enrolled(
      stage,
      scope,
      { ...role, recruiterId: known.find(({ slug }) => slug === role.recruiter)?.enrollmentId },
      { campaigns: ids, groups, parents },
    );
  const affiliates: [Enrolled, ...Enrolled[]] = [await join(first, [])];
  for (const role of others) affiliates.push(await join(role, affiliates));
  const creator = affiliates.find(
    ({ campaign, code, left }) => campaign === 'creators' && code !== undefined && left === undefined,
  );
  if (creator !== undefined) await selfMint(desk, scope, creator.enrollmentId, 'SUNDAY-ROAST');
  return { scope, affiliates };
}

interface Places {
  readonly campaigns: Readonly<Record<CampaignName, string>>;
  readonly groups: Readonly<Record<NonNullable<Role['group']>, string>>;
  readonly parents: Readonly<Record<CampaignName, string>>;
}

/** What codes give, set up by hand at the shop; creators choose codes of their own too. */
async function parentCoupons(
  desk: Desk,
  scope: Scope,
  { partners, creators }: Places['campaigns'],
): Promise<Places['parents']> {
  const tenth = { campaignId: partners, name: 'A tenth off the first order', percentOff: 100_000 } as const;
  const five = { campaignId: creators, name: 'Five dollars off', amountOff: 500, currency: 'USD', maxRedemptions: 250 };
  const parents = {
    partners: (await createParentCoupon(desk, scope, tenth)).id,
    creators: (await createParentCoupon(desk, scope, five)).id,
  };
  const selfMint = { enabled: true, parentCouponId: parents.creators, reservedWords: ['HALDEN', 'COFFEE'] };
  await changeCampaign(desk, scope, creators, { selfMint });
  return parents;
}

async function enrolled(
  { calendar, desk }: Stage,
  scope: Scope,
  { recruiterId, ...role }: Role & { readonly recruiterId: string | undefined },
  { campaigns, groups, parents }: Places,
): Promise<Enrolled> {
  const { name, slug, campaign, group, ownRate, code, joined, applied, left } = role;
  const from = joined === undefined ? calendar.begin - 10 * dayMs : calendar.ago(joined);
  const affiliate = await createAffiliate(desk, scope, { name, email: `${slug}@affiliates.example` });
  const { id: enrollmentId } = await enroll(desk, scope, {
    campaignId: campaigns[campaign],
    affiliateId: affiliate.id,
    slug,
    status: applied === undefined ? 'approved' : 'pending',
    validFrom: iso(applied === undefined ? from : calendar.ago(applied)),
    ...(group !== undefined && { groupId: groups[group] }),
    ...(recruiterId !== undefined && { recruiterId }),
    ...(ownRate !== undefined && { terms: { models: { cps: { rate: ownRate } } } }),
  });
  const parentCouponId = parents[campaign];
  if (code !== undefined) await createCoupon(desk, scope, { enrollmentId, code, parentCouponId, validFrom: iso(from) });
  const until = left === undefined ? calendar.end : calendar.ago(left.days);
  return { ...role, enrollmentId, from: Math.max(from, calendar.begin), until };
}

/** What became of those who were paused or removed; told last, since a link says what it is now. */
export async function letGo({ desk }: Stage, { scope, affiliates }: Brand): Promise<void> {
  for (const { left, enrollmentId, until } of affiliates) {
    if (left === undefined) continue;
    const { status, reason } = left;
    await changeEnrollment(desk, scope, enrollmentId, { status, reason, validFrom: iso(until) });
  }
}
