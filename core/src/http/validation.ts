import AjvCompiler from '@fastify/ajv-compiler';
import type { FastifySchemaValidationError, FastifyServerOptions } from 'fastify';
import type { Kind } from '../contract/api/values.ts';
import { Problem, type ProblemCode } from '../contract/errors.ts';
import type { Reader, Reading } from './kinds.ts';
import { escapePointer } from './safe-text.ts';

type Ajv = AjvCompiler.Ajv;
type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;
type BuildValidator = NonNullable<Compilers['buildValidator']>;
type Part = Parameters<NonNullable<FastifyServerOptions['schemaErrorFormatter']>>[1];

/** At most this many wrong places are told. */
const most = 20;

/**
 * Bodies are taken as they are: a number in quotes is no number. Query and path are text, so there `take=50` is read as 50. Unknown members
 * are refused, never dropped (I4); defaults are filled in; all wrong places are found at once.
 */
export function createValidatorFactory(readers: Readonly<Record<Kind, Reader>>): BuildValidator {
  const compilers = AjvCompiler();
  const options = {
    removeAdditional: false,
    useDefaults: true,
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strictTypes: false,
  } as const;
  const onCreate = (ajv: Ajv): void => {
    addKinds(ajv, readers);
    addSeveral(ajv, readers);
  };
  return ((shared: unknown) => {
    const strict = compilers(shared as never, { customOptions: { ...options, coerceTypes: false }, onCreate });
    const text = compilers(shared as never, { customOptions: { ...options, coerceTypes: true }, onCreate });
    return (route: object & { readonly httpPart?: string }) => (route.httpPart === 'body' ? strict : text)(route);
  }) as never;
}

/** Where a value stands, to put it there in its one spelling. */
interface Place {
  readonly parentData: Record<string, unknown>;
  readonly parentDataProperty: string;
}

interface KindValidator {
  (text: string, place: Place): boolean;
  errors?: object[];
}

function lowerCase(word: unknown, { parentData, parentDataProperty }: Place): boolean {
  if (typeof word === 'string') parentData[parentDataProperty] = word.toLowerCase();
  return true;
}

function addKinds(ajv: Ajv, readers: Readonly<Record<Kind, Reader>>): void {
  // Kinds do what formats say; the formats stay for whoever reads the schema.
  for (const format of ['uuid', 'date-time', 'date']) ajv.addFormat(format, true);
  ajv.addVocabulary(['x-problem', 'example']);
  ajv.addKeyword({
    keyword: 'x-any-case',
    schemaType: 'boolean',
    // Which words there are is looked at after it.
    before: 'enum',
    modifying: true,
    errors: false,
    compile: () => lowerCase as never,
  });
  ajv.addKeyword({
    keyword: 'x-kind',
    type: 'string',
    schemaType: 'string',
    modifying: true,
    errors: true,
    compile: (kind: Kind, schema: Readonly<Record<string, unknown>>) => {
      const read = readers[kind];
      const validate: KindValidator = (text, { parentData, parentDataProperty }) => {
        const reading = read(text);
        if (reading.ok) parentData[parentDataProperty] = reading.value;
        else
          validate.errors = [
            { keyword: 'x-kind', message: reading.message, params: { code: reading.code ?? schema['x-problem'] } },
          ];
        return reading.ok;
      };
      return validate as never;
    },
  });
}

interface Several {
  readonly words?: readonly string[];
  readonly kind?: Kind;
}

const mostParts = 50;

/** `approved,paid` → each part in its one spelling, once. */
function readSeveral(text: string, read: Reader): Reading | readonly string[] {
  const parts = text.split(',');
  if (parts.length > mostParts) return { ok: false, message: `must be ${mostParts} at most` };
  const readings = parts.map((part) => read(part));
  const wrong = readings.find(({ ok }) => !ok);
  return wrong ?? [...new Set(readings.map((reading) => (reading.ok ? reading.value : '')))];
}

const wordReader =
  (words: readonly string[]): Reader =>
  (text) => {
    const word = text.toLowerCase();
    return words.includes(word)
      ? { ok: true, value: word }
      : { ok: false, message: `must be one or several of: ${words.join(', ')}` };
  };

function addSeveral(ajv: Ajv, readers: Readonly<Record<Kind, Reader>>): void {
  ajv.addKeyword({
    keyword: 'x-several',
    type: 'string',
    schemaType: 'object',
    modifying: true,
    errors: true,
    compile: ({ words, kind }: Several, schema: Readonly<Record<string, unknown>>) => {
      const read = words === undefined ? readers[kind ?? 'id'] : wordReader(words);
      const validate: KindValidator = (text, { parentData, parentDataProperty }) => {
        const found = readSeveral(text, read);
        if ('ok' in found) {
          const { message, code = schema['x-problem'] } = found as { message: string; code?: unknown };
          validate.errors = [{ keyword: 'x-several', message, params: { code } }];
          return false;
        }
        parentData[parentDataProperty] = found;
        return true;
      };
      return validate as never;
    },
  });
}

/** What ajv tells of one wrong place when it is asked to be verbose. */
interface Found extends FastifySchemaValidationError {
  readonly parentSchema?: Readonly<Record<string, unknown>>;
}

const parts: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/** All wrong places as one problem. Its code is the places' own where they agree on one, else `invalid_request`. */
export function describeErrors(errors: FastifySchemaValidationError[], part: Part): Problem {
  const where = parts[part] ?? part;
  const places = withoutBranches(errors).map((error: Found) => {
    const code = codeOf(error);
    return {
      in: where,
      path: pathOf(error),
      message: messageOf(error, where),
      ...(code === undefined ? {} : { code }),
    };
  });
  const codes = new Set(places.map((place) => place.code));
  const [code] = codes.size === 1 ? codes : [undefined];
  const [first] = places;
  const more = places.length > 1 ? ` (and ${places.length - 1} more)` : '';
  const detail =
    first === undefined
      ? `The ${where} is not as expected.`
      : `In the ${where}: ${first.path || 'it'} ${first.message}${more}.`;
  return new Problem(code ?? 'invalid_request', detail, { errors: places.slice(0, most) });
}

/** The branches of a choice, or the rules for a name, say nothing that the choice or the name itself does not. */
const withoutBranches = (errors: readonly Found[]): readonly Found[] => {
  const rest = errors.filter((error) => !/\/(?:(?:anyOf|oneOf)\/\d|propertyNames\/)/.test(error.schemaPath));
  return rest.length > 0 ? rest : errors;
};

const codeOf = ({ keyword, params, parentSchema }: Found): ProblemCode | undefined =>
  keyword === 'required' || keyword === 'additionalProperties'
    ? undefined
    : ((params['code'] ?? parentSchema?.['x-problem']) as ProblemCode | undefined);

function pathOf({ instancePath, params }: Found): string {
  const member = params['missingProperty'] ?? params['additionalProperty'] ?? params['propertyName'];
  return typeof member === 'string' ? `${instancePath}/${escapePointer(member.slice(0, 80))}` : instancePath;
}

function messageOf({ keyword, message = 'is not as expected', params, parentSchema }: Found, where: string): string {
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties') {
    if (where !== 'query') return 'is not known here; free data goes in metadata';
    const names = Object.keys(parentSchema?.['properties'] ?? {});
    return names.length === 0 ? 'is not known here: there are none' : `is not known here, only: ${names.join(', ')}`;
  }
  if (keyword === 'propertyNames') return 'is too long a name, or an empty one';
  if (keyword === 'enum') return `must be one of: ${(params['allowedValues'] as unknown[]).join(', ')}`;
  if (keyword === 'anyOf' || keyword === 'oneOf') {
    const branches = (parentSchema?.[keyword] ?? []) as readonly { readonly required?: readonly string[] }[];
    const choices = branches.flatMap(({ required }) => required ?? []).join(', ');
    if (choices !== '') return `must have ${keyword === 'oneOf' ? 'exactly' : 'at least'} one of: ${choices}`;
  }
  return message;
}
