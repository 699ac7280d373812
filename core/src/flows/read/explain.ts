import type { Explanation } from '../../contract/api/explain.ts';
import type { FactRow } from '../../contract/api/facts.ts';
import { byOccurrence } from '../../domain/facts-of.ts';
import { type Json, toJson } from '../../domain/json.ts';
import { mergeTerms } from '../../domain/merge-terms.ts';
import type { Rules } from '../../domain/outcome.ts';
import { reducePayment, type PaymentState } from '../../domain/payment.ts';
import { denominated } from '../../domain/standings.ts';
import type { Decision, StoredFact } from '../../domain/stored-fact.ts';
import type { Intake } from '../../store/context.ts';
import { apiConnection } from '../../store/prepared-fact.ts';
import { type ConversionRow, conversionsOf } from '../../store/reads/conversions.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { findConversion, findPayment } from '../../store/reads/find-payment.ts';
import { type DeliveryOfFact, namesOfEnrollments, readPaymentRecord } from '../../store/reads/record.ts';
import { inSnapshot, type Session } from '../../store/session.ts';
import { readRecorded, type Recorded } from '../../store/verify/recorded.ts';
import type { Engine } from '../engine.ts';
import { examine, type Examined } from '../verify/examine.ts';
import { explainHome } from './explain-home.ts';
import { explainLines, standingLines } from './explain-lines.ts';
import { explainByHand, explainDue, explainPayment } from './explain-payment.ts';
import { explainPostings } from './explain-postings.ts';
import { explainReversals } from './explain-reversals.ts';
import { homeOfRows } from './home-of-rows.ts';
import { showConversion } from './list-conversions.ts';
import { maySee, notFound, type Viewer } from './viewer.ts';

/**
 * Why this conversion is what it is (F27): who was asked, which terms, each operation, what happened since, when it is paid. A conversion of a
 * payment that became another one is explained by the one that stands.
 *
 * @throws Problem `not_found`
 */
export async function explainConversion(engine: Engine, viewer: Viewer, id: string): Promise<Explanation> {
  return inSnapshot(engine.store, viewer, async (session) => {
    const conversion = await findConversion(session, viewer, id);
    const root = conversion === null ? null : await findPayment(session, viewer, conversion.paymentId);
    if (root === null || !maySee(viewer, root.mode)) throw notFound('conversion', id);
    return { ...(await explain(engine, viewer, session, root.rootId)), id };
  });
}

/** The same for a payment or lead, credited or not. @throws Problem `not_found` */
export async function explainPaymentById(engine: Engine, viewer: Viewer, id: string): Promise<Explanation> {
  return inSnapshot(engine.store, viewer, async (session) => {
    const root = await findPayment(session, viewer, id);
    if (root === null || !maySee(viewer, root.mode)) throw notFound('payment', id);
    return explain(engine, viewer, session, root.rootId);
  });
}

/** As of what `session` sees, which may be what is only tried out. */
export async function explain(engine: Engine, viewer: Viewer, session: Session, root: string): Promise<Explanation> {
  const { rules } = engine;
  const now = engine.now().toISOString();
  const [[recorded], record, conversions, home] = await Promise.all([
    readRecorded(session, viewer, [root]),
    readPaymentRecord(session, viewer, root),
    conversionsOf(session, viewer, root),
    homeCurrency(session, viewer),
  ]);
  if (recorded === undefined) throw new Error(`payment ${root} stands by itself and was not read`);
  const intake = recorded.intake();
  const decision = decisionOf(recorded);
  const lines = standingLines(record.lines);
  const state = denominated(
    reducePayment(intake.facts),
    lines.map(({ line }) => line),
    intake.found,
  );
  const { outcome, ...examined } = await examine(recorded, engine, session, now);
  const { refundPolicy, cancelReverses } = refundTermsOf(state, decision, intake, rules);
  const enrollments = await namesOfEnrollments(session, viewer, namedIn(intake, decision, conversions));
  const [first] = lines;
  const atHome = await homeOfRows(engine, session, viewer, conversions);
  return {
    id: null,
    asOf: now,
    payment: explainPayment({
      row: recorded.payment,
      state,
      record,
      merged: intake.merged,
      base: first?.line.base ?? null,
    }),
    conversions: conversions.map((row) => ({ ...showConversion(row, atHome), withdrawn: row.withdrawn })),
    decision: {
      ...decision,
      shares: decision.shares.map((share) => ({ ...share })),
      asked: decision.asked.map((step) => ({ ...step })),
    },
    assigned: explainByHand(state.assigned),
    verdict: state.verdict === null ? null : { ...explainByHand(state.verdict), verdict: state.verdict.verdict },
    denial: explainByHand(state.denial),
    closed: recorded.payment['closed'] === true,
    due: explainDue(state),
    refundPolicy,
    lines: explainLines(lines, conversions),
    unearned: (outcome?.unearned ?? []).map((none) => ({ ...none, values: { ...none.values } })),
    home: explainHome({ state, lines, homeCurrency: home, table: await tableFor(engine, session, state) }),
    reversals: explainReversals({
      facts: intake.facts,
      decision,
      lines: lines.map(({ line }) => line),
      policy: refundPolicy === null ? undefined : rules.policies.get(refundPolicy),
      cancelling: { reverses: cancelReverses, payableAt: state.standing?.payableAt ?? null },
    }),
    postings: explainPostings(record.postings),
    enrollments: [...enrollments],
    facts: factsOf(intake.facts, record.deliveries),
    deliveries: deliveriesOf(record.deliveries),
    recomputed: recomputed(intake, examined),
  };
}

const tableFor = async ({ rates }: Engine, session: Session, { occurredAt }: PaymentState) =>
  occurredAt === null ? null : rates.at(session, occurredAt);

/** As stored with the credit; a payment nobody has settled yet was decided by nobody. */
const decisionOf = ({ payment }: Recorded): Decision =>
  (payment['decision'] as Decision | null) ?? {
    outcome: 'nobody',
    reason: String(payment['reason'] ?? payment['state']),
    method: null,
    strategy: null,
    shares: [],
    asked: [],
  };

interface RefundTerms {
  readonly refundPolicy: string | null;
  readonly cancelReverses: boolean;
}

/** What takes back: of a closed credit as stored with it (A8), of an open one by its terms. */
function refundTermsOf(state: PaymentState, { shares }: Decision, { found }: Intake, { models }: Rules): RefundTerms {
  const { closed } = state;
  if (closed !== null) return { refundPolicy: closed.refundPolicy, cancelReverses: closed.cancelReverses ?? false };
  const winner = found.enrollments.find(({ id }) => id === shares[0]?.enrollmentId);
  if (winner === undefined) return { refundPolicy: null, cancelReverses: false };
  const { refundPolicy, cancelWithinHoldReverses = false } = mergeTerms(winner.terms, models).terms;
  return { refundPolicy, cancelReverses: cancelWithinHoldReverses };
}

const namedIn = ({ found }: Intake, decision: Decision, conversions: readonly ConversionRow[]): readonly string[] => [
  ...new Set([
    ...found.enrollments.map(({ id }) => id),
    ...decision.shares.map(({ enrollmentId }) => enrollmentId),
    ...conversions.map(({ enrollmentId }) => enrollmentId),
  ]),
];

const factsOf = (facts: readonly StoredFact[], deliveries: readonly DeliveryOfFact[]): FactRow[] =>
  facts.toSorted(byOccurrence).map(({ id, paymentId, recordedAt, connectionId, actor, reason, fact }) => ({
    id,
    paymentId,
    type: fact.type,
    occurredAt: fact.occurredAt,
    recordedAt,
    connectionId: connectionId === apiConnection ? null : connectionId,
    deliveryId: deliveries.find(({ factId }) => factId === id)?.id ?? null,
    actor,
    reason: reason ?? null,
    fact: toJson(fact) as Record<string, Json>,
  }));

/** Each once, whatever number of facts was read from it. */
const deliveriesOf = (rows: readonly DeliveryOfFact[]): Explanation['deliveries'] =>
  rows
    .filter(({ id }, index) => rows.findIndex((row) => row.id === id) === index)
    .map(({ id, connectionId, eventId, type, state, receivedAt }) => ({
      id,
      connectionId,
      eventId,
      type,
      state,
      receivedAt,
    }));

/** Decided again from the stored facts just now, and compared with what is stored (RULES, replay = live). */
const recomputed = (
  { facts }: Intake,
  { findings, due }: Pick<Examined, 'findings' | 'due'>,
): Explanation['recomputed'] => ({
  facts: facts.length,
  differences: findings.length,
  due,
  details: findings.map(({ code, about, expected, found }) => ({ code, about: { ...about }, expected, found })),
});
