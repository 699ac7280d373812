type Json = Record<string, unknown>;

/**
 * Gives every schema with a title a place of its own under `components/schemas` and refers to it from everywhere else: the document is a
 * tenth as long, and generated clients get types with names. Two schemas of one title that differ are both kept where they stand.
 */
export function nameSchemas(document: object): object {
  const named = new Map<string, string>();
  const clashing = new Set<string>();
  visit(document, (schema) => {
    const { title } = schema;
    if (!isName(title)) return;
    const text = JSON.stringify(schema);
    if ((named.get(title) ?? text) !== text) clashing.add(title);
    named.set(title, text);
  });
  for (const title of clashing) named.delete(title);

  const refer = (value: unknown, at: string | null): unknown => {
    if (Array.isArray(value)) return value.map((item) => refer(item, null));
    if (typeof value !== 'object' || value === null) return value;
    const { title } = value as Json;
    if (isSchema(value) && isName(title) && title !== at && named.has(title))
      return { $ref: `#/components/schemas/${title}` };
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, refer(member, null)]));
  };

  const { components, ...rest } = refer(document, null) as Json;
  const schemas = [...named].map(([title, text]) => [title, refer(JSON.parse(text), title)]);
  return { ...rest, components: { ...(components as Json | undefined), schemas: Object.fromEntries(schemas) as Json } };
}

function visit(value: unknown, seen: (schema: Json) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, seen);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  if (isSchema(value)) seen(value as Json);
  for (const member of Object.values(value)) visit(member, seen);
}

const isName = (title: unknown): title is string => typeof title === 'string' && /^[A-Z][A-Za-z]*$/.test(title);

const isSchema = (value: object): boolean => 'type' in value && value.type === 'object' && 'properties' in value;
