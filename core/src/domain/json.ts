import type { Fact } from '../contract/facts.ts';
import type { CoreFact, Decision, Line, StoredFact } from './stored-fact.ts';

/** What JSON can hold: amounts as integers within 2^53 - 1 (M1). */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

type JsonObject = { readonly [name: string]: Json };

/** A stored value that is not what its type says: a missing amount, a broken integer, an unknown fact. Names the path. */
export class MalformedJson extends Error {
  readonly path: string;
  constructor(path: string, expected: string) {
    super(`${path}: expected ${expected}`);
    this.name = 'MalformedJson';
    this.path = path;
  }
}

/** A fact, decision, line or trace as JSON. Members that are undefined are left out; whatever JSON cannot hold exactly throws. */
export function toJson(value: unknown, path = ''): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return exactInteger(value, path);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new MalformedJson(path, `a finite number, not ${value}`);
    return value;
  }
  if (Array.isArray(value)) return value.map((item: unknown, index) => toJson(item, `${path}/${index}`));
  if (!isRecord(value)) throw new MalformedJson(path, `plain data, not ${typeof value}`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member, `${path}/${name}`)]));
}

/**
 * One text for one content: members sorted by name, undefined ones left out, amounts as integers whatever they are held in. What content
 * digests are made of, and what breaks ties that must not depend on the order of arrival.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isRecord(value)) {
    const names = Object.keys(value).filter((name) => value[name] !== undefined);
    return `{${names
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
      .join(',')}}`;
  }
  return JSON.stringify(toJson(value));
}

/** Whether two values have one `canonical` text, without writing it where they are alike. Throws as that does. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (a === b && isPlainValue(a)) return true;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.every((item: unknown, index) => sameContent(item, b[index]));
  }
  if (isRecord(a) && isRecord(b)) {
    if (membersIn(a) === membersIn(b)) {
      for (const name in a) {
        if (a[name] !== undefined && (b[name] === undefined || !sameContent(a[name], b[name]))) return false;
      }
      return true;
    }
  }
  return canonical(a) === canonical(b);
}

function membersIn(record: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const name in record) if (record[name] !== undefined) count++;
  return count;
}

const isPlainValue = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  typeof value === 'bigint' ||
  Number.isFinite(value);

/** Where a shape holds amounts, and shapes nested below a name. */
interface Shape {
  readonly amounts: readonly { readonly name: string; readonly optional: boolean }[];
  readonly lists: readonly (readonly [name: string, nested: Shape])[];
}

/** @param amounts with `?` after those that may be left out */
const shape = (amounts: readonly string[], lists: Readonly<Record<string, Shape>> = {}): Shape => ({
  amounts: amounts.map((entry) => ({ name: entry.replace('?', ''), optional: entry.endsWith('?') })),
  lists: Object.entries(lists),
});

const line = shape(['amount', 'base']);
const none = shape([]);
const decision = shape([], { shares: none, asked: none });

const shapes: Readonly<Record<(Fact | CoreFact)['type'], Shape>> = {
  'payment.received': shape(['amount', 'total?', 'tax?', 'shipping?', 'discount?'], { items: shape(['amount']) }),
  'refund.changed': shape(['amount', 'tax?', 'shipping?']),
  'dispute.changed': shape(['amount', 'withdrawn', 'reinstated']),
  'identifiers.linked': none,
  'lead.captured': none,
  'event.reported': none,
  'customer.changed': none,
  'subscription.changed': none,
  'coupon.changed': none,
  'evidence.added': none,
  'credit.standing': none,
  'credit.closed': shape(['gross'], { lines: line }),
  'credit.denied': none,
  'credit.reinstated': none,
  'credit.assigned': none,
  'lead.validated': none,
  'lead.rejected': none,
  'standing.read': shape(['value']),
  'budget.read': shape(['asked', 'left']),
  'clicks.counted': none,
  'milestone.reached': shape(['amount?']),
  'payment.definite': none,
};

/** Restores what `toJson` made of a fact: every amount a bigint again, everything else as it was. Throws `MalformedJson`. */
export function factFromJson(json: unknown): StoredFact['fact'] {
  const { type } = object(json, '');
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) {
    throw new MalformedJson('/type', `a known fact type, not ${JSON.stringify(type)}`);
  }
  return restore(json, shapes[type as keyof typeof shapes], '') as unknown as StoredFact['fact'];
}

/** Restores a commission line; throws `MalformedJson`. */
export const lineFromJson = (json: unknown): Line => restore(json, line, '') as unknown as Line;

/** A decision holds no amounts of its own: its values are numbers. Throws `MalformedJson` when it is none. */
export const decisionFromJson = (json: unknown): Decision => restore(json, decision, '') as unknown as Decision;

function restore(json: unknown, { amounts, lists }: Shape, path: string): Record<string, unknown> {
  const stored = object(json, path);
  if (amounts.length === 0 && lists.length === 0) return stored;
  const restored: Record<string, unknown> = { ...stored };
  for (const { name, optional } of amounts) {
    const value = restored[name];
    if (value === undefined && optional) continue;
    restored[name] = amount(value, path, name);
  }
  for (const [name, nested] of lists) {
    const list = restored[name];
    if (!Array.isArray(list)) throw new MalformedJson(`${path}/${name}`, 'a list');
    restored[name] = list.map((item: unknown, index) => restore(item, nested, `${path}/${name}/${index}`));
  }
  return restored;
}

function amount(value: unknown, path: string, name: string): bigint {
  if (!Number.isSafeInteger(value)) throw new MalformedJson(`${path}/${name}`, 'an integer amount within 2^53 - 1');
  return BigInt(value as number);
}

/** An amount as JSON has it; throws beyond 2^53 - 1 (M1). */
export const exactNumber = (amount: bigint): number => exactInteger(amount, '');

function exactInteger(value: bigint, path: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new MalformedJson(path, `an amount within 2^53 - 1, not ${value}`);
  return number;
}

function object(json: unknown, path: string): JsonObject {
  if (!isRecord(json)) throw new MalformedJson(path === '' ? '/' : path, 'an object');
  return json as JsonObject;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
