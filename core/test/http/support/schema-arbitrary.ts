import * as fc from 'fast-check';

export type Schema = Readonly<Record<string, unknown>>;

export interface Words {
  /** Ids of things that exist, by the name of the member that would hold them: `campaignId`. */
  readonly ids: (name: string) => readonly string[];
  /** Texts likely to mean something: slugs, codes, adapters, strategies. */
  readonly texts: readonly string[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Texts that have broken databases before. */
export const oddTexts = [
  'é\u0301',
  '😀',
  '\u202e',
  '\ufeff',
  "'; drop table fact; --",
  '\\',
  '%s',
  '{"a":1}',
  'ﷺ'.repeat(40),
  'x'.repeat(255),
  ' ',
  '.',
  'ŉ',
  'ß',
  'İ',
];

/** Values a schema takes, mostly: what it cannot say (an id that exists, terms that make sense) is left to chance. */
export function fromSchema(schema: Schema, words: Words, name = ''): fc.Arbitrary<unknown> {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    return fromSchema(words.schemas[reference.replace('#/components/schemas/', '')] ?? {}, words, name);
  }
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const type = schema['type'];
  if (Array.isArray(type))
    return fc.oneof(...(type as string[]).map((one) => fromSchema({ ...schema, type: one }, words, name)));
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'string':
      return strings(schema, words, name);
    case 'array':
      return fc.array(fromSchema(schema['items'] as Schema, words, name), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: 3,
      });
    case 'object':
      return objects(schema, words);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function numbers({
  minimum = -(2 ** 53 - 1),
  maximum = 2 ** 53 - 1,
}: {
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}) {
  const [min, max] = [Number(minimum), Number(maximum)];
  return fc.oneof(
    fc.constantFrom(min, max),
    fc.integer({ min: Math.max(min, -1000), max: Math.min(max, 1000) }),
    fc.maxSafeInteger().map((n) => Math.min(max, Math.max(min, n))),
  );
}

/** An id nobody has where there is none yet. */
const pick = (ids: readonly string[], at: number): string =>
  ids[at % ids.length] ?? '00000000-0000-7000-8000-000000000000';

function strings(schema: Schema, { ids, texts }: Words, name: string): fc.Arbitrary<string> {
  const [min, max] = [Number(schema['minLength'] ?? 0), Number(schema['maxLength'] ?? 60)];
  const free = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...oddTexts) },
    { weight: 3, arbitrary: fc.constantFrom(...texts) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: min, maxLength: Math.min(max, 60) }) },
  );
  const several = schema['x-several'] as { readonly words?: readonly string[]; readonly kind?: string } | undefined;
  if (several?.words !== undefined)
    return fc.array(fc.constantFrom(...several.words), { minLength: 1, maxLength: 3 }).map(String);
  switch (schema['x-kind'] ?? several?.kind) {
    case 'day':
      return fc.constantFrom('1970-01-01', '2024-02-29', '9999-12-31', new Date().toISOString().slice(0, 10));
    case 'id':
      return fc.oneof(
        { weight: 6, arbitrary: fc.nat().map((at) => pick(ids(name), at)) },
        { weight: 1, arbitrary: fc.uuid() },
      );
    case 'currency':
      return fc.constantFrom('USD', 'eur', 'JPY', 'KWD', 'CLF');
    case 'time':
    case 'instant':
      return fc.constantFrom(
        '1970-01-01T00:00:00Z',
        '2020-02-29T23:59:59.999+14:00',
        '9999-12-31T23:59:59Z',
        new Date().toISOString(),
      );
    case 'email':
      return fc.oneof(
        fc.emailAddress(),
        fc.constantFrom('A@B.example', 'ü@bücher.example', 'jane@affiliates.test', 'a@-.-', 'a@[::1]'),
      );
    case 'url':
      return fc.oneof(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.constant('http://[::1]:1/?%00=%ff'),
      );
    case 'slug':
    case 'code':
      return fc.oneof(fc.constantFrom(...texts), fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{1,30}[a-z0-9]$/));
    default:
      return free;
  }
}

function objects(schema: Schema, words: Words): fc.Arbitrary<unknown> {
  const properties = schema['properties'] as Readonly<Record<string, Schema>> | undefined;
  if (properties === undefined) {
    const of =
      schema['additionalProperties'] ?? Object.values((schema['patternProperties'] as object | undefined) ?? {})[0];
    const values =
      typeof of === 'object' && of !== null ? fromSchema(of as Schema, words) : fc.jsonValue({ maxDepth: 3 });
    return fc.dictionary(
      fc.oneof(fc.constantFrom(...words.texts), fc.string({ minLength: 1, maxLength: 20 })),
      values,
      { maxKeys: 3 },
    );
  }
  const members = Object.entries(properties).map(([name, member]) => [name, fromSchema(member, words, name)] as const);
  const required = (schema['required'] as string[] | undefined) ?? [];
  return fc.record(Object.fromEntries(members), { requiredKeys: required });
}
