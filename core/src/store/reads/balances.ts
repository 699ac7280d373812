import type { Scope, Session } from '../session.ts';
import { isCurrencyCode, isId } from './cursor.ts';
import { type Paged, type PageQuery, readPage } from './page.ts';
import { all, type Sql, sql } from './sql.ts';

export interface BalanceFilter {
  readonly affiliateId?: string;
  readonly currency?: string;
}

/** The accounts of one affiliate in one currency, as texts of integers. */
export interface BalanceRow {
  readonly affiliateId: string;
  readonly affiliateName: string;
  readonly currency: string;
  readonly pending: string;
  readonly payable: string;
  readonly clearing: string;
}

const account = (name: string): Sql => sql`coalesce(sum(b.amount) filter (where b.account = ${name}), 0)::text`;

/** By affiliate, then currency. @throws Problem `invalid_request` for a cursor of another list */
export async function pageOfBalances(
  session: Session,
  { organizationId }: Scope,
  { affiliateId, currency }: BalanceFilter,
  page: PageQuery,
): Promise<Paged<BalanceRow>> {
  const those = all([
    sql`b.organization_id = ${organizationId}`,
    ...(affiliateId === undefined ? [] : [sql`b.affiliate_id = ${affiliateId}`]),
    ...(currency === undefined ? [] : [sql`b.currency = ${currency}`]),
  ]);
  const behind = ([affiliate, code]: readonly string[]): Sql =>
    sql` and (b.affiliate_id, b.currency) > (${affiliate}::uuid, ${code}::char(3))`;
  return readPage<BalanceRow>(
    session,
    {
      list: 'balances',
      checks: [isId, isCurrencyCode],
      positionOf: (row) => [row.affiliateId, row.currency],
      read: (last, limit) => sql`
        select b.affiliate_id as "affiliateId", a.name as "affiliateName", b.currency, b.pending, b.payable, b.clearing
        from (
          select b.organization_id, b.affiliate_id, b.currency, ${account('pending')} as pending, ${account('payable')} as payable,
            ${account('clearing')} as clearing
          from balance b where ${those}${last === null ? sql`` : behind(last)}
          group by b.organization_id, b.affiliate_id, b.currency order by b.affiliate_id, b.currency limit ${limit}
        ) b
        join affiliate a on a.organization_id = b.organization_id and a.id = b.affiliate_id
        order by b.affiliate_id, b.currency`,
    },
    page,
  );
}
