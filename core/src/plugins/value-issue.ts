import { inspect } from 'node:util';
import type { TSchema } from '@sinclair/typebox';
import { ValueErrorType, type ValueError } from '@sinclair/typebox/value';
import { expectedOf } from './formats.ts';
import { didYouMean, listed } from './nearest.ts';

/** One mistake in a value: where (a JSON pointer), what was expected and got, and how to mend it. */
export interface ValueIssue {
  readonly path: string;
  /** `missing`, `unknown_field`, `wrong_type`, `not_one_of`, `out_of_range`, `wrong_format`. */
  readonly code: string;
  /** A full sentence of expected and got, without the path. */
  readonly message: string;
  readonly mend: string;
}

export function describeIssue(error: ValueError): ValueIssue {
  const { path, schema, value } = error;
  const field = path.slice(path.lastIndexOf('/') + 1);
  if (error.type === ValueErrorType.ObjectRequiredProperty) {
    return { path, code: 'missing', message: 'is missing', mend: `add '${field}'${purpose(schema)}` };
  }
  if (error.type === ValueErrorType.ObjectAdditionalProperties) {
    const known = Object.keys((schema['properties'] ?? {}) as object);
    const mend = `${didYouMean(field, known)}known here: ${listed(known, 'nothing')}`;
    return { path, code: 'unknown_field', message: 'is not known', mend };
  }
  const { code, expected } = expectation(error);
  return {
    path,
    code,
    message: `must be ${expected}, got ${show(value, schema)}`,
    mend: `give ${expected}${purpose(schema)}`,
  };
}

const purpose = (schema: TSchema): string => {
  const text = schema.description ?? schema.title;
  return text === undefined ? '' : ` (${text.replace(/\.$/, '')})`;
};

/** What the schema asks for at this place, in words. */
function expectation({ type, schema, message }: ValueError): { readonly code: string; readonly expected: string } {
  const range = (expected: string) => ({ code: 'out_of_range', expected });
  const wrongType = (expected: string) => ({ code: 'wrong_type', expected });
  switch (type) {
    case ValueErrorType.Union:
    case ValueErrorType.Literal:
      return { code: 'not_one_of', expected: choices(schema) };
    case ValueErrorType.String:
      return wrongType('text');
    case ValueErrorType.Integer:
      return wrongType('a whole number');
    case ValueErrorType.Number:
      return wrongType('a number');
    case ValueErrorType.Boolean:
      return wrongType('true or false');
    case ValueErrorType.Object:
      return wrongType('an object');
    case ValueErrorType.Array:
      return wrongType('a list');
    case ValueErrorType.IntegerMinimum:
    case ValueErrorType.NumberMinimum:
      return range(`at least ${schema['minimum']}`);
    case ValueErrorType.NumberExclusiveMinimum:
      return range(`more than ${schema['exclusiveMinimum']}`);
    case ValueErrorType.IntegerMaximum:
    case ValueErrorType.NumberMaximum:
      return range(`at most ${schema['maximum']}`);
    case ValueErrorType.StringMinLength:
      return range(
        schema['minLength'] === 1 ? 'text that is not empty' : `text of at least ${schema['minLength']} characters`,
      );
    case ValueErrorType.StringMaxLength:
      return range(`text of at most ${schema['maxLength']} characters`);
    case ValueErrorType.ArrayMinItems:
      return range(`a list of at least ${schema['minItems']}`);
    case ValueErrorType.ArrayMaxItems:
      return range(`a list of at most ${schema['maxItems']}`);
    case ValueErrorType.ArrayUniqueItems:
      return range('a list without repetition');
    case ValueErrorType.StringPattern:
      return { code: 'wrong_format', expected: `text matching ${schema['pattern']}` };
    case ValueErrorType.StringFormat:
      return { code: 'wrong_format', expected: expectedOf(String(schema['format'])) };
    default:
      return { code: 'invalid', expected: `as the schema asks (${message})` };
  }
}

function choices(schema: TSchema): string {
  const branches = (schema['anyOf'] ?? [schema]) as readonly TSchema[];
  const words = branches.map((branch) =>
    'const' in branch ? JSON.stringify(branch['const']) : (branch.title ?? String(branch['type'] ?? 'something else')),
  );
  return words.length === 1 ? String(words[0]) : `one of ${words.join(', ')}`;
}

/** What was got, short, and never a secret: fields marked so, and whole objects, are told by their kind only. */
function show(value: unknown, schema: TSchema): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string') return showText(value, schema);
  return value === undefined ? 'nothing' : inspect(value);
}

function showText(value: string, schema: TSchema): string {
  // Text where an object belongs may be a secret put in the wrong place: `stripe('sk_live_…')`.
  if (schema['format'] === 'secret' || schema['type'] === 'object') return 'a text';
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
}
