import type { Session } from '../session.ts';
import { isId } from './cursor.ts';
import { type Paged, type PageQuery, readPage } from './page.ts';
import { all, type Sql, sql } from './sql.ts';

/** By when they were learned of: ids begin with it and never change, while `occurred_at` may be unknown yet. */
export type PaymentOrder = 'created' | '-created';

const orders: Readonly<Record<PaymentOrder, { readonly by: Sql; readonly behind: (id: string) => Sql }>> = {
  '-created': { by: sql`p.id desc`, behind: (id) => sql`p.id < ${id}::uuid` },
  created: { by: sql`p.id`, behind: (id) => sql`p.id > ${id}::uuid` },
};

/** What every list of payments `p`, of customers `u`, tells. */
export interface PaymentBasics {
  readonly id: string;
  readonly occurredAt: string | null;
  readonly recordedAt: string;
  readonly customerExternalId: string | null;
  readonly connectionId: string | null;
  readonly isTest: boolean;
}

const basics = sql`p.id, iso(p.occurred_at) as "occurredAt", iso(p.created_at) as "recordedAt",
  case when u.merged_into is null then u.external_id
    else (select r.external_id from customer r where r.organization_id = p.organization_id and r.id = customer_root(p.organization_id, u.id)) end
    as "customerExternalId",
  nullif(p.connection_id, '00000000-0000-0000-0000-000000000000') as "connectionId", p.mode = 'test' as "isTest"`;

/**
 * One page of the payments `p` that are `those`.
 *
 * @param columns what this list tells beside the basics
 * @throws Problem `invalid_request` for a cursor of another list or order
 */
export async function pageOf<Row extends PaymentBasics>(
  session: Session,
  { list, those, columns }: { readonly list: string; readonly those: Sql; readonly columns: Sql },
  order: PaymentOrder,
  page: PageQuery,
): Promise<Paged<Row>> {
  const { by, behind } = orders[order];
  return readPage<Row>(
    session,
    {
      list: `${list}:${order}`,
      checks: [isId],
      positionOf: ({ id }) => [id],
      read: (last, limit) => sql`
        select ${basics}, ${columns}
        from (
          select * from payment p where ${all([those, ...(last === null ? [] : [behind(last[0] ?? '')])])} order by ${by} limit ${limit}
        ) p
        left join customer u on u.organization_id = p.organization_id and u.id = p.customer_id
        order by ${by}`,
    },
    page,
  );
}
