import { type DisputeChanged, Unreadable } from '@fairlead/core/plugin';
import { optionalText, optionalTime, present, text, time } from '@fairlead/core/reading';
import { amount, currencyOf } from '../amounts.ts';
import type { ObjectReader } from './reader.ts';

/** Money counts, status alone does not (R3): how much of the amount has been taken, and how much given back, in each state. */
const movements = {
  // A question of the bank's: nothing moved.
  inquiry: { taken: false, back: false, phase: 'warning' },
  withdrawn: { taken: true, back: false, phase: 'opened' },
  answered: { taken: true, back: false, phase: 'under_review' },
  won: { taken: true, back: true, phase: 'won' },
  lost: { taken: true, back: false, phase: 'lost' },
  dropped: { taken: false, back: false, phase: 'closed' },
} as const;

/** A chargeback is one object from the bank's question to its end. One that was lost may be won later: the latest state counts. */
export const readChargeback: ObjectReader = ({ object: chargeback, occurredAt }) => {
  const status = text(chargeback, 'status');
  if (!Object.hasOwn(movements, status)) {
    throw new Unreadable(`${chargeback.path}.status`, `an unknown state of a chargeback: ${status}`);
  }
  const { taken, back, phase } = movements[status as keyof typeof movements];
  const currency = currencyOf(chargeback);
  const disputed = amount(chargeback, 'amount', currency);
  const fact: DisputeChanged = present({
    type: 'dispute.changed',
    key: text(chargeback, 'id'),
    refs: [text(chargeback, 'payment')],
    occurredAt: time(chargeback, 'created_at'),
    asOf: optionalTime(chargeback, 'changed_at') ?? occurredAt,
    currency,
    amount: disputed,
    withdrawn: taken ? disputed : 0n,
    reinstated: back ? disputed : 0n,
    phase,
    reason: optionalText(chargeback, 'reason'),
  } as const);
  return { facts: [fact] };
};
