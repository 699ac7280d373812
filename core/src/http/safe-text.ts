/** A string PostgreSQL cannot hold: a null character, or half of a surrogate pair. */
export interface UnsafeText {
  /** JSON pointer. */
  readonly path: string;
  readonly message: string;
}

const nothingSuspicious = (json: string): boolean => !json.includes('\\u0000') && !/\\u[dD][89a-fA-F]/.test(json);

/**
 * Finds strings, names of members included, that no database takes. Raw null characters are no JSON at all, so an escape must be in the
 * text: without one, which is nearly always, the value is not walked. The walk keeps its own stack: depth is the sender's choice.
 */
export function findUnsafeText(json: string, value: unknown): UnsafeText | null {
  if (nothingSuspicious(json)) return null;
  const pending: { readonly path: string; readonly value: unknown }[] = [{ path: '', value }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, value } = next;
    const wrong = typeof value === 'string' ? whatIsWrong(value) : null;
    if (wrong !== null) return { path, message: wrong };
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      const badName = whatIsWrong(name);
      if (badName !== null) return { path, message: `has a name that ${badName}` };
      pending.push({ path: `${path}/${escapePointer(name)}`, value: member });
    }
  }
  return null;
}

function whatIsWrong(text: string): string | null {
  if (text.includes('\0')) return 'must not contain null characters';
  return text.isWellFormed() ? null : 'must be well-formed Unicode';
}

/** RFC 6901. */
export const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
