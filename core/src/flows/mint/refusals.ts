import { ProcessorRefused } from '../../contract/adapter.ts';
import { Problem, type ProblemCode } from '../../contract/errors.ts';
import type { MintProblem } from '../../store/edited/minted-codes.ts';
import { SealError } from '../../store/sealing.ts';

/** What waiting may mend: it is tried again by itself. */
const passing = new Set(['rate_limited', 'unavailable', 'failed']);

export const mayPass = ({ code }: MintProblem): boolean => passing.has(code);

/** Of what an attempt threw, what may be told: messages of adapters are made for people, those of others may hold anything. */
export function problemOf(error: unknown, adapterId: string): MintProblem {
  if (error instanceof ProcessorRefused) return { code: error.code, detail: error.message };
  if (error instanceof SealError) return { code: 'unauthorized', detail: error.message };
  return { code: 'failed', detail: `The adapter '${adapterId}' failed; the log of the server says how.` };
}

const codes: Readonly<Record<string, ProblemCode>> = {
  code_taken: 'code_taken',
  no_api_key: 'processor_credentials',
  wrong_mode: 'processor_credentials',
  unauthorized: 'processor_credentials',
  missing_permission: 'processor_credentials',
};

/** What a caller is told of what waiting does not mend. */
export const refusal = ({ code, detail }: MintProblem, processor: string, extra: object): Problem =>
  new Problem(codes[code] ?? 'processor_refused', detail, { processor, reason: code, ...extra });
