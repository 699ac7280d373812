import { Problem } from '../../contract/errors.ts';

/** Which list and order a cursor belongs to; another one does not take it. */
export type ListName = string;

/** How a part of a position is read; what it returns false for never came from us. */
export type Check = (value: string) => boolean;

export const isId: Check = (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** As `moment` of SQL writes it. */
export const isMoment: Check = (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(value) && !Number.isNaN(Date.parse(value));

/** A bigint as SQL writes it. */
export const isWhole: Check = (value) => /^-?\d{1,18}$/.test(value);

export const isCurrencyCode: Check = (value) => /^[A-Z]{3}$/.test(value);

/** Where the next page begins: behind the last row that was seen, so that rows added meanwhile shift nothing. */
export const writeCursor = (list: ListName, position: readonly string[]): string =>
  Buffer.from(JSON.stringify([list, ...position])).toString('base64url');

/**
 * The position a cursor stands for.
 *
 * @throws Problem `invalid_request` for anything that is no `nextCursor` of this list in this order
 */
export function readCursor(list: ListName, cursor: string, checks: readonly Check[]): readonly string[] {
  const [of, ...position] = parsed(cursor);
  const whole = of === list && position.length === checks.length;
  if (
    whole &&
    position.every((part, index): part is string => typeof part === 'string' && checks[index]?.(part) === true)
  ) {
    return position;
  }
  const message = 'is not a nextCursor of this list in this order';
  const errors = [{ in: 'query', path: '/cursor', message }];
  throw new Problem('invalid_request', `cursor ${message}: begin again without one`, { errors });
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
