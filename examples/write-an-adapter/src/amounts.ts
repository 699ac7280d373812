import { isCurrency, LossyAmount, parseDecimal } from '@fairlead/core/money';
import { Unreadable } from '@fairlead/core/plugin';
import { type Node, optionalText, text } from '@fairlead/core/reading';

/** An ISO 4217 code, upper case. @throws Unreadable */
export function currencyOf(from: Node): string {
  const code = text(from, 'currency').toUpperCase();
  if (!isCurrency(code)) throw new Unreadable(`${from.path}.currency`, `${code} is no ISO 4217 currency`);
  return code;
}

/**
 * Minor units of a decimal text in major units: `10.50` USD is 1050n, `1000.0` JPY is 1000n. A digit that would be lost is never rounded away: the
 * delivery is set aside (M1). Where a processor sends integers in a scale of its own, this is `fromScale`.
 *
 * @throws Unreadable
 */
export function amount(from: Node, field: string, currency: string): bigint {
  const written = text(from, field);
  const path = `${from.path}.${field}`;
  try {
    const read = parseDecimal(written, currency);
    if (read >= 0n) return read;
  } catch (error) {
    if (error instanceof LossyAmount) throw new Unreadable(path, error.message);
    throw error;
  }
  throw new Unreadable(path, `an amount below zero: ${written}`);
}

export const optionalAmount = (from: Node, field: string, currency: string): bigint | undefined =>
  optionalText(from, field) === undefined ? undefined : amount(from, field, currency);
