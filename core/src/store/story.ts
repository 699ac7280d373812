import type { ShownDelivery } from './inbox.ts';
import type { Scope, Session, Statement } from './session.ts';

/** A payment or lead as its facts left it, with what it earned whom. Amounts are minor units. */
export interface ToldPayment {
  readonly id: string;
  readonly kind: 'payment' | 'lead';
  readonly mode: 'live' | 'test';
  readonly state: string;
  readonly reason: string | null;
  readonly externalEventId: string | null;
  readonly occurredAt: string | null;
  readonly currency: string | null;
  readonly amount: number | null;
  readonly reversed: number;
  readonly conversions: readonly ToldConversion[];
  /** In the order they were made. */
  readonly postings: readonly {
    readonly line: string;
    readonly amount: number;
    readonly currency: string;
    readonly debit: string;
    readonly credit: string;
    readonly reason: string;
  }[];
}

export interface ToldConversion {
  readonly id: string;
  readonly affiliate: string;
  readonly type: string;
  readonly method: string | null;
  readonly status: string;
  readonly payableAt: string;
  readonly lines: readonly { readonly model: string; readonly amount: number; readonly reversed: number }[];
}

const byEventStatement: Statement = {
  name: 'story_deliveries',
  text: `select id, connection_id as "connectionId", event_id as "eventId", type, iso(occurred_at) as "occurredAt", state, attempts, problem
    from inbox where organization_id = $1 and connection_id = $2 and event_id = any ($3)`,
};

/** Deliveries by the processor's own ids of their events. */
export async function deliveriesOf(
  session: Session,
  scope: Scope,
  connectionId: string,
  events: readonly string[],
): Promise<readonly ShownDelivery[]> {
  return session.query<ShownDelivery & Record<string, unknown>>(byEventStatement, [
    scope.organizationId,
    connectionId,
    events,
  ]);
}

const toldStatement: Statement = {
  name: 'story_payments',
  text: `with recursive told (id) as (
      select payment_id from fact where organization_id = $1 and delivery_id = any ($2) and payment_id is not null
      union
      select p.merged_into from told t join payment p on p.organization_id = $1 and p.id = t.id where p.merged_into is not null
    )
    select p.id, p.kind, p.mode, p.state, p.reason, p.external_event_id as "externalEventId", iso(p.occurred_at) as "occurredAt", p.currency,
      p.amount::float8 as amount, p.reversed::float8 as reversed,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'affiliate', a.name, 'type', c.type, 'method', c.method, 'payableAt', iso(c.payable_at),
          'status', conversion_status(c.merged, c.denied, c.returned, c.commission - c.reversed_commission, c.paid, c.payable_at),
          'lines', (select coalesce(jsonb_agg(jsonb_build_object('model', m.model, 'amount', m.amount, 'reversed', m.reversed) order by m.line_key), '[]')
            from commission m where m.organization_id = $1 and m.conversion_id = c.id))), '[]')
        from conversion c join affiliate a on a.organization_id = $1 and a.id = c.affiliate_id
        where c.organization_id = $1 and c.payment_id = p.id and not c.withdrawn) as conversions,
      (select coalesce(jsonb_agg(jsonb_build_object('line', t.line_key, 'amount', t.amount, 'currency', t.currency, 'debit', t.debit, 'credit', t.credit,
          'reason', t.reason) order by t.recorded_at, t.debit = 'commission_expense' desc, t.id), '[]')
        from posting t where t.organization_id = $1 and t.payment_id = any (payment_members($1, p.id))) as postings
    from payment p join told on told.id = p.id
    where p.organization_id = $1 and p.merged_into is null order by p.occurred_at, p.id`,
};

/** What these deliveries were about: the payments and leads that stand, with all that was ever posted for them. */
export async function paymentsToldBy(
  session: Session,
  scope: Scope,
  deliveries: readonly string[],
): Promise<readonly ToldPayment[]> {
  return session.query<ToldPayment & Record<string, unknown>>(toldStatement, [scope.organizationId, deliveries]);
}
