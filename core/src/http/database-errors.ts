import { Problem } from '../contract/errors.ts';

/** What the driver, the pool or the ORM throws; the code may be on a cause further down. */
interface Coded {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly previous?: unknown;
  readonly errors?: unknown;
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** SQLSTATE classes and codes of a server that is away, going away, full, or on the losing side of a deadlock. */
const away = /^(08|28|53|57P|58)...?$|^(25006|3D000|40001|40P01|55P03|57014)$/;

/** node-postgres throws these without a code. */
const poolMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end|Client has encountered a connection error|Client was closed|the database system is|terminating connection)/i;

/** Input that passed every schema and still is no value for its column. */
const dataErrors: Readonly<Record<string, string>> = {
  '22001': 'a text is too long',
  '22003': 'a number is out of range',
  '22007': 'a time cannot be read',
  '22008': 'a time is out of range',
  '22021': 'a text holds a character that cannot be stored',
  '22P02': 'a value cannot be read',
  '22P05': 'a text holds a character that cannot be stored',
  '23514': 'a value is outside what is allowed',
  '54001': 'a value is nested too deeply',
};

/**
 * What a caller is told of a database error; null when it is none, or one that is ours to mend. 503 is answered whenever trying again may
 * help, so that no delivery is ever taken for stored when it is not.
 */
export function problemOfDatabase(error: unknown): Problem | null {
  for (const one of chain(error)) {
    const code = typeof one.code === 'string' ? one.code : '';
    const message = typeof one.message === 'string' ? one.message : '';
    if (unreachable.has(code) || away.test(code) || poolMessages.test(message)) {
      return new Problem('unavailable', 'The database cannot be reached right now; try again shortly.', {
        retryAfter: 2,
      });
    }
    const wrong = dataErrors[code];
    if (wrong !== undefined) return new Problem('invalid_request', `The request cannot be stored: ${wrong}.`);
    if (code === '23505') return new Problem('already_exists', 'Something with this name or id already exists.');
    if (code === '23503') {
      return new Problem('unknown_reference', 'Something the request refers to does not exist, or not any more.');
    }
  }
  return null;
}

/** The error, its causes, and the attempts of a connection that tried several addresses. */
function* chain(error: unknown): Generator<Coded> {
  const pending: unknown[] = [error];
  for (let seen = 0; pending.length > 0 && seen < 10; seen++) {
    const next = pending.shift();
    if (typeof next !== 'object' || next === null) continue;
    const coded = next as Coded;
    yield coded;
    pending.push(coded.cause, coded.previous, ...(Array.isArray(coded.errors) ? (coded.errors as unknown[]) : []));
  }
}
