import { refsOf } from '../../domain/group-facts.ts';
import { toJson } from '../../domain/json.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { StoredFact } from '../../domain/stored-fact.ts';
import { earliestOf, instant } from '../../domain/time.ts';
import type { Intake } from '../../store/context.ts';
import { askedPast } from '../../store/past.ts';
import type { Recorded } from '../../store/verify/recorded.ts';
import type { Session } from '../../store/session.ts';
import { decide } from '../decide.ts';
import type { Engine } from '../engine.ts';
import { compareProjection } from './compare.ts';
import type { Finding } from './difference.ts';
import { compareSums } from './sums.ts';

export interface Examined {
  readonly findings: readonly Finding[];
  /** Commission lines that were computed again. */
  readonly lines: number;
  /** It is known to need another look, which is queued: until then it may differ. */
  readonly due: boolean;
  /** What it was decided to be; null where it could not be. */
  readonly outcome: Outcome | null;
}

/** Decides one payment again from its facts and compares: facts, postings and projection must come out as they are stored. */
export async function examine(
  recorded: Recorded,
  engine: Pick<Engine, 'rules' | 'rates'>,
  session: Session,
  now: string,
): Promise<Examined> {
  const { id } = recorded;
  try {
    const intake = recorded.intake();
    const outcome = await asOfItsClock(intake, engine, session, now);
    const findings = [
      ...referencesOf(recorded, intake),
      ...decidedNow(intake, outcome),
      ...compareProjection(recorded, intake, outcome),
      ...compareSums(recorded, intake),
    ];
    return { findings, lines: outcome.lines.length, due: isDue(recorded), outcome };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const about = { payment: id };
    return {
      findings: [{ code: 'undecidable', about, expected: 'a decision', found }],
      lines: 0,
      due: false,
      outcome: null,
    };
  }
}

/** What parked is tried again every few minutes: a rate or a better plugin may have come since. */
const isDue = ({ revisits, payment }: Recorded): boolean =>
  revisits.some((reason) => reason !== 'clock' || payment['state'] === 'no_rate' || payment['state'] === 'failed');

/** What the clock alone would change is no difference while somebody is about to look: it is decided as of just before. */
async function asOfItsClock(
  intake: Intake,
  engine: Pick<Engine, 'rules' | 'rates'>,
  session: Session,
  now: string,
): Promise<Outcome> {
  const outcome = await decide(engine, session, intake, now, askedPast);
  const rang = earliestOf(
    outcome.newFacts
      .filter(({ type }) => type === 'credit.closed' || type === 'payment.definite')
      .map(({ occurredAt }) => occurredAt),
  );
  return rang === null
    ? outcome
    : decide(engine, session, intake, new Date(instant(rang) - 1).toISOString(), askedPast);
}

function decidedNow(intake: Intake, { state, newFacts, postings, revisitAt }: Outcome): readonly Finding[] {
  const about = { payment: intake.paymentId };
  const findings: Finding[] = [];
  if (!intake.facts.some(({ paymentId }) => paymentId !== null)) {
    findings.push({ code: 'no_facts', about, expected: 'a fact', found: 'none' });
  }
  if (intake.at !== null && state.occurredAt !== null && instant(intake.at) !== instant(state.occurredAt)) {
    findings.push({ code: 'moment', about, expected: state.occurredAt, found: intake.at });
  }
  for (const { type, ...fact } of newFacts) {
    findings.push({ code: 'decided', about: { ...about, fact: type }, expected: toJson(fact), found: null });
  }
  for (const { paymentId, lineKey, debit, credit, amount, currency, reason } of postings) {
    const posting = { payment: paymentId, line: lineKey, debit, credit, currency, reason };
    findings.push({ code: 'postings', about: posting, expected: toJson(amount), found: null });
  }
  if (revisitAt !== null && intake.clocks.length === 0) {
    findings.push({ code: 'clock_missing', about, expected: `a look at ${revisitAt}`, found: 'none' });
  }
  return findings;
}

/** Every id a fact of the payment names leads to this payment. */
function referencesOf({ references }: Recorded, { paymentId, facts }: Intake): readonly Finding[] {
  const here = new Set(references.map(({ reference, connectionId }) => `${connectionId} ${reference}`));
  const named = facts.filter((stored) => stored.paymentId !== null).flatMap(namedBy);
  return named
    .filter(({ reference, connection }) => !here.has(`${connection} ${reference}`))
    .map(({ fact, reference, connection }) => ({
      code: 'reference_elsewhere',
      about: { payment: paymentId, fact, connection, reference },
      expected: 'this payment',
      found: 'another one, or none',
    }));
}

const namedBy = ({ id, connectionId, fact }: StoredFact) =>
  refsOf(fact as Parameters<typeof refsOf>[0]).map((reference) => ({ fact: id, reference, connection: connectionId }));
