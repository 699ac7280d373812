import type { Session } from '../session.ts';
import { type Check, isId } from './cursor.ts';
import { type Paged, type PageQuery, readPage } from './page.ts';
import { type Sql, sql } from './sql.ts';

/** In which order a list of payments `p` stands. */
export interface PaymentOrder {
  /** As it is asked for. */
  readonly name: string;
  /** The greatest first. */
  readonly isDown: boolean;
  /** What rows are sorted by before their ids; left out: by their ids alone, which begin with when they were learned of and never change. */
  readonly value?: {
    readonly of: Sql;
    readonly type: Sql;
    /** Of `p.sorted`, exactly, as a cursor holds it. */
    readonly written: Sql;
    readonly check: Check;
  };
}

/** What every list of payments `p`, of customers `u`, tells. */
export interface PaymentBasics {
  readonly id: string;
  /** What it was sorted by, for cursors. */
  readonly position: string | null;
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
  { name, isDown, value }: PaymentOrder,
  page: PageQuery,
): Promise<Paged<Row>> {
  const down = isDown ? sql` desc` : sql``;
  const beyond = isDown ? sql`<` : sql`>`;
  const by = value === undefined ? sql`p.id${down}` : sql`p.sorted${down}, p.id${down}`;
  const behind = ([first = '', id = '']: readonly string[]): Sql =>
    value === undefined
      ? sql`p.id ${beyond} ${first}::uuid`
      : sql`(p.sorted, p.id) ${beyond} (${first}::${value.type}, ${id}::uuid)`;
  return readPage<Row>(
    session,
    {
      list: `${list}:${name}`,
      checks: value === undefined ? [isId] : [value.check, isId],
      positionOf: ({ position, id }) => (position === null ? [id] : [position, id]),
      read: (last, limit) => sql`
        select ${basics}, ${value?.written ?? sql`null::text`} as position, ${columns}
        from (
          select * from (select p.*, ${value?.of ?? sql`null`} as sorted from payment p where ${those}) p
          where ${last === null ? sql`true` : behind(last)} order by ${by} limit ${limit}
        ) p
        left join customer u on u.organization_id = p.organization_id and u.id = p.customer_id
        order by ${by}`,
    },
    page,
  );
}
