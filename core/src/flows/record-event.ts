import type { EventReported } from '../contract/facts.ts';
import type { Scope, Session } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { recordTold, type ToldInput, type ToldRecorded } from './record-told.ts';

export interface EventInput extends ToldInput {
  readonly fact: EventReported;
}

/**
 * Records what a customer did, by a name the brand chose, and settles it (F38): once per customer and name, whatever key they are known by
 * (C3). Evidence the first call lacked is added to it (A8).
 *
 * @throws Problem `unknown_affiliate`, `unknown_campaign`: nothing is stored
 */
export const recordEvent = (engine: Engine, session: Session, scope: Scope, input: EventInput): Promise<ToldRecorded> =>
  recordTold(engine, session, scope, input, { kind: 'event', as: `event\t${input.fact.name}` });
