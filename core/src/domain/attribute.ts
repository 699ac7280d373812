import type { AttributionStrategy, Claim } from '../contract/attribution.ts';
import { type Answer, ask, leadingClaim, orderOf, valuesOf } from './asking.ts';
import type { Found } from './context.ts';
import { creditable, isOfCampaign } from './creditable.ts';
import type { PaymentState } from './payment.ts';
import type { Asked, Decision } from './stored-fact.ts';
import { ownerOf } from './subject.ts';
import { type AttributionTerms, defaultAttribution } from './terms.ts';
import { viewOf } from './view.ts';

export { FaultyStrategy, orderOf } from './asking.ts';
export { type Creditable, creditable } from './creditable.ts';
export { viewOf } from './view.ts';

export interface AttributionInput {
  readonly found: Found;
  readonly state: PaymentState;
  /** All loaded strategies by id. */
  readonly strategies: ReadonlyMap<string, AttributionStrategy>;
}

/**
 * Who is credited with a payment or lead, and what every step saw (A1). The first evidence naming a creditable enrollment wins; a lock whose
 * enrollment cannot be credited stops the asking (A4, A6); what stands behind the winner is still asked, for the trace. A person's
 * assignment outranks all evidence (A11). Throws `FaultyStrategy` when a plugin breaks its contract.
 */
export function attribute({ found, state, strategies }: AttributionInput): Decision {
  const unready = unreadiness(state);
  if (unready !== null) return nobody(unready, []);
  const owner = state.assigned === null ? ownerOf(state.subject) : null;
  if (owner !== null) return ofItsOwn(owner, found, state);
  const terms = termsInForce(found, state, strategies);
  const view = viewOf(found, state, terms);
  const asked: Asked[] = [];
  let decided: Omit<Decision, 'asked'> | null =
    state.assigned === null ? null : whole(state.assigned.enrollmentId, 'assigned', 'manual');
  for (const step of orderOf(terms)) {
    const strategy = strategies.get(step);
    if (strategy === undefined) {
      asked.push({ strategy: step, outcome: 'passed', reason: 'not_loaded', values: {} });
      continue;
    }
    const answer = ask(strategy, view);
    asked.push(trace(answer, decided !== null));
    if (decided !== null || answer.finding.outcome === 'pass') continue;
    if (answer.refusal === null) {
      decided = credit(answer.finding, answer, found);
      if (decided.outcome === 'denied') break;
    } else if (answer.finding.exclusive === true) {
      decided = nobody(answer.refusal, []);
    }
  }
  if (decided !== null) return { ...decided, asked };
  return nobody(nearestMiss(asked), asked);
}

/** What a caller is told when nobody is credited: who could not be, else the first evidence that led nowhere, else that there was none (I1). */
function nearestMiss(asked: readonly Asked[]): string {
  const passedOver = asked.find(({ outcome }) => outcome === 'passed_over');
  const ledNowhere = asked.find(({ reason }) => reason !== 'not_loaded' && !reason.startsWith('no_'));
  return (passedOver ?? ledNowhere)?.reason ?? 'no_evidence';
}

/**
 * The attribution terms in force. Evidence may name enrollments of several campaigns with different terms: those of the campaign that A1's
 * own order would credit first hold. Where that order finds nobody, the campaign that the evidence names, else the defaults.
 */
export function termsInForce(
  found: Found,
  state: PaymentState,
  strategies: ReadonlyMap<string, AttributionStrategy>,
): AttributionTerms {
  const [first, ...others] = found.enrollments;
  if (first === undefined) return defaultAttribution;
  const several = others.some(({ campaignId }) => campaignId !== first.campaignId);
  const leading = several ? leadingClaim(viewOf(found, state), strategies) : first.id;
  const { campaign } = state.evidence;
  const enrollment =
    found.enrollments.find(({ id }) => id === leading) ??
    found.enrollments.find((candidate) => campaign !== null && isOfCampaign(candidate, campaign));
  return enrollment?.terms.campaign.terms.attribution ?? defaultAttribution;
}

/** Why nobody is asked at all: nothing stated yet (R5), a bare charge that may belong to an invoice (I2), no money (C2). */
function unreadiness({ kind, tentative, gross }: PaymentState): string | null {
  if (kind === 'waiting') return 'no_payment';
  if (kind !== 'payment') return null;
  if (tentative) return 'tentative';
  return gross === 0n ? 'no_money' : null;
}

/** The winner, unless the buyer is one of the credited affiliates: kept as denied, and no other evidence is asked (A7). */
function credit(claim: Claim, { strategy }: Answer, found: Found): Omit<Decision, 'asked'> {
  const own = claim.shares.some(
    (share) => found.enrollments.find(({ id }) => id === share.enrollmentId)?.selfReferral === true,
  );
  return {
    outcome: own ? 'denied' : 'credited',
    reason: own ? 'self_referral' : 'credited',
    method: claim.method ?? strategy.method,
    strategy: strategy.id,
    shares: claim.shares,
  };
}

/** What happened says itself whose it is. Clicks were judged one by one when they were made (A6), a milestone is judged here. */
function ofItsOwn(owner: string, found: Found, state: PaymentState): Decision {
  if (state.subject?.kind === 'click') return { ...whole(owner, 'clicks_counted', 'click'), asked: [] };
  const enrollment = found.enrollments.find(({ id }) => id === owner);
  const judged = enrollment === undefined ? null : creditable(enrollment, state);
  if (judged?.creditable !== true) return nobody(judged?.reason ?? 'not_creditable', []);
  return { ...whole(owner, 'milestone_reached', null), asked: [] };
}

/** Without any evidence being asked: a person said so (A11), or what happened says itself whose it is. */
const whole = (enrollmentId: string, reason: string, method: string | null): Omit<Decision, 'asked'> => ({
  outcome: 'credited',
  reason,
  method,
  strategy: null,
  shares: [{ enrollmentId, weight: 1_000_000 }],
});

const nobody = (reason: string, asked: readonly Asked[]): Decision => ({
  outcome: 'nobody',
  reason,
  method: null,
  strategy: null,
  shares: [],
  asked,
});

function trace({ strategy, finding, refusal }: Answer, decided: boolean): Asked {
  const asked = { strategy: strategy.id, reason: finding.reason, values: valuesOf(finding) };
  if (finding.outcome === 'pass') return { ...asked, outcome: 'passed' };
  if (refusal === null) return { ...asked, outcome: decided ? 'outranked' : 'claimed' };
  const outcome = finding.exclusive === true && !decided ? 'stopped' : 'passed_over';
  return { ...asked, outcome, reason: refusal, values: { ...asked.values, found: finding.reason } };
}
