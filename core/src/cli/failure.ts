import { ProcessorRefused, Unreadable } from '../contract/adapter.ts';
import { Problem } from '../contract/errors.ts';
import { LossyAmount, UnknownCurrency } from '../domain/money-errors.ts';
import { EmbeddedError } from '../embedded/index.ts';
import { ConfigError } from '../plugins/index.ts';
import { SealError } from '../store/sealing.ts';
import { describeDatabaseFailure } from './database-failure.ts';

/** Something the person at the terminal can mend. The message is all they need: what, where, and how. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Errors whose message says what to mend. */
const expected = [
  Failure,
  EmbeddedError,
  ConfigError,
  SealError,
  Problem,
  ProcessorRefused,
  Unreadable,
  LossyAmount,
  UnknownCurrency,
];

/** What to print for an error: a known failure by its message alone, anything else (a defect) with its stack. */
export function describeFailure(error: unknown): string {
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message;
  return describeDatabaseFailure(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}
