import type { Scope, Session, Statement } from '../session.ts';

export interface ReferenceRow {
  readonly reference: string;
  readonly connectionId: string | null;
  readonly paymentId: string;
}

/** Amounts are texts of integers, as the driver reads a bigint. */
export interface PostingRow {
  readonly id: string;
  readonly paymentId: string;
  readonly lineKey: string;
  readonly enrollmentId: string;
  readonly affiliateId: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: string;
}

export interface LineRow {
  readonly lineKey: string;
  readonly conversionId: string;
  readonly currency: string;
  readonly amount: string;
  readonly reversed: string;
  /** As JSON; see domain/json.ts. */
  readonly line: unknown;
}

export interface DeliveryOfFact {
  readonly factId: string;
  readonly id: string;
  readonly connectionId: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: string;
  readonly receivedAt: string;
}

export interface EnrollmentName {
  readonly id: string;
  readonly affiliateId: string;
  readonly affiliateName: string;
  readonly affiliateSlug: string;
  readonly campaignId: string;
  readonly campaignName: string;
}

/** What is stored of one payment beside what a decision reads. All of it includes the payments that became this one (I2). */
export interface PaymentRecord {
  readonly references: readonly ReferenceRow[];
  readonly lines: readonly LineRow[];
  readonly postings: readonly PostingRow[];
  readonly deliveries: readonly DeliveryOfFact[];
  readonly customerExternalId: string | null;
}

const statement = (name: string, text: string): Statement => ({ name: `read_${name}_of_payment`, text });

// What begins with a tab-separated word is a name of ours for a lead, and no id of anybody's.
const references = statement(
  'references',
  `select r.reference, nullif(r.connection_id, '00000000-0000-0000-0000-000000000000') as "connectionId", r.payment_id as "paymentId"
    from payment_reference r where r.organization_id = $1 and r.payment_id = any (payment_members($1, $2)) and strpos(r.reference, E'\\t') = 0
    order by r.payment_id, r.reference`,
);

const lines = statement(
  'lines',
  `select m.line_key as "lineKey", m.conversion_id as "conversionId", m.currency, m.amount, m.reversed, m.line
    from commission m join conversion c on c.organization_id = m.organization_id and c.id = m.conversion_id
    where m.organization_id = $1 and m.payment_id = $2 and not c.withdrawn order by m.line_key`,
);

// Of one settlement in the order it makes them: what is added stands before what is taken back.
const postings = statement(
  'postings',
  `select t.id, t.payment_id as "paymentId", t.line_key as "lineKey", t.enrollment_id as "enrollmentId", t.affiliate_id as "affiliateId",
      t.debit, t.credit, t.amount, t.currency, t.reason, iso(t.occurred_at) as "occurredAt", iso(t.recorded_at) as "recordedAt", t.actor
    from posting t where t.organization_id = $1 and t.payment_id = any (payment_members($1, $2))
    order by left(t.id::text, 13), t.recorded_at,
      array_position(array['credited', 'given_back', 'credit_withdrawn', 'merged', 'reversed', 'matured'], t.reason), t.line_key, t.id`,
);

const deliveries = statement(
  'deliveries',
  `select f.id as "factId", i.id, i.connection_id as "connectionId", i.event_id as "eventId", i.type, i.state, iso(i.received_at) as "receivedAt"
    from fact f join inbox i on i.organization_id = f.organization_id and i.id = f.delivery_id
    where f.organization_id = $1 and (f.payment_id = any (payment_members($1, $2))
      or f.subject = 'subscription:' || (select p.subscription from payment p where p.organization_id = $1 and p.id = $2)) order by i.id`,
);

const customer = statement(
  'customer',
  `select u.external_id as "externalId" from payment p
    join customer u on u.organization_id = p.organization_id and u.id = customer_root(p.organization_id, p.customer_id)
    where p.organization_id = $1 and p.id = $2`,
);

/** @param payment one that stands by itself */
export async function readPaymentRecord(session: Session, scope: Scope, payment: string): Promise<PaymentRecord> {
  const of = [scope.organizationId, payment];
  const all = <Row extends object>(read: Statement) => session.query<Row & Record<string, unknown>>(read, of);
  const [named, stand, posted, delivered, [bought]] = await Promise.all([
    all<ReferenceRow>(references),
    all<LineRow>(lines),
    all<PostingRow>(postings),
    all<DeliveryOfFact>(deliveries),
    all<{ externalId: string | null }>(customer),
  ]);
  return {
    references: named,
    lines: stand,
    postings: posted,
    deliveries: delivered,
    customerExternalId: bought?.externalId ?? null,
  };
}

const names = statement(
  'names',
  `select e.id, e.affiliate_id as "affiliateId", a.name as "affiliateName", e.slug as "affiliateSlug", e.campaign_id as "campaignId",
      k.name as "campaignName"
    from enrollment e
    join affiliate a on a.organization_id = e.organization_id and a.id = e.affiliate_id
    join campaign k on k.organization_id = e.organization_id and k.id = e.campaign_id
    where e.organization_id = $1 and e.id = any ($2) order by e.id`,
);

export async function namesOfEnrollments(
  session: Session,
  scope: Scope,
  enrollments: readonly string[],
): Promise<readonly EnrollmentName[]> {
  return session.query<EnrollmentName & Record<string, unknown>>(names, [scope.organizationId, enrollments]);
}
