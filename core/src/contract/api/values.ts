import { Type, type SchemaOptions, type Static, type TObject, type TProperties, type TSchema } from '@sinclair/typebox';

/**
 * Texts that are more than text. A schema names its kind in `x-kind`; the server reads it while it validates, keeps it in its one spelling
 * (times in UTC, currencies upper case, slugs lower case) and answers with the kind's own code when it cannot be read.
 */
export type Kind = 'id' | 'currency' | 'time' | 'instant' | 'day' | 'slug' | 'code' | 'email' | 'url' | 'origin';

/** `x-problem` is the code a wrong value is answered with; without it: `invalid_request`. */
const kind = (name: Kind, options: SchemaOptions) => Type.String({ 'x-kind': name, ...options });

/** An object that takes these members and no other: unknown fields are refused (I4). */
export const Exact = <T extends TProperties>(members: T, options: SchemaOptions = {}): TObject<T> =>
  Type.Object(members, { additionalProperties: false, ...options });

/** One of a few words, as `enum`, which reads better than a union of constants. */
export const OneOf = <const T extends readonly string[]>(words: T, options: SchemaOptions = {}) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...words], ...options });

/** The same, taken in any case and kept as listed here, in lower case. */
export const Word = <const T extends readonly string[]>(words: T, options: SchemaOptions = {}) =>
  OneOf(words, { 'x-any-case': true, ...options });

/** One or several of a few words, in a query: `status=approved,paid`. Read as a list without repetitions, in lower case. */
export const Words = <const T extends readonly string[]>(words: T, options: SchemaOptions = {}) =>
  several<T[number]>({ words }, { description: `One or several of: ${words.join(', ')}.`, ...options });

/** The same of a kind of text: `affiliateId=…,…`. */
export const Several = (of: Kind, options: SchemaOptions = {}) => several<string>({ kind: of }, options);

/** A text on its way in, a list once it was read; at most 50. */
const several = <T extends string>(of: object, { description, ...options }: SchemaOptions) =>
  Type.Unsafe<readonly T[]>({
    type: 'string',
    'x-several': of,
    description: `${description} Several are separated by commas: any of them fits.`,
    ...options,
  });

/** The same as the schema given, or null. A list of types rather than a union: it is written out faster and read more easily. */
export const Nullable = <T extends TSchema>(schema: T, options: SchemaOptions = {}) => {
  const words: unknown = schema['enum'];
  const allowed = Array.isArray(words) ? { enum: [...(words as unknown[]), null] } : {};
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema['type'] as string, 'null'], ...allowed, ...options });
};

export const Id = (of: string, options: SchemaOptions = {}) =>
  kind('id', {
    format: 'uuid',
    description: `The id of ${of}.`,
    examples: ['019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'],
    ...options,
  });

export const Currency = (options: SchemaOptions = {}) =>
  kind('currency', {
    'x-problem': 'unknown_currency',
    description: 'ISO 4217 code, in any case; kept upper case.',
    examples: ['USD'],
    ...options,
  });

/** When something happened. At most 300 seconds ahead of this server's clock (I4). */
export const Time = (options: SchemaOptions = {}) =>
  kind('time', {
    format: 'date-time',
    'x-problem': 'invalid_time',
    description: 'RFC 3339 with an offset, at most 300 seconds in the future; kept in UTC.',
    examples: ['2026-03-01T12:00:00Z'],
    ...options,
  });

/** Any moment, the future included: a date from which something is valid. */
export const Instant = (options: SchemaOptions = {}) =>
  kind('instant', {
    format: 'date-time',
    'x-problem': 'invalid_time',
    description: 'RFC 3339 with an offset; kept in UTC.',
    examples: ['2026-03-01T12:00:00Z'],
    ...options,
  });

/** A day of the calendar, in the time zone of the organization. */
export const Day = (options: SchemaOptions = {}) =>
  kind('day', {
    format: 'date',
    'x-problem': 'invalid_time',
    description: "A day in the organization's time zone.",
    examples: ['2026-03-01'],
    ...options,
  });

/** I5. */
export const Slug = (options: SchemaOptions = {}) =>
  kind('slug', {
    minLength: 3,
    maxLength: 64,
    description: 'Letters, digits and hyphens, 3 to 64, no hyphen at either end; kept lower case.',
    examples: ['jane'],
    ...options,
  });

/** I5. */
export const CouponCode = (options: SchemaOptions = {}) =>
  kind('code', {
    minLength: 1,
    maxLength: 100,
    description: 'A coupon code, in any case; kept upper case.',
    examples: ['JANE20'],
    ...options,
  });

export const Email = (options: SchemaOptions = {}) =>
  kind('email', { maxLength: 320, description: 'An e-mail address.', examples: ['jane@example.com'], ...options });

export const Url = (options: SchemaOptions = {}) =>
  kind('url', {
    maxLength: 2048,
    description: 'An absolute http or https address.',
    examples: ['https://example.com/pricing'],
    ...options,
  });

/** Scheme, host and port of pages, as browsers send it in `Origin`. */
export const Origin = (options: SchemaOptions = {}) =>
  kind('origin', {
    maxLength: 300,
    description: 'Scheme, host and port of pages; each sub-domain is one of its own.',
    examples: ['https://www.example.com'],
    ...options,
  });

/** A short text people typed: a name, a reason. No control characters. */
export const Text = (most: number, options: SchemaOptions = {}) =>
  Type.String({ minLength: 1, maxLength: most, pattern: '^[^\\p{Cc}]*$', ...options });

/** An id of somebody else's system: a customer, an invoice, an event. */
export const ExternalId = (options: SchemaOptions = {}) =>
  Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\p{Cc}]+$', ...options });

const largest = Number.MAX_SAFE_INTEGER;

/** Money that was paid or given back, at least 1 minor unit (M1). */
export const Amount = (options: SchemaOptions = {}) =>
  Type.Integer({
    minimum: 1,
    maximum: largest,
    'x-problem': 'invalid_amount',
    description: 'Integer minor units of the currency: 1050 is 10.50 USD, 1050 JPY or 1.050 KWD.',
    examples: [10000],
    ...options,
  });

/** A part of an amount, which may be nothing: tax, shipping. */
export const Part = (options: SchemaOptions = {}) => Amount({ minimum: 0, examples: [0], ...options });

/** An amount that may be negative: a credit among line items. */
export const SignedAmount = (options: SchemaOptions = {}) =>
  Amount({ minimum: -largest, description: 'Integer minor units; may be negative.', ...options });

/** An amount in an answer. Sums may pass 2^53 - 1 and are still written out exactly. */
export const Sum = (options: SchemaOptions = {}) =>
  Type.Integer({ description: 'Integer minor units of the currency.', examples: [2000], ...options });

/** A sum over any number of records: it may pass 2^53 - 1 and is still written out exactly. */
export const Total = (options: SchemaOptions = {}) =>
  Type.Unsafe<number | bigint>({
    type: 'integer',
    description: 'Integer minor units of the currency.',
    examples: [2000],
    ...options,
  });

/** Free data of the caller, echoed back: up to 50 names, texts of up to 500 characters (I4). */
export const Metadata = (options: SchemaOptions = {}) =>
  Type.Record(Type.String(), Type.String({ maxLength: 500 }), {
    maxProperties: 50,
    propertyNames: { minLength: 1, maxLength: 64 },
    description: 'Free data, echoed back: up to 50 names of at most 64 characters, texts of at most 500.',
    examples: [{ plan: 'pro' }],
    ...options,
  });

/** Operands of a reason: codes, ids, times, integers. Never a sentence. */
export const Values = (options: SchemaOptions = {}) =>
  Type.Unsafe<Record<string, string | number | boolean | null>>({
    type: 'object',
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    ...options,
  });

/** Anything that is JSON and is checked elsewhere: terms against a plugin's schema, credentials against an adapter's. */
export const Open = (options: SchemaOptions = {}) =>
  Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, ...options });

/** Counts up with every change. Send it back to change only what you saw: `stale_version` otherwise. */
export const Version = () => Type.Integer({ minimum: 1, description: 'Counts up with every change.', examples: [1] });
