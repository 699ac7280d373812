import type { ConversionType } from '../conversion-type.ts';
import type { Scope, Session } from '../session.ts';
import {
  type ConversionFilter,
  conversionsThat,
  type ConversionStatus,
  type Mode,
  statusSql,
} from './conversion-filter.ts';
import { creditedClick, subIdNames } from './sub-ids.ts';
import { type Check, isId, isMoment, isWhole } from './cursor.ts';
import { type Paged, type PageQuery, readPage, run } from './page.ts';
import { type Sql, sql } from './sql.ts';

/** A conversion with the names that belong to it. Amounts are texts of integers, as the driver reads a bigint. */
export interface ConversionRow {
  readonly id: string;
  readonly paymentId: string;
  readonly type: ConversionType;
  readonly status: ConversionStatus;
  readonly occurredAt: string;
  /** The same to the microsecond, for cursors. */
  readonly moment: string;
  readonly recordedAt: string;
  readonly affiliateId: string;
  readonly affiliateName: string;
  readonly affiliateSlug: string;
  readonly enrollmentId: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly currency: string | null;
  readonly amount: string;
  readonly refundedAmount: string;
  readonly commission: string;
  readonly reversedCommission: string;
  readonly payableAt: string;
  readonly eligibleAt: string;
  readonly customerExternalId: string | null;
  readonly externalEventId: string | null;
  readonly subscriptionId: string | null;
  /** Null: told server to server. */
  readonly connectionId: string | null;
  readonly isTest: boolean;
  readonly withdrawn: boolean;
  /** Of a lead: only a page told of it. */
  readonly byPage: boolean;
  /** Of an override: the conversion it is earned by (C8). */
  readonly parentId: string | null;
  /** `sub1` to `sub5`, those that were given. */
  readonly subIds: Readonly<Record<string, string>>;
  readonly attributionMethod: string | null;
  readonly couponCode: string | null;
}

/** Of conversions `c`, which are few by now: names are looked up one by one. */
const shown = (c: Sql, order: Sql): Sql => sql`
  select c.id, c.payment_id as "paymentId", c.type, ${statusSql} as status, iso(c.occurred_at) as "occurredAt",
    ${momentSql} as moment, iso(c.recorded_at) as "recordedAt", c.affiliate_id as "affiliateId", a.name as "affiliateName",
    e.slug as "affiliateSlug", c.enrollment_id as "enrollmentId", c.campaign_id as "campaignId", k.name as "campaignName", c.currency, c.amount,
    c.reversed_amount as "refundedAmount", c.commission, c.reversed_commission as "reversedCommission", iso(c.payable_at) as "payableAt",
    iso(c.eligible_at) as "eligibleAt",
    case when u.merged_into is null then u.external_id
      else (select r.external_id from customer r where r.organization_id = c.organization_id and r.id = customer_root(c.organization_id, u.id)) end
      as "customerExternalId",
    c.external_event_id as "externalEventId", substr(c.subscription, 38) as "subscriptionId",
    nullif(c.connection_id, '00000000-0000-0000-0000-000000000000') as "connectionId", c.mode = 'test' as "isTest", c.withdrawn,
    case when c.type = 'lead' then told_by_pages(c.organization_id, c.payment_id) else false end as "byPage", c.parent_id as "parentId",
    coalesce((select jsonb_object_agg(s.name, x.details -> s.name) from unnest(${subIdNames}::text[]) s (name)
      join click x on ${creditedClick} where x.details ? s.name), '{}') as "subIds",
    c.method as "attributionMethod", c.coupon_code as "couponCode"
  from (${c}) c
  join affiliate a on a.organization_id = c.organization_id and a.id = c.affiliate_id
  join enrollment e on e.organization_id = c.organization_id and e.id = c.enrollment_id
  join campaign k on k.organization_id = c.organization_id and k.id = c.campaign_id
  left join customer u on u.organization_id = c.organization_id and u.id = c.customer_id
  order by ${order}`;

const momentSql: Sql = sql`to_char(c.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** By when it was paid, by what was captured, or by what was earned before reversals. */
export type ConversionOrder = 'occurredAt' | 'amount' | 'commission' | `-${'occurredAt' | 'amount' | 'commission'}`;

interface Order {
  readonly by: Sql;
  readonly check: Check;
  /** The sorted value of a row, as cursors hold it. */
  readonly of: (row: ConversionRow) => string;
  readonly behind: (value: string, id: string) => Sql;
}

const column = {
  occurredAt: { name: sql`c.occurred_at`, type: sql`timestamptz`, check: isMoment, of: (row) => row.moment },
  amount: { name: sql`c.amount`, type: sql`bigint`, check: isWhole, of: (row) => row.amount },
  commission: { name: sql`c.commission`, type: sql`bigint`, check: isWhole, of: (row) => row.commission },
} as const satisfies Record<string, { name: Sql; type: Sql; check: Check; of: (row: ConversionRow) => string }>;

function orderOf(order: ConversionOrder): Order {
  const down = order.startsWith('-');
  const { name, type, check, of } = column[(down ? order.slice(1) : order) as keyof typeof column];
  const beyond = down ? sql`<` : sql`>`;
  return {
    by: down ? sql`${name} desc, c.id desc` : sql`${name}, c.id`,
    check,
    of,
    behind: (value, id) => sql` and (${name}, c.id) ${beyond} (${value}::${type}, ${id}::uuid)`,
  };
}

/** @throws Problem `invalid_request` for a cursor of another list or order */
export async function pageOfConversions(
  session: Session,
  scope: Scope,
  mode: Mode,
  filter: ConversionFilter,
  order: ConversionOrder,
  page: PageQuery,
): Promise<Paged<ConversionRow>> {
  const { by, behind, check, of } = orderOf(order);
  const those = conversionsThat(scope, mode, filter);
  return readPage<ConversionRow>(
    session,
    {
      list: `conversions:${order}`,
      checks: [check, isId],
      positionOf: (row) => [of(row), row.id],
      read: (last, limit) =>
        shown(
          sql`select * from conversion c where ${those}${last === null ? sql`` : behind(last[0] ?? '', last[1] ?? '')} order by ${by} limit ${limit}`,
          by,
        ),
    },
    page,
  );
}

/** What is and was credited of a payment and of all that became it, in the order it was decided. */
export async function conversionsOf(
  session: Session,
  { organizationId }: Scope,
  payment: string,
): Promise<readonly ConversionRow[]> {
  return run(
    session,
    shown(
      sql`select * from conversion c where c.organization_id = ${organizationId} and c.payment_id = any (payment_members(${organizationId}, ${payment}))`,
      sql`c.recorded_at, c.id`,
    ),
  );
}
