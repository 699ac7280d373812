import assert from 'node:assert/strict';
import type { Fact, PaymentReceived } from '../contract/facts.ts';
import { factFromJson, toJson } from '../domain/json.ts';
import { isCurrency } from '../domain/money.ts';
import { assertSame } from './same.ts';

/** What every fact keeps whatever adapter states it (facts.ts): it can be stored, and read again as the same. */
export function assertFact(fact: Fact): void {
  assertSame(
    undefinedIn(fact),
    [],
    `${fact.type} has members that are undefined rather than absent: wrap it in present(…)`,
  );
  assertSame(
    throughStorage(fact),
    fact,
    `${fact.type} does not survive storage: amounts are bigint, quantities numbers, all else text, lists and plain objects`,
  );
  for (const time of ['occurredAt', 'asOf', 'endedAt'].flatMap((name) => membersNamed(fact, name)))
    assertTime(fact, time);
  for (const currency of membersNamed(fact, 'currency')) {
    assert.ok(
      isCurrency(String(currency)),
      `M1: ${fact.type} is in ${String(currency)}, which is no ISO 4217 code in upper case`,
    );
  }
  if ('refs' in fact) assertRefs(fact.refs, fact.type === 'payment.received' ? [fact.key] : []);
  if ('customer' in fact) assertKnown(fact);
  switch (fact.type) {
    case 'payment.received':
      return assertPayment(fact);
    case 'refund.changed':
    case 'dispute.changed':
      assert.ok(
        fact.refs.length > 0,
        `R5: ${fact.type} ${fact.key} names no payment: its refs hold the ids of the one it returns`,
      );
      return assert.ok(
        fact.amount >= 0n,
        `${fact.type} ${fact.key} has a negative amount: what is returned is told as an amount of 0 or more`,
      );
    case 'identifiers.linked':
      return assert.ok(fact.refs.length > 1, 'identifiers.linked has fewer than two refs, and so links nothing');
    default:
  }
}

function throughStorage(fact: Fact): unknown {
  try {
    return factFromJson(toJson(fact));
  } catch (error) {
    return error;
  }
}

function assertPayment({ key, amount, total = amount, tax = 0n, shipping = 0n, discount = 0n }: PaymentReceived): void {
  assert.ok(
    amount > 0n,
    `C2: payment ${key} is over ${amount}; zero is no sale: state no payment, say ignored: 'no_money'`,
  );
  for (const part of [total, tax, shipping, discount]) assert.ok(part >= 0n, `${key} has a negative part: ${part}`);
}

function assertRefs(refs: readonly string[], key: readonly string[]): void {
  const all = [...key, ...refs];
  assert.ok(
    all.every((ref) => ref !== ''),
    `an id is empty among ${JSON.stringify(all)}: leave out what the processor does not tell`,
  );
  assert.equal(
    new Set(all).size,
    all.length,
    `an id is named twice: ${all.join(', ')}; refs hold the other ids, without the key`,
  );
}

function assertTime(fact: Fact, time: unknown): void {
  assertMoment(time, `${fact.type}: a time`);
}

/** @param what it is the time of */
export function assertMoment(time: unknown, what: string): void {
  const isWellFormed = typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time);
  const told = `${what} is ${String(time)}, not RFC 3339 in UTC with milliseconds, as toISOString() writes it`;
  assert.ok(isWellFormed && !Number.isNaN(Date.parse(time)) && new Date(time).toISOString() === time, told);
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
