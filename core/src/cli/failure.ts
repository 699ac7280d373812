import { EmbeddedError } from '../embedded/index.ts';

/** Something the person at the terminal can mend. The message is all they need: what, where, and how. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** What to print for an error: a known failure by its message alone, anything else (a defect) with its stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof Failure || error instanceof EmbeddedError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
