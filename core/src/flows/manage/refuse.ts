import { Problem } from '../../contract/errors.ts';
import { move, type Transitions } from '../../domain/states.ts';

/** One wrong place of the body that no schema can find. */
export function refuseBody(path: string, message: string): never {
  throw new Problem('invalid_request', `In the body: ${path} ${message}.`, { errors: [{ in: 'body', path, message }] });
}

/** @throws Problem `illegal_transition`, naming the legal moves */
export function refuseIllegalMove<S extends string>(legal: Transitions<S>, word: string, from: S, to: S): void {
  const wanted = move(legal, from, to);
  if (wanted.legal) return;
  const { alternatives } = wanted;
  const mend = alternatives.length === 0 ? 'that is final' : `from there it goes to ${alternatives.join(' or ')}`;
  throw new Problem('illegal_transition', `this ${word} is ${from} and cannot become ${to}: ${mend}`, {
    from,
    to,
    legal: alternatives,
  });
}

interface Issue {
  readonly path: string;
  readonly message: string;
}

/** A document that a plugin's schema refuses; `at` is where it lies in the body. */
export function refuseDocument(
  code: 'invalid_terms' | 'invalid_settings',
  at: string,
  issues: readonly Issue[],
): never {
  const errors = issues.map(({ path, message }) => ({ in: 'body', path: `${at}${path}`, message }));
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new Problem(code, `${first?.path ?? at}: ${first?.message ?? 'cannot be right'}${more}`, { errors });
}
