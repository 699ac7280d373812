import { isCurrency, largestAmount } from '@fairlead/core/money';
import { Unreadable } from '@fairlead/core/plugin';
import { type Node, optionalText, text } from './read.ts';

/**
 * Paddle sends amounts as texts in the lowest unit of their currency, with ISO 4217's decimals (M1; developer.paddle.com, Data types: `"2499"` is
 * 24.99 USD, `"1000"` is 1,000 JPY). All of the currencies it sells in agree with ISO, so a text is minor units as it stands.
 */
export function currencyOf(from: Node): string {
  const currency = text(from, 'currency_code');
  if (!isCurrency(currency))
    throw new Unreadable(`${from.path}.currency_code`, `${currency} is not an ISO 4217 currency`);
  return currency;
}

/** Minor units, 0 or more. A digit that would be lost is never rounded away: the delivery is quarantined. */
export function amount(from: Node, field: string): bigint {
  const minor = signedAmount(from, field);
  if (minor < 0n) throw new Unreadable(`${from.path}.${field}`, `${minor} is negative`);
  return minor;
}

export function optionalAmount(from: Node, field: string): bigint | undefined {
  return from.fields[field] == null ? undefined : amount(from, field);
}

/** The same where a minus makes sense: lines that credit unused time. Zeros after a point say nothing; a number may have lost digits already. */
export function signedAmount(from: Node, field: string): bigint {
  const given = optionalText(from, field);
  if (given === undefined) {
    const what = from.fields[field] == null ? 'an amount is missing' : 'not an amount as text';
    throw new Unreadable(`${from.path}.${field}`, what);
  }
  const [, digits] = /^(-?\d{1,18})(?:\.0+)?$/.exec(given) ?? [];
  if (digits === undefined) throw new Unreadable(`${from.path}.${field}`, `${given} is not whole minor units`);
  const minor = BigInt(digits);
  if (minor > largestAmount || minor < -largestAmount) {
    throw new Unreadable(`${from.path}.${field}`, `${given} is beyond ${largestAmount}`);
  }
  return minor;
}
