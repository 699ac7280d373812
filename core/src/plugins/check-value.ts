import type { Static, TSchema } from '@sinclair/typebox';
import { Value, ValueErrorType, type ValueError } from '@sinclair/typebox/value';
import { registerFormats } from './formats.ts';
import { describeIssue, type ValueIssue } from './value-issue.ts';
import { copy, freeze } from './plain.ts';

export type CheckedValue<T extends TSchema> =
  | { readonly ok: true; readonly value: Static<T> }
  | { readonly ok: false; readonly issues: readonly ValueIssue[] };

/**
 * Checks a value against a TypeBox schema and names every mistake in it, not only the first. The answer is a frozen copy, with the
 * schema's defaults filled in unless `complete` is false (a partial document must keep its holes: they come from the level below).
 */
export function checkValue<T extends TSchema>(schema: T, value: unknown, { complete = true } = {}): CheckedValue<T> {
  registerFormats(schema);
  const own = copy(value);
  const candidate = complete ? Value.Default(schema, copy(own)) : own;
  const errors = [...listsForObjects(schema, own), ...Value.Errors(schema, candidate)].flatMap(unfoldUnion);
  if (errors.length > 0) return { ok: false, issues: oncePerPath(errors).map(describeIssue) };
  return { ok: true, value: freeze(candidate as Static<T>) };
}

/** Filling in defaults makes an object of a list that stands in its place, so these mistakes are looked for before. */
const listsForObjects = (schema: TSchema, value: unknown): readonly ValueError[] =>
  [...Value.Errors(schema, value)].filter(
    (error) => error.type === ValueErrorType.Object && Array.isArray(error.value),
  );

/**
 * A value that fits no branch of a union is reported by TypeBox as one opaque error. Where exactly one branch was evidently meant (it
 * only fails deeper inside), that branch's own errors say more.
 */
function unfoldUnion(error: ValueError): readonly ValueError[] {
  if (error.type !== ValueErrorType.Union) return [error];
  const branches = error.errors.map((branch) => [...branch]);
  const meant = branches.filter((branch) => branch.every((inner) => inner.path.length > error.path.length));
  return meant.length === 1 ? (meant[0] ?? []).flatMap(unfoldUnion) : [error];
}

/** A missing field is reported twice (missing, and not of its type), and a wrong object again by its fields: the first one is enough. */
function oncePerPath(errors: readonly ValueError[]): readonly ValueError[] {
  const kept: ValueError[] = [];
  for (const error of errors) {
    if (!kept.some(({ path }) => error.path === path || error.path.startsWith(`${path}/`))) kept.push(error);
  }
  return kept;
}
