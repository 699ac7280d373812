import type { ClickEvidence, CouponView } from '../../contract/attribution.ts';
import type { Found } from '../../domain/context.ts';
import { factFromJson } from '../../domain/json.ts';
import { postedAfter } from '../../domain/settle.ts';
import type { Intake } from '../context.ts';
import type { Session } from '../session.ts';
import { type Families, readEmails, readFamilies, readSubjects } from './customers.ts';
import { type Earlier, type Follower, readEarlier } from './earlier.ts';
import { type EnrollmentBook, enrollmentBook, type EnrollmentReader } from './enrollments.ts';
import { type ClickReader, readClicks, readCoupons, readSlugs, type SlugFound } from './evidence.ts';
import { distinct } from './distinct.ts';
import type { DecidedRow, RawFact } from './payments.ts';
import { type Stated, statedBy } from './stated.ts';
import { tellingOf } from './telling.ts';
import { isoOf } from './times.ts';

/** What a decision about each payment reads: thrown where a stored document is not what its type says. */
export interface Contexts {
  of(payment: string): Intake;
  /** Whom a customer was joined to since. */
  readonly families: Families;
}

export interface ReadOptions {
  readonly customers?: readonly string[];
  readonly enrollments?: EnrollmentBook;
}

/**
 * The contexts of many payments, read together: the very answers of `payment_context` (0006_context.sql), which the hot path asks for one payment.
 * What is plain is read for all of them with one statement each; what takes a closer look asks the same functions. The two are held equal by
 * the tests of every flow.
 *
 * @param customers further ones whose families are wanted
 * @param enrollments what is known of them from pages before
 */
export async function readContexts(
  session: Session,
  organizationId: string,
  rows: readonly DecidedRow[],
  { customers = [], enrollments = enrollmentBook() }: ReadOptions = {},
): Promise<Contexts> {
  const drafts = rows.map((row) => ({ row, stated: statedBy(row) }));
  const named = drafts.flatMap(({ stated }) => stated.customers.map(({ id }) => id));
  const families = await readFamilies(session, organizationId, distinct([...named, ...customers]));
  const known = drafts.map(({ row, stated }) => ({ row, stated, ...peopleOf(stated, families) }));
  const everybody = distinct(known.flatMap(({ people }) => people ?? []));
  const [emails, subjects, earlier] = await Promise.all([
    readEmails(session, organizationId, everybody),
    readSubjects(session, organizationId, distinct(known.flatMap(({ subjects: own }) => own))),
    readEarlier(session, organizationId, known.flatMap(followerOf)),
  ]);
  const told = known.map((one) => ({ ...one, ...tellingOf(one.row, one.stated, one.subjects, subjects) }));
  const [clicks, slugs, coupons] = await Promise.all([
    readClicks(
      session,
      organizationId,
      told.flatMap(({ row: { mode }, stated: { micros }, clickIds }) =>
        micros === null ? [] : clickIds.map((given) => ({ given, mode, micros })),
      ),
    ),
    readSlugs(session, organizationId, distinct(told.flatMap(({ slugs: given }) => given))),
    readCoupons(
      session,
      organizationId,
      told.flatMap(({ row: { id }, stated: { at }, coupons: stated }) =>
        at === null || stated.length === 0 ? [] : [{ root: id, at, stated }],
      ),
    ),
  ]);
  const found: Draft[] = [];
  for (const one of told) found.push(await draftOf(one, { clicks, slugs, coupons, earlier, emails }));
  const histories = await enrollments.read(
    session,
    organizationId,
    distinct(found.flatMap((draft) => draft.enrollments)),
  );
  const now = Date.now() * 1_000;
  const byId = new Map(found.map((draft) => [draft.row.id, draft]));
  return {
    families,
    of(payment) {
      const draft = byId.get(payment);
      if (draft === undefined) throw new RangeError(`payment ${payment} was not read`);
      return intakeOf(draft, histories, now);
    },
  };
}

function peopleOf({ customers, subscription }: Stated, families: Families) {
  const roots = distinct(customers.map(({ id }) => families.rootOf(id))).toSorted();
  const people = customers.length === 0 ? null : distinct(roots.flatMap((root) => families.membersOf(root)));
  const subjects = (people ?? []).map((id) => `customer:${id}`);
  return {
    customerId: roots[0] ?? null,
    people,
    subjects: subscription === null ? subjects : [...subjects, `subscription:${subscription}`],
  };
}

type Known = { readonly row: DecidedRow; readonly stated: Stated } & ReturnType<typeof peopleOf>;

function followerOf({ row, stated, people }: Known): readonly Follower[] {
  const { at, subscription, customers } = stated;
  if (at === null || (people === null && subscription === null)) return [];
  return [
    {
      root: row.id,
      kind: row.kind,
      mode: row.mode,
      members: row.members,
      at,
      sub: subscription,
      people,
      customers,
      keys: customers.flatMap((one) =>
        [one['externalId'], one['processorId'], one['emailHash']].filter((key) => typeof key === 'string'),
      ),
      event: stated.name,
    },
  ];
}

type Told = Known & ReturnType<typeof tellingOf>;

interface Sources {
  readonly clicks: ClickReader;
  readonly slugs: ReadonlyMap<string, SlugFound>;
  readonly coupons: ReadonlyMap<string, readonly CouponView[]>;
  readonly earlier: ReadonlyMap<string, Earlier>;
  readonly emails: ReadonlyMap<string, readonly string[]>;
}

interface Draft extends Known {
  readonly facts: readonly RawFact[];
  readonly earlier: Earlier | undefined;
  readonly found: Omit<Found, 'enrollments'>;
  readonly emails: readonly string[];
  /** Sorted. */
  readonly enrollments: readonly string[];
}

async function draftOf(one: Told, sources: Sources): Promise<Draft> {
  const { row, stated, people, clickIds } = one;
  const { at, micros } = stated;
  const earlier = sources.earlier.get(row.id);
  const clicks: ClickEvidence[] = [];
  if (micros !== null) {
    for (const given of clickIds) {
      const read = sources.clicks({ given, mode: row.mode, micros });
      clicks.push(read instanceof Promise ? await read : read);
    }
  }
  const bySlug = new Map(
    (at === null ? [] : one.slugs).flatMap((given) => {
      const slug = sources.slugs.get(given);
      return slug === undefined ? [] : [[slug.slug, slug] as const];
    }),
  );
  const { subscriptionLock = null, customerLock = null, leads = [] } = earlier ?? {};
  const found: Draft['found'] = {
    ...(subscriptionLock === null ? {} : { subscriptionLock }),
    ...(customerLock === null ? {} : { customerLock }),
    clicks,
    slugs: [...bySlug.values()],
    coupons: sources.coupons.get(row.id) ?? [],
    leads,
  };
  const enrollments = [
    ...stated.enrollments,
    ...(subscriptionLock === null ? [] : [subscriptionLock.enrollmentId]),
    ...(customerLock === null ? [] : [customerLock.enrollmentId]),
    ...[...leads, ...row.existing].map(({ enrollmentId }) => enrollmentId),
    ...clicks.flatMap(({ visits }) => visits.map(({ enrollmentId }) => enrollmentId)),
    ...[...found.slugs, ...found.coupons].flatMap(({ enrollmentId }) => enrollmentId ?? []),
  ];
  return {
    ...one,
    earlier,
    found,
    emails: distinct((people ?? []).flatMap((id) => sources.emails.get(id) ?? [])),
    enrollments: enrollments.length < 2 ? enrollments : distinct(enrollments).toSorted(),
  };
}

function intakeOf(
  { row, stated, facts, earlier, found, emails, ...draft }: Draft,
  histories: EnrollmentReader,
  now: number,
): Intake {
  const { customerPaidAt = null, alike = null } = earlier ?? {};
  return {
    kind: row.kind,
    paymentId: row.id,
    merged: row.members.filter((id) => id !== row.id),
    mode: row.mode,
    before: {
      state: row.state,
      occurredAt: row.occurredAt,
      customerId: row.customerId,
      subscription: row.subscription,
    },
    graceDays: row.graceDays,
    at: stated.micros === null ? null : isoOf(stated.micros),
    customerId: draft.customerId,
    subscription: stated.subscription,
    facts: facts.map((stored) => ({ ...stored, fact: factFromJson(stored.fact) })) as Intake['facts'],
    found: {
      ...found,
      enrollments: draft.enrollments.flatMap((id) => histories(id, stated.micros ?? now, emails) ?? []),
    },
    clocks: row.clocks,
    earlierInSubscription: earlier?.earlierInSubscription ?? 0,
    posted: postedAfter([], row.postings),
    conversions: row.existing,
    ...(customerPaidAt === null ? {} : { customerPaidAt }),
    ...(alike === null ? {} : { alike }),
    added: 0,
    fresh: false,
    stranger: false,
    losers: [],
  };
}
