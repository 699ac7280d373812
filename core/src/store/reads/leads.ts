import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import type { Moments } from './days.ts';
import { paymentsKnownAs } from './known-as.ts';
import { type Paged, type PageQuery, run } from './page.ts';
import { type LeadOrder, leadOrder } from './lead-order.ts';
import { pageOf, type PaymentBasics } from './payment-page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';

export type LeadState = 'awaiting' | 'validated' | 'rejected' | 'none';

/** Of several values any fits. */
export interface LeadFilter extends Moments {
  readonly state?: readonly LeadState[];
  readonly affiliateId?: readonly string[];
  readonly campaignId?: readonly string[];
  readonly q?: string;
}

export interface LeadRow extends PaymentBasics {
  readonly state: LeadState;
  readonly occurredAt: string;
  readonly customerId: string | null;
  /** Only a page told of it. */
  readonly byPage: boolean;
  readonly credits: readonly LeadCreditRow[];
}

/** Amounts of a lead are small enough for a number: they come out of JSON. */
export interface LeadCreditRow {
  readonly conversionId: string;
  readonly affiliateId: string;
  readonly affiliateName: string;
  readonly affiliateSlug: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly currency: string | null;
  readonly commission: number;
}

/** Written as the partial index of those that wait has it (0053_leads_by_date.sql). */
const awaits: Sql = sql`p.kind = 'lead' and p.notes ? 'awaits_validation'`;

const stateSql: Sql = sql`case when ${awaits} then 'awaiting' when p.notes ? 'validated' then 'validated' when p.notes ? 'rejected' then 'rejected'
  else 'none' end`;

const modes: Readonly<Record<Mode, Sql>> = { live: sql`p.mode = 'live'`, test: sql`p.mode = 'test'` };

/** Leads that are credited, whatever a person says of them. */
function matching(scope: Scope, mode: Mode, { since, until, affiliateId, campaignId, q }: LeadFilter): Sql {
  const credited = (those: readonly Sql[]): Sql =>
    sql`exists (select from conversion c where c.organization_id = ${scope.organizationId} and c.payment_id = p.id and not c.withdrawn and ${all(those)})`;
  const whose = [
    ...given(affiliateId, (ids) => among(sql`c.affiliate_id`, ids)),
    ...given(campaignId, (ids) => among(sql`c.campaign_id`, ids)),
  ];
  return all([
    sql`p.organization_id = ${scope.organizationId} and p.kind = 'lead' and p.merged_into is null and p.state = 'credited' and ${modes[mode]}`,
    ...given(since, (time) => sql`p.occurred_at >= ${time}`),
    ...given(until, (time) => sql`p.occurred_at < ${time}`),
    ...(whose.length === 0 ? [] : [credited(whose)]),
    ...given(q, (id) => sql`p.id = any (${paymentsKnownAs(scope, id)})`),
  ]);
}

/** Those that wait alone are found by their own index. */
const ofState = (states: readonly LeadState[]): Sql =>
  states.length === 1 && states[0] === 'awaiting' ? awaits : sql`${stateSql} = any (${states})`;

export interface LeadGroup {
  readonly state: LeadState;
  readonly count: number;
}

/** How many of each state, whatever state is asked for. */
export async function groupsOfLeads(
  session: Session,
  scope: Scope,
  mode: Mode,
  filter: LeadFilter,
): Promise<readonly LeadGroup[]> {
  return run(
    session,
    sql`select ${stateSql} as state, count(*)::int as count from payment p where ${matching(scope, mode, filter)} group by 1`,
  );
}

const credits = (organizationId: string): Sql => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('conversionId', c.id, 'affiliateId', c.affiliate_id, 'affiliateName', a.name, 'affiliateSlug', e.slug,
    'campaignId', c.campaign_id, 'campaignName', k.name, 'currency', c.currency, 'commission', c.commission - c.reversed_commission) order by a.name, c.id), '[]')
  from conversion c
  join affiliate a on a.organization_id = ${organizationId} and a.id = c.affiliate_id
  join enrollment e on e.organization_id = ${organizationId} and e.id = c.enrollment_id
  join campaign k on k.organization_id = ${organizationId} and k.id = c.campaign_id
  where c.organization_id = ${organizationId} and c.payment_id = p.id and c.role = 'credit' and not c.withdrawn)`;

/** @throws Problem `invalid_request` for a cursor of another list or order */
export async function pageOfLeads(
  session: Session,
  scope: Scope,
  mode: Mode,
  { state, ...filter }: LeadFilter,
  order: LeadOrder,
  page: PageQuery,
): Promise<Paged<LeadRow>> {
  const those = all([matching(scope, mode, filter), ...given(state, ofState)]);
  const columns = sql`${stateSql} as state, p.customer_id as "customerId", told_by_pages(p.organization_id, p.id) as "byPage",
    ${credits(scope.organizationId)} as credits`;
  return pageOf<LeadRow>(session, { list: 'leads', those, columns }, leadOrder(order), page);
}
