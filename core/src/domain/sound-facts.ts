import type { Fact } from '../contract/facts.ts';

/** What of a fact cannot be true, or cannot be kept, and where. */
export interface Unsound {
  readonly path: string;
  readonly message: string;
}

/** Of what a database can count. */
const most = 2n ** 63n - 1n;

/**
 * The first thing in what an adapter stated that is no statement at all: money that was received or given back below zero, an amount nobody can
 * count, a text with a character that is none (NUL, half of a surrogate pair). Whatever a processor sends, it is set aside instead of being
 * tried again and again. Null: there is none.
 */
export function findUnsound(facts: readonly Fact[]): Unsound | null {
  for (const [index, fact] of facts.entries()) {
    const found = negative(fact) ?? unkeepable(fact, '');
    if (found !== null) return { ...found, path: `facts[${index}]${found.path}` };
  }
  return null;
}

function negative(fact: Fact): Unsound | null {
  const amounts: readonly (readonly [string, bigint | undefined])[] =
    fact.type === 'payment.received'
      ? [
          ['amount', fact.amount],
          ['total', fact.total],
        ]
      : fact.type === 'refund.changed'
        ? [['amount', fact.amount]]
        : fact.type === 'dispute.changed'
          ? [
              ['amount', fact.amount],
              ['withdrawn', fact.withdrawn],
              ['reinstated', fact.reinstated],
            ]
          : [];
  const [below] = amounts.filter(([, amount]) => amount !== undefined && amount < 0n);
  return below === undefined ? null : { path: `.${below[0]}`, message: `${below[1]} is less than nothing` };
}

function unkeepable(value: unknown, path: string): Unsound | null {
  if (typeof value === 'bigint')
    return value > most || value < -most ? { path, message: 'more than can be counted' } : null;
  if (typeof value === 'string')
    return value.isWellFormed() && !value.includes('\0') ? null : { path, message: 'holds a character that is none' };
  if (typeof value !== 'object' || value === null) return null;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    const found = unkeepable(member, isList ? `${path}[${name}]` : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
