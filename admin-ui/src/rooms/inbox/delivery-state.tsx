import type { Delivery } from '@fairlead/core/api';
import { Status, type Tone } from '../../kit/status.tsx';

export type DeliveryState = Delivery['state'];

const words: Readonly<Record<DeliveryState, readonly [Tone, string]>> = {
  received: ['pending', 'Received'],
  processed: ['paid', 'Processed'],
  ignored: ['refunded', 'Ignored'],
  waiting: ['approved', 'Waiting'],
  quarantined: ['review', 'Quarantined'],
  parked: ['denied', 'Parked'],
};
export const states = Object.keys(words) as readonly DeliveryState[];
export const stateWord = (state: DeliveryState): string => words[state][1];

export const State = ({ state }: { readonly state: DeliveryState }) => (
  <Status tone={words[state][0]}>{words[state][1]}</Status>
);

/** What is to be done about it, by state. */
export const mending: Readonly<Partial<Record<DeliveryState, string>>> = {
  received: 'It is being worked on, or will be tried again by itself.',
  waiting:
    'Nothing, for now: it goes on by itself as soon as what it waits for arrives. Backfill reads what was missed.',
  quarantined:
    'It contradicts what is known, or cannot be read. Correct it at the processor, or update its adapter, then replay.',
  parked: 'Mend what is named here, then replay: it was tried several times and is not tried again by itself.',
};

/** Why, in a sentence: the detail its problem gives, and its code. */
export function reasonOf({ problem }: Delivery): { readonly code: string; readonly detail: string } | null {
  if (problem === null) return null;
  const text = (name: string): string => (typeof problem[name] === 'string' ? problem[name] : '');
  return { code: text('code'), detail: text('detail') || text('message') || text('code') };
}
