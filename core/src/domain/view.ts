import type { EvidenceView, LockView } from '../contract/attribution.ts';
import type { Found } from './context.ts';
import { enrollmentView } from './creditable.ts';
import type { PaymentState } from './payment.ts';
import { type AttributionTerms, defaultAttribution } from './terms.ts';
import { plusDays } from './time.ts';

/** All evidence as strategies see it; `model` is the click model of the campaign whose terms are in force (A3). */
export function viewOf(
  found: Found,
  state: PaymentState,
  { model }: Pick<AttributionTerms, 'model'> = defaultAttribution,
): EvidenceView {
  if (state.occurredAt === null) throw new RangeError('a payment nobody stated yet has no evidence to look at');
  const { subscriptionLock, customerLock, coupons, clicks, slugs, leads } = found;
  return {
    kind: state.kind === 'lead' ? 'lead' : 'payment',
    occurredAt: state.occurredAt,
    billing: state.billing,
    enrollments: Object.fromEntries(
      found.enrollments.map((enrollment) => [enrollment.id, enrollmentView(enrollment, state)]),
    ),
    ...(subscriptionLock === undefined ? {} : { subscriptionLock }),
    ...(customerLock === undefined ? {} : { customerLock: ending(customerLock, found) }),
    coupons: inOrder(coupons, ({ given }) => given, codesOf(state)),
    clicks: inOrder(clicks, ({ given }) => given, state.evidence.clickIds),
    slugs: inOrder(slugs, ({ slug }) => slug, state.evidence.slugs),
    leads,
    model,
  };
}

const codesOf = ({ evidence }: PaymentState): readonly string[] =>
  evidence.coupons.flatMap(({ code, codeId }) => code ?? codeId ?? []);

/** In the order the evidence names them, whatever order they were found in: of several, the first that holds is credited (A1). */
function inOrder<V>(found: readonly V[], given: (value: V) => string, named: readonly string[]): readonly V[] {
  if (found.length < 2) return found;
  const order = named.map((name) => name.toLowerCase());
  const place = (value: V): number => order.indexOf(given(value).toLowerCase());
  return found.toSorted((a, b) => place(a) - place(b));
}

/** The customer lock with its end, by the lock time of the campaign of its enrollment: [t, t + days) (A4). */
function ending(lock: LockView, found: Found): LockView {
  const campaign = found.enrollments.find(({ id }) => id === lock.enrollmentId)?.terms.campaign;
  const days = campaign?.terms.attribution.lockDays ?? null;
  return days === null ? lock : { ...lock, until: plusDays(lock.at, days) };
}
