import { Unreadable } from '@fairlead/core/plugin';
import { missing, type Node, optionalText } from '@fairlead/core/reading';

/** Reading a Shopify object: what is the same of every processor, and here what is Shopify's own. */
export {
  child,
  children,
  instant,
  isRecord,
  missing,
  type Node,
  node,
  optionalText,
  optionalTime,
  present,
  text,
  time,
} from '@fairlead/core/reading';

/** A number's digits as they were written: ids have up to 64 bits and never pass through a float (`parse`). */
export function optionalId(from: Node, field: string): string | undefined {
  const value = from.fields[field];
  if (value === null || value === undefined) return undefined;
  const exact =
    typeof value === 'bigint' ||
    typeof value === 'string' ||
    (typeof value === 'number' && Number.isSafeInteger(value));
  const digits = exact ? String(value) : '';
  if (/^\d{1,20}$/.test(digits)) return digits;
  throw new Unreadable(`${from.path}.${field}`, 'not an id');
}

export const gid = (kind: string, id: string): string => `gid://shopify/${kind}/${id}`;

/**
 * The object's own global id. Topics are not signed: an object of another kind than the topic says is refused here.
 *
 * @throws Unreadable
 */
export function ownGid(from: Node, kind: string): string {
  const id = optionalId(from, 'id') ?? missing(from, 'id', 'an id');
  const told = optionalText(from, 'admin_graphql_api_id');
  if (told !== undefined && told !== gid(kind, id)) {
    throw new Unreadable(`${from.path}.admin_graphql_api_id`, `not ${gid(kind, id)}`);
  }
  return gid(kind, id);
}

export function optionalBoolean(from: Node, field: string): boolean {
  return from.fields[field] === true;
}
