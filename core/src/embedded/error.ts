/**
 * The embedded PostgreSQL cannot run here. The message is written for the person at the terminal: it names the
 * folder or process and says how to mend it, so that callers print it as it is, without a stack trace.
 */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}
