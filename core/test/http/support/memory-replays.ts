import type { ReplayClaim, ReplayStore } from '../../../src/http/replays.ts';
import { replayHours } from '../../../src/http/replays.ts';

interface Row {
  readonly bodyHash: Buffer;
  readonly at: number;
  answer?: { readonly status: number; readonly body: string };
}

/** What began and was neither finished nor abandoned is forgotten after this. */
const lease = 60_000;

/** The memory of signed requests, without a database. */
export function memoryReplays(now: () => number): ReplayStore {
  const rows = new Map<string, Row>();
  const nameOf = ({ organizationId, id }: ReplayClaim): string => `${organizationId} ${id}`;
  const live = (row: Row): boolean => now() - row.at < (row.answer ? replayHours * 3_600_000 : lease);
  return {
    begin: async (claim) => {
      const row = rows.get(nameOf(claim));
      if (row === undefined || !live(row)) {
        rows.set(nameOf(claim), { bodyHash: claim.bodyHash, at: now() });
        return { state: 'new' };
      }
      if (!row.bodyHash.equals(claim.bodyHash)) return { state: 'conflict' };
      return row.answer ? { state: 'replay', ...row.answer } : { state: 'busy' };
    },
    finish: async (claim, status, body) => {
      const row = rows.get(nameOf(claim));
      if (row) row.answer = { status, body };
    },
    abandon: async (claim) => void rows.delete(nameOf(claim)),
  };
}
