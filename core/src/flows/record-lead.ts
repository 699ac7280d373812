import type { Evidence, LeadCaptured } from '../contract/facts.ts';
import { Problem } from '../contract/errors.ts';
import { canonical } from '../domain/json.ts';
import type { Intake } from '../store/context.ts';
import { joinLead, leadName, takeAgain, takeIn, takeUp } from '../store/intake.ts';
import { apiConnection } from '../store/prepared-fact.ts';
import type { Scope, Session } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { refuseUnknownCampaign, refuseUnknownSlug } from './refusals.ts';
import { settle, type Settled } from './settle-payment.ts';

/** Told by the brand's own servers, by no processor. */
export const serverConnection = apiConnection;

export interface LeadInput {
  readonly connectionId: string;
  readonly mode: 'live' | 'test';
  readonly fact: LeadCaptured;
  readonly deliveryId?: string;
}

export interface LeadRecorded extends Settled {
  /** This customer was a lead already. */
  readonly deduped: boolean;
}

/**
 * Records that somebody signed up and settles the lead: binds the customer to an enrollment (A5). The same customer again is the same lead,
 * also when known by another key now; evidence the first call lacked is added to it (A8).
 *
 * @throws Problem `unknown_affiliate`, `unknown_campaign`: nothing is stored
 */
export async function recordLead(
  engine: Engine,
  session: Session,
  scope: Scope,
  { fact, ...input }: LeadInput,
): Promise<LeadRecorded> {
  const { reference, emailHash } = await leadName(session, scope, fact.customer);
  if (reference === null)
    throw new Problem('invalid_request', 'customer needs externalId, email or processorCustomerId');
  const held = await takeIn(session, scope, { ...input, kind: 'lead', refs: [reference], facts: [] });
  const repeated = !held.fresh && nothingNew(held, fact, emailHash);
  const stated = repeated ? held : await takeAgain(session, scope, held.paymentId, { ...input, facts: [fact] });
  const first = repeated ? null : await joinLead(session, scope, stated);
  const intake = (first === null ? null : await takeUp(session, scope, first, [])) ?? stated;
  if (input.connectionId === serverConnection) {
    // A processor cannot be told of a mistake in somebody's metadata; its lead is kept, credited to nobody by it.
    refuseUnknownSlug(intake, fact.evidence);
    await refuseUnknownCampaign(session, scope, fact.evidence);
  }
  return { ...(await settle(engine, session, scope, intake)), deduped: !held.fresh || first !== null };
}

/** Whether every id and piece of evidence was stated before. */
function nothingNew(intake: Intake, { customer, evidence }: LeadCaptured, emailHash: string | null): boolean {
  return intake.facts.some(({ fact }) => {
    if (fact.type !== 'lead.captured') return false;
    const sameCustomer =
      customer.externalId === fact.customer?.externalId &&
      customer.processorId === fact.customer?.processorId &&
      (emailHash === null || emailHash === fact.customer?.emailHash);
    const known = fact.evidence;
    return (
      sameCustomer &&
      (Object.keys(evidence) as (keyof Evidence)[]).every(
        (name) => canonical(evidence[name] ?? null) === canonical(known[name] ?? null),
      )
    );
  });
}
