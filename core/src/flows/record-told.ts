import { Problem } from '../contract/errors.ts';
import type { Evidence, EventReported, LeadCaptured } from '../contract/facts.ts';
import { canonical } from '../domain/json.ts';
import type { Intake } from '../store/context.ts';
import { joinTold, takeAgain, takeIn, takeUp, toldName } from '../store/intake.ts';
import { apiConnection } from '../store/prepared-fact.ts';
import type { Scope, Session } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { refuseUnknownCampaign, refuseUnknownSlug } from './refusals.ts';
import { settle, type Settled } from './settle-payment.ts';

/** Told by the brand's own servers, by no processor. */
export const serverConnection = apiConnection;

/** What a customer did without paying. */
type Told = LeadCaptured | EventReported;

export interface ToldInput {
  readonly connectionId: string;
  readonly mode: 'live' | 'test';
  readonly fact: Told;
  readonly deliveryId?: string;
}

export interface ToldRecorded extends Settled {
  /** It was told of this customer already. */
  readonly deduped: boolean;
}

/** `as`: what begins its reference, the same for all that a customer can do once. */
interface Once {
  readonly kind: 'lead' | 'event';
  readonly as: string;
}

/** Records it within a transaction that is open. */
export type ToldRecording = (session: Session) => Promise<ToldRecorded>;

/**
 * Records what a customer can do once, by whatever key they are known, and settles it.
 *
 * @throws Problem `unknown_affiliate`, `unknown_campaign`: nothing is stored
 */
export async function recordTold(
  engine: Engine,
  session: Session,
  scope: Scope,
  { fact, ...input }: ToldInput,
  { kind, as }: Once,
): Promise<ToldRecorded> {
  const { reference, emailHash } = await toldName(session, scope, as, fact.customer);
  if (reference === null)
    throw new Problem('invalid_request', 'customer needs externalId, email or processorCustomerId');
  const held = await takeIn(session, scope, { ...input, kind, refs: [reference], facts: [] });
  const repeated = !held.fresh && (nothingNew(held, fact, emailHash) || (isByPage(fact) && hasEvidence(held)));
  const stated = repeated ? held : await takeAgain(session, scope, held.paymentId, { ...input, facts: [fact] });
  const first = repeated ? null : await joinTold(session, scope, stated, as);
  const intake = (first === null ? null : await takeUp(session, scope, first, [])) ?? stated;
  if (input.connectionId === serverConnection) {
    // A processor cannot be told of a mistake in somebody's metadata; its lead is kept, credited to nobody by it.
    refuseUnknownSlug(intake, fact.evidence);
    await refuseUnknownCampaign(session, scope, fact.evidence);
  }
  return { ...(await settle(engine, session, scope, intake)), deduped: !held.fresh || first !== null };
}

/** What a page says is heard once: the first click that is told stays. A campaign alone says whose it may be, not whose it is. */
const isByPage = (fact: Pick<Told, 'type'> & { readonly via?: string }): boolean =>
  fact.type === 'lead.captured' && fact.via === 'script';
const hasEvidence = ({ facts }: Intake): boolean =>
  facts.some(
    ({ fact }) => fact.type === 'lead.captured' && Object.keys(fact.evidence).some((name) => name !== 'campaign'),
  );

/** Whether every id and piece of evidence was stated before. */
function nothingNew(intake: Intake, told: Told, emailHash: string | null): boolean {
  const { type, customer, evidence } = told;
  return intake.facts.some(({ fact }) => {
    // That somebody else than a page says the same, is new.
    if (fact.type !== type || (isByPage(fact) && !isByPage(told))) return false;
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
