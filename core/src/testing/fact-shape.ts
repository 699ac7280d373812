import assert from 'node:assert/strict';
import type { Fact, PaymentReceived } from '../contract/facts.ts';
import { factFromJson, toJson } from '../domain/json.ts';
import { isCurrency } from '../domain/money.ts';

/** What every fact keeps whatever adapter states it (facts.ts): it can be stored, and read again as the same. */
export function assertFact(fact: Fact): void {
  assert.deepEqual(factFromJson(toJson(fact)), fact, `${fact.type} does not survive storage`);
  assert.deepEqual(undefinedIn(fact), [], `${fact.type} has members that are undefined rather than absent`);
  for (const time of ['occurredAt', 'asOf', 'endedAt'].flatMap((name) => membersNamed(fact, name)))
    assertTime(fact, time);
  for (const currency of membersNamed(fact, 'currency')) {
    assert.ok(isCurrency(String(currency)), `${fact.type}: ${String(currency)} is not an ISO 4217 currency`);
  }
  if ('refs' in fact) assertRefs(fact.refs, fact.type === 'payment.received' ? [fact.key] : []);
  if ('customer' in fact) assertKnown(fact);
  switch (fact.type) {
    case 'payment.received':
      return assertPayment(fact);
    case 'refund.changed':
    case 'dispute.changed':
      assert.ok(fact.refs.length > 0, `${fact.type} ${fact.key} names no payment`);
      return assert.ok(fact.amount >= 0n, `${fact.type} ${fact.key} has a negative amount`);
    case 'identifiers.linked':
      return assert.ok(fact.refs.length > 1, 'a link of fewer than two ids links nothing');
    default:
  }
}

function assertPayment({ key, amount, total = amount, tax = 0n, shipping = 0n, discount = 0n }: PaymentReceived): void {
  assert.ok(amount > 0n, `${key}: ${amount} is no money; zero is no sale (C2)`);
  for (const part of [total, tax, shipping, discount]) assert.ok(part >= 0n, `${key} has a negative part: ${part}`);
}

function assertRefs(refs: readonly string[], key: readonly string[]): void {
  const all = [...key, ...refs];
  assert.ok(
    all.every((ref) => ref !== ''),
    'an id is empty',
  );
  assert.equal(new Set(all).size, all.length, `an id is named twice: ${all.join(', ')}`);
}

function assertTime(fact: Fact, time: unknown): void {
  assert.ok(
    typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time),
    `${fact.type}: the time ${String(time)}`,
  );
  assert.equal(new Date(time).toISOString(), time);
}

function assertKnown(fact: Fact & { readonly customer?: object }): void {
  const { externalId, processorId, email } = fact.customer as {
    externalId?: string;
    processorId?: string;
    email?: string;
  };
  assert.ok([externalId, processorId, email].some(Boolean), `${fact.type}: a customer known by nothing is nobody`);
}

const membersNamed = (fact: Fact, name: string): readonly unknown[] =>
  Object.entries(fact)
    .filter(([member]) => member === name)
    .map(([, value]: [string, unknown]) => value);

function undefinedIn(value: unknown, path = ''): readonly string[] {
  if (value === undefined) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => undefinedIn(member, `${path}/${name}`));
}
