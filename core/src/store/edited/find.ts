import { type EntityName, type FilterQuery, LockMode } from '@mikro-orm/postgresql';
import { Problem } from '../../contract/errors.ts';
import type { Editor } from './edit.ts';

interface Row {
  readonly id: string;
}

/** An entity and what people call it. */
export interface Kind<E> {
  readonly entity: EntityName<E>;
  /** `campaign`: as in "There is no campaign …". */
  readonly word: string;
}

/** @throws Problem `not_found`, for what belongs to another organization as for what never was */
export async function find<E extends Row>(em: Editor, kind: Kind<E>, id: string): Promise<E> {
  const found = await em.findOne(kind.entity, byId<E>(id));
  if (found === null) throw notFound(kind.word, id);
  return found;
}

/**
 * The row a request wants to change, held until the end of the transaction. With a version: only as the caller saw it.
 *
 * @throws Problem `not_found`, `stale_version` with both versions
 */
export async function hold<E extends Row & { readonly version: number }>(
  em: Editor,
  kind: Kind<E>,
  id: string,
  version?: number,
): Promise<E> {
  const found = await em.findOne(kind.entity, byId<E>(id), { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found === null) throw notFound(kind.word, id);
  if (version !== undefined && version !== found.version) {
    throw new Problem(
      'stale_version',
      `this ${kind.word} is at version ${found.version}, and the change was made on version ${version}: read it again`,
      { version: found.version, given: version },
    );
  }
  return found;
}

/** The same of a row that may be gone meanwhile: null then. */
export const holdIfThere = <E extends Row>(em: Editor, { entity }: Kind<E>, id: string): Promise<E | null> =>
  em.findOne(entity, byId<E>(id), { lockMode: LockMode.PESSIMISTIC_WRITE });

/**
 * Something a request refers to in its body, held until the end of the transaction so that it stays what it was.
 *
 * @param path JSON pointer of the reference in the body
 * @throws Problem `unknown_reference`
 */
export async function refer<E extends Row>(em: Editor, kind: Kind<E>, id: string, path: string): Promise<E> {
  const found = await em.findOne(kind.entity, byId<E>(id), { lockMode: LockMode.PESSIMISTIC_READ });
  if (found !== null) return found;
  const message = `there is no ${kind.word} ${id} in this organization`;
  throw new Problem('unknown_reference', message, { errors: [{ in: 'body', path, message }] });
}

const byId = <E>(id: string): FilterQuery<E> => ({ id }) as unknown as FilterQuery<E>;

const notFound = (word: string, id: string): Problem =>
  new Problem('not_found', `there is no ${word} ${id} in this organization`);
