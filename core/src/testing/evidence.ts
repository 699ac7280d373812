import * as fc from 'fast-check';
import type {
  ClickEvidence,
  ClickView,
  EnrollmentView,
  EvidenceView,
  LeadView,
  LockView,
} from '../contract/attribution.ts';

/** The payment of generated evidence; everything else lies around it. */
const occurredAt = '2026-03-01T12:00:00.000Z';

/** Evidence of a payment that names nobody, with what a test is about put in. */
export const evidenceOf = (known: Partial<EvidenceView> = {}): EvidenceView => ({
  kind: 'payment',
  occurredAt,
  billing: 'one_time',
  enrollments: {},
  coupons: [],
  clicks: [],
  slugs: [],
  leads: [],
  model: 'last_click',
  ...known,
});

/** An approved enrollment of an active campaign, unless told otherwise. */
export const enrollmentOf = (id: string, known: Partial<EnrollmentView> = {}): EnrollmentView => ({
  id,
  campaignId: 'campaign-1',
  affiliateId: `affiliate-of-${id}`,
  slug: id,
  status: 'approved',
  campaignState: 'active',
  creditable: true,
  ...known,
});

/** The time `seconds` after another. */
export const secondsAfter = (time: string, seconds: number): string =>
  new Date(Date.parse(time) + seconds * 1000).toISOString();

const enrollmentIds = ['anna', 'ben', 'cleo', 'dora'];

const enrollments: fc.Arbitrary<Record<string, EnrollmentView>> = fc
  .tuple(...enrollmentIds.map(() => fc.boolean()))
  .map((creditable) => {
    const views = enrollmentIds.map((id, index) =>
      creditable[index]
        ? enrollmentOf(id)
        : enrollmentOf(id, { status: 'paused', creditable: false, reason: 'enrollment_paused' }),
    );
    return Object.fromEntries(views.map((view) => [view.id, view]));
  });

const enrollmentId = fc.constantFrom(...enrollmentIds);
const known = fc.option(enrollmentId, { nil: null });

/** Some time in the hundred days before the payment; often close to it, and to the edges of windows. */
const earlier: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 100 * 86_400_000 }))
  .map((milliseconds) => new Date(Date.parse(occurredAt) - milliseconds).toISOString());
const later: fc.Arbitrary<string> = fc
  .integer({ min: 1000, max: 30 * 86_400_000 })
  .map((milliseconds) => new Date(Date.parse(occurredAt) + milliseconds).toISOString());

const visit = (at: fc.Arbitrary<string>): fc.Arbitrary<ClickView> =>
  fc
    .record({ id: fc.uuid(), enrollmentId, at, windowDays: fc.constantFrom(1, 30, 60, 90), counts: fc.boolean() })
    .map((click) => ({ ...click, reason: click.counts ? null : 'bot' }));

const visitor: fc.Arbitrary<ClickEvidence> = fc
  .tuple(fc.uuid(), fc.array(visit(earlier), { maxLength: 5 }))
  .map(([given, visits]) => ({ given, visits: visits.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)) }));

const lead = (at: fc.Arbitrary<string>): fc.Arbitrary<LeadView> =>
  fc.record({ by: fc.constantFrom('external_id', 'processor_id', 'email'), leadId: fc.uuid(), enrollmentId, at });

const lock = (at: fc.Arbitrary<string>): fc.Arbitrary<LockView> =>
  fc
    .record({
      enrollmentId,
      paymentId: fc.uuid(),
      at,
      days: fc.option(fc.integer({ min: 0, max: 120 }), { nil: null }),
    })
    .map(({ days, ...view }) => (days === null ? view : { ...view, until: secondsAfter(view.at, days * 86_400) }));

/** Evidence of every kind about one payment or lead, contradicting itself freely. */
export const evidences = (models: readonly string[]): fc.Arbitrary<EvidenceView> =>
  fc
    .record({
      kind: fc.constantFrom('payment' as const, 'lead' as const),
      billing: fc.constantFrom(
        'one_time' as const,
        'first' as const,
        'renewal' as const,
        'change' as const,
        'unknown' as const,
      ),
      enrollments,
      coupons: fc.array(
        fc.record({
          given: fc.constantFrom('SARAH20', 'TOM10', 'promo_1'),
          code: fc.constant('CODE'),
          enrollmentId: known,
        }),
        { maxLength: 3 },
      ),
      clicks: fc.array(visitor, { maxLength: 2 }),
      slugs: fc.array(fc.record({ slug: fc.constantFrom('anna', 'nobody'), enrollmentId: known }), { maxLength: 2 }),
      leads: fc.array(lead(earlier), { maxLength: 3 }),
      model: fc.constantFrom(...models),
      subscriptionLock: fc.option(lock(earlier), { nil: null }),
      customerLock: fc.option(lock(earlier), { nil: null }),
    })
    .map(({ subscriptionLock, customerLock, ...view }) => ({
      occurredAt,
      ...view,
      ...(subscriptionLock && { subscriptionLock }),
      ...(customerLock && { customerLock }),
    }));

/** The same evidence with clicks, leads and locks of after the payment put in where there is room (A8). */
export const withLaterEvidence = (view: EvidenceView): fc.Arbitrary<EvidenceView> =>
  fc
    .record({ visit: visit(later), lead: lead(later), subscription: lock(later), customer: lock(later) })
    .map((came) => ({
      ...view,
      clicks: view.clicks.map((evidence) => ({ ...evidence, visits: [...evidence.visits, came.visit] })),
      leads: [...view.leads, came.lead],
      subscriptionLock: view.subscriptionLock ?? came.subscription,
      customerLock: view.customerLock ?? came.customer,
    }));
