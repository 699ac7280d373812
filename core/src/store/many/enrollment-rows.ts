import type { FoundEnrollment } from '../../domain/context.ts';
import type { Session, Statement } from '../session.ts';

/** What holds from a time on, in seconds. */
export interface Period {
  readonly from: number;
}

export interface EnrollmentPeriod extends Period {
  readonly status: FoundEnrollment['status'];
  readonly group: string | null;
  readonly recruiter: string | null;
}

export interface EnrollmentRow extends Record<string, unknown> {
  readonly id: string;
  readonly campaign_id: string;
  readonly affiliate_id: string;
  readonly slug: string;
  /** Of the affiliate's e-mail, as customers' are kept. */
  readonly email_hash: string;
  readonly periods: readonly EnrollmentPeriod[];
}

export interface CampaignRow extends Record<string, unknown> {
  readonly id: string;
  readonly slug: string;
  readonly currency: string;
  readonly budgeted: boolean;
  readonly tiered: boolean;
  readonly periods: readonly (Period & { readonly state: FoundEnrollment['campaignState'] })[];
}

export interface TermsVersion extends Period, Record<string, unknown> {
  readonly owner: string;
  readonly content: unknown;
}

const enrollmentsStatement: Statement = {
  name: 'many_enrollments',
  text: `select e.id, e.campaign_id, e.affiliate_id, e.slug, email_hash($1, a.email_key) as email_hash,
      (select coalesce(json_agg(json_build_object('from', date_part('epoch', p.valid_from), 'status', p.status, 'group', p.group_id,
          'recruiter', p.recruiter_id) order by p.valid_from, p.id), '[]')
        from enrollment_period p where p.organization_id = $1 and p.enrollment_id = e.id) as periods
    from enrollment e join affiliate a on a.organization_id = $1 and a.id = e.affiliate_id
    where e.organization_id = $1 and e.id = any ($2)`,
};

export const readEnrollments = async (session: Session, organizationId: string, ids: readonly string[]) =>
  ids.length === 0 ? [] : session.query<EnrollmentRow>(enrollmentsStatement, [organizationId, ids]);

const campaignsStatement: Statement = {
  name: 'many_campaigns',
  text: `select c.id, c.slug, c.currency, c.budgeted, c.tiered,
      (select coalesce(json_agg(json_build_object('from', date_part('epoch', p.valid_from), 'state', p.state) order by p.valid_from, p.id), '[]')
        from campaign_period p where p.organization_id = $1 and p.campaign_id = c.id) as periods
    from campaign c where c.organization_id = $1 and c.id = any ($2)`,
};

export const readCampaigns = async (session: Session, organizationId: string, ids: readonly string[]) =>
  ids.length === 0 ? [] : session.query<CampaignRow>(campaignsStatement, [organizationId, ids]);

const termsStatement: Statement = {
  name: 'many_terms',
  text: `select coalesce(t.enrollment_id, t.group_id, t.campaign_id) as owner, date_part('epoch', t.valid_from) as from,
      json_build_object('id', t.id, 'version', t.number, 'terms', t.terms) as content
    from (
      select * from terms where organization_id = $1 and level = 'campaign' and campaign_id = any ($2)
      union all select * from terms where organization_id = $1 and level = 'group' and group_id = any ($3)
      union all select * from terms where organization_id = $1 and level = 'affiliate' and enrollment_id = any ($4)
    ) t order by t.valid_from, t.number`,
};

interface Owners {
  readonly campaignIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly enrollmentIds: readonly string[];
}

/** Versions of terms of all levels, by when they began, then by number. */
export const readTerms = async (
  session: Session,
  organizationId: string,
  { campaignIds, groupIds, enrollmentIds }: Owners,
) =>
  enrollmentIds.length === 0
    ? []
    : session.query<TermsVersion>(termsStatement, [organizationId, campaignIds, groupIds, enrollmentIds]);
