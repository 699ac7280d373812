import assert from 'node:assert/strict';
import type { StoredDelivery, StoryDelivery, StoryInput } from '../contract/adapter.ts';
import type { Fact } from '../contract/facts.ts';
import { type AdapterSubject, arrival, asStored, assertAccepted, verified } from './adapter-subject.ts';

/** How the kit has stories told. */
export const input: StoryInput = {
  id: 'kit1',
  now: arrival,
  live: false,
  amount: 10_000n,
  currency: 'USD',
  clickId: 'click_kit1',
  email: 'zoë@example.com',
  customerKey: 'user_1',
};

const settings = { mode: 'test', aliases: { click: [], customer: [], campaign: [] } } as const;

/** Sent as a webhook, and kept in the inbox. */
export function toldAsStored(subject: AdapterSubject, { type, body, headers }: StoryDelivery): StoredDelivery {
  const verification = verified(subject, body, { beside: headers });
  assertAccepted(verification, type);
  assert.equal(verification.type, type);
  return asStored(subject, verification, body);
}

export const statedBy = ({ adapter }: AdapterSubject, delivery: StoredDelivery): readonly Fact[] =>
  adapter.facts(delivery, settings).facts;
