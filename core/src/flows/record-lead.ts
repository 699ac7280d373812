import type { LeadCaptured } from '../contract/facts.ts';
import type { Scope, Session } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { recordTold, type ToldInput, type ToldRecorded } from './record-told.ts';

export interface LeadInput extends ToldInput {
  readonly fact: LeadCaptured;
}

/**
 * Records that somebody signed up and settles the lead: binds the customer to an enrollment (A5). The same customer again is the same lead,
 * also when known by another key now; evidence the first call lacked is added to it (A8).
 *
 * @throws Problem `unknown_affiliate`, `unknown_campaign`: nothing is stored
 */
export const recordLead = (engine: Engine, session: Session, scope: Scope, input: LeadInput): Promise<ToldRecorded> =>
  recordTold(engine, session, scope, input, { kind: 'lead', as: 'lead' });
