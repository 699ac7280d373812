import type { LeadView, LockView } from '../../contract/attribution.ts';
import type { Context } from '../../domain/context.ts';
import type { Session, Statement } from '../session.ts';
import { distinct } from './distinct.ts';

/** A payment that may follow others of its customer or subscription. */
export interface Follower {
  readonly root: string;
  readonly kind: string;
  readonly mode: string;
  readonly members: readonly string[];
  /** As the believed fact writes it. */
  readonly at: string;
  readonly sub: string | null;
  /** Null: no customer is known of it. */
  readonly people: readonly string[] | null;
  readonly customers: readonly object[];
  /** Values of `customers` that lead to customers. */
  readonly keys: readonly string[];
  readonly event: string | null;
}

export interface Earlier {
  readonly subscriptionLock: LockView | null;
  readonly customerLock: LockView | null;
  readonly earlierInSubscription: number;
  readonly leads: readonly LeadView[];
  readonly customerPaidAt: string | null;
  readonly alike: Context['alike'] | null;
}

/** The functions of the hot path (0006_context.sql) are asked where they may find anything: most customers buy once, and few were leads. */
const statement: Statement = {
  name: 'many_earlier',
  text: `select r.root,
      case when r.sub is not null and exists (
          select from conversion c where c.organization_id = $1 and c.subscription = r.sub and c.payment_id <> all (r.members))
        then lock_of($1, r.mode, r.members, r.root, r.at, r.sub, null) end as "subscriptionLock",
      case when r.again then lock_of($1, r.mode, r.members, r.root, r.at, null, r.people) end as "customerLock",
      case when r.sub is null then 0 else (
        select count(*)::int from payment s where s.organization_id = $1 and s.subscription = r.sub and s.kind = 'payment' and s.mode = r.mode
          and s.merged_into is null and s.amount > 0 and (s.occurred_at, s.id) < (r.at, r.root) and s.id <> all (r.members)) end as "earlierInSubscription",
      case when r.known then leads_of($1, r.mode, r.root, r.members, r.customers, r.at) else '[]' end as leads,
      case when r.people is not null and r.kind in ('lead', 'event') then iso(first_paid($1, r.mode, people_alike($1, r.people), r.at)) end as "customerPaidAt",
      case when r.people is not null and r.kind in ('lead', 'event')
        then told_before($1, r.mode, r.kind, r.event, people_alike($1, r.people), r.members, r.root, r.at) end as alike
    from jsonb_to_recordset($2) r (root uuid, kind text, mode text, members uuid[], at timestamptz, sub text, people uuid[], customers jsonb,
      event text, again boolean, known boolean)`,
};

const boughtAgainStatement: Statement = {
  name: 'many_bought_again',
  text: `select distinct r.root from unnest($2::uuid[], $3::uuid[]) r (root, person)
    where exists (select from conversion c where c.organization_id = $1 and c.customer_id = r.person and c.payment_id <> r.root)`,
};
const knownKeysStatement: Statement = {
  name: 'many_known_keys',
  text: `select distinct k.value from customer_key k
    where k.organization_id = $1 and k.mode = any ($3) and k.kind in ('external', 'processor', 'email', 'told_email') and k.value = any ($2) and (
      exists (select from conversion c where c.organization_id = $1 and c.customer_id = k.customer_id and c.type = 'lead')
      or exists (select from customer u where u.organization_id = $1 and u.id = k.customer_id and u.merged_into is not null)
      or exists (select from customer u where u.organization_id = $1 and u.merged_into = k.customer_id))`,
};

interface Following extends Follower {
  /** Of its customer there is another credit. */
  readonly again: boolean;
  /** Its customer was a lead, or was joined with another one. */
  readonly known: boolean;
}

/** Those of whom anything earlier can be known; of all others nothing is asked. */
async function whoFollow(
  session: Session,
  organizationId: string,
  followers: readonly Follower[],
): Promise<readonly Following[]> {
  const pairs = followers.flatMap(({ root, people }) => (people ?? []).map((person) => ({ root, person })));
  const keys = distinct(followers.flatMap((one) => one.keys));
  const [bought, met] = await Promise.all([
    pairs.length === 0
      ? []
      : session.query<{ root: string }>(boughtAgainStatement, [
          organizationId,
          pairs.map(({ root }) => root),
          pairs.map(({ person }) => person),
        ]),
    keys.length === 0
      ? []
      : session.query<{ value: string }>(knownKeysStatement, [
          organizationId,
          keys,
          distinct(followers.map(({ mode }) => mode)),
        ]),
  ]);
  const roots = new Set(bought.map(({ root }) => root));
  const values = new Set(met.map(({ value }) => value));
  return followers
    .map((one) => ({ ...one, again: roots.has(one.root), known: one.keys.some((key) => values.has(key)) }))
    .filter(({ kind, sub, again, known }) => kind !== 'payment' || sub !== null || again || known);
}

/** By payment: what others of the customer or subscription say of it (A4, A5, C3, C4). Nothing of most: they are left out. */
export async function readEarlier(
  session: Session,
  organizationId: string,
  followers: readonly Follower[],
): Promise<ReadonlyMap<string, Earlier>> {
  const following = followers.length === 0 ? [] : await whoFollow(session, organizationId, followers);
  if (following.length === 0) return new Map();
  const values = [organizationId, JSON.stringify(following)];
  const rows = await session.query<Earlier & { root: string }>(statement, values);
  return new Map(rows.map(({ root, ...earlier }) => [root, earlier]));
}
