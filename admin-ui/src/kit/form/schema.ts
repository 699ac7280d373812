/** What a form reads of a JSON schema: TypeBox's, as the API hands them out. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-group'?: string;
  readonly 'x-advanced'?: boolean;
}

export type FieldKind =
  | 'choice'
  | 'nullable'
  | 'money'
  | 'rate'
  | 'days'
  | 'currency'
  | 'secret'
  | 'switch'
  | 'integer'
  | 'list'
  | 'object'
  | 'text';

/** How a schema is drawn. What no field knows is typed as text, and the server says what is wrong with it. */
export function kindOf(schema: Schema): FieldKind {
  const { anyOf, format, type } = schema;
  if (schema.enum !== undefined) return 'choice';
  if (anyOf !== undefined) {
    if (anyOf.every((one) => one.const !== undefined)) return 'choice';
    return anyOf.length === 2 && anyOf.some(isNull) ? 'nullable' : 'text';
  }
  if (format === 'money' || format === 'rate' || format === 'days' || format === 'currency' || format === 'secret') {
    return format;
  }
  if (type === 'boolean') return 'switch';
  if (type === 'integer' || type === 'number') return 'integer';
  if (type === 'array' && schema.items !== undefined) return 'list';
  return type === 'object' && schema.properties !== undefined ? 'object' : 'text';
}

export const isNull = ({ type }: Schema): boolean => type === 'null';

/** Values and words of a choice. */
export function choicesOf({ enum: words, anyOf = [] }: Schema): readonly { value: string; label: string }[] {
  if (words !== undefined) return words.map((word) => ({ value: String(word), label: sentence(String(word)) }));
  return anyOf.map(({ const: value, title }) => ({ value: String(value), label: title ?? sentence(String(value)) }));
}

/** `net_of_tax` or `holdDays` where nobody gave a title. */
export function sentence(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a form begins with: the defaults of all members that have one. */
export function defaultsOf(schema: Schema): unknown {
  if (schema.default !== undefined) return structuredClone(schema.default);
  if (kindOf(schema) !== 'object') return undefined;
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const value = defaultsOf(member);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}
