/** An object written as `{…}`, not an instance of a class: the only kind of object that is copied and frozen. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/**
 * A copy of plain data. Fields that are `undefined` are left out, so that `{ url: process.env.X }` is the same as not writing `url`.
 * Functions and class instances (a client handed in as an option) are kept as they are.
 */
export function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isPlainObject(value)) return value;
  const given = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(given.map(([key, field]) => [key, copy(field)]));
}

/** Freezes plain data in depth and returns it. */
export function freeze<T>(value: T): T {
  if (Array.isArray(value)) value.forEach(freeze);
  else if (isPlainObject(value)) Object.values(value).forEach(freeze);
  else return value;
  return Object.freeze(value);
}
