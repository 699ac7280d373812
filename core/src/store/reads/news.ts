import { inSnapshot, type Scope, type Statement } from '../session.ts';
import type { Store } from '../database.ts';

/** Something that is new or stands otherwise. `stamp` changes with every change, so that each is told once. */
export interface News {
  readonly type: 'click' | 'conversion' | 'payment' | 'delivery' | 'backtest';
  readonly id: string;
  readonly stamp: string;
  readonly mode: 'live' | 'test';
  /** What else is told of it. */
  readonly about: Readonly<Record<string, string | number | null>>;
}

/** Rows read of a kind: more in one look are not told one by one. */
export const mostNews = 200;

/**
 * Ids begin with the time they were made, so that what is new stands at the end of each stream's key: nothing is written for it, no index is
 * kept for it, and what was read is what is new. All that becomes of a payment is stated by a fact.
 */
const news: Statement = {
  name: 'read_news',
  text: `with stated as (
      select f.id, f.payment_id, f.delivery_id from fact f where f.organization_id = $1 and f.id >= uuid_floor($2) order by f.id desc limit $3
    ), told as (
      select coalesce(p.merged_into, p.id) as id, max(s.id::text) as stamp from stated s
      join payment p on p.organization_id = $1 and p.id = s.payment_id group by 1
    )
    (select 'click' as type, c.id, '' as stamp, c.mode, jsonb_build_object('enrollmentId', c.enrollment_id) as about
      from click c where c.organization_id = $1 and c.id >= uuid_floor($2) order by c.id desc limit $3)
    union all
    select 'conversion', c.id, t.stamp, c.mode, jsonb_build_object('paymentId', c.payment_id)
      from told t join conversion c on c.organization_id = $1 and c.payment_id = t.id
    union all
    select 'payment', p.id, t.stamp, p.mode, jsonb_build_object('state', p.state) from told t join payment p on p.organization_id = $1 and p.id = t.id
    union all
    select 'delivery', i.id, i.state || ' ' || i.attempts, n.mode, jsonb_build_object('connectionId', i.connection_id, 'state', i.state)
      from (
        (select i.id, i.connection_id, i.state, i.attempts from inbox i where i.organization_id = $1 and i.id >= uuid_floor($2) order by i.id desc limit $3)
        union
        select i.id, i.connection_id, i.state, i.attempts from inbox i where i.organization_id = $1 and i.id = any (array(select delivery_id from stated))
      ) i join connection n on n.organization_id = $1 and n.id = i.connection_id
    union all
    (select 'backtest', b.id, b.state || ' ' || b.done, 'live', jsonb_build_object('state', b.state, 'done', b.done, 'total', b.total)
      from backtest b where b.organization_id = $1 and b.changed_at >= $2 order by b.changed_at desc limit $3)`,
};

/** What was made at `since` (RFC 3339) or later, newest first of each kind and `mostNews` of it at most. */
export async function readNews(store: Store, scope: Scope, since: string): Promise<readonly News[]> {
  return inSnapshot(store, scope, (session) =>
    session.query<News & Record<string, unknown>>(news, [scope.organizationId, since, mostNews]),
  );
}
