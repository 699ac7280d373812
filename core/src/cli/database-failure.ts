/** What PostgreSQL, or the way to it, says when it cannot be used; the mend by its code. */
const mends: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: start PostgreSQL, or check host and port in DATABASE_URL',
  ENOTFOUND: 'There is no such host: check DATABASE_URL',
  EAI_AGAIN: 'The host name cannot be looked up now: check DATABASE_URL and the network',
  ETIMEDOUT: 'No answer: check host, port and firewall',
  EHOSTUNREACH: 'There is no way to it: check host and network',
  ECONNRESET: 'The connection was cut: see the log of PostgreSQL',
  '28P01': 'Check user and password in DATABASE_URL and DATABASE_OWNER_URL',
  '28000': 'Check the user in DATABASE_URL, and pg_hba.conf',
  '3D000': 'Create the database first: createdb -O <owner> <name>',
  '42501':
    'The role lacks a right: DATABASE_OWNER_URL must name the role that owns the tables; `fairlead doctor` looks at the roles',
  '53300': 'Raise max_connections, or stop what holds the connections',
  '57P01': 'PostgreSQL was shut down meanwhile: run this again',
  '57P03': 'PostgreSQL is starting or stopping: run this again in a moment',
};

/** An error of the database as a message with its mend; undefined for any other error. Says no password: pg's messages hold none. */
export function describeDatabaseFailure(error: unknown): string | undefined {
  const code = codeOf(error);
  const mend = code === undefined ? undefined : mends[code];
  if (mend === undefined) return undefined;
  return `The database cannot be used: ${messageOf(error)} (${code}). ${mend}.`;
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** Where a name leads to several addresses, the failures of all of them come as one error without a message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
