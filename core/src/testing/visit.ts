import { randomBytes, randomInt } from 'node:crypto';
import { clicksPerMillisecond, newClickId } from '../domain/visitor.ts';
import type { Store } from '../store/database.ts';
import { throughDoor } from '../store/session.ts';
import type { Enrolled } from './brand-rows.ts';

export interface Visit {
  readonly campaign?: string;
  /** A click of a test may credit tests only (C9). Default live. */
  readonly mode?: 'live' | 'test';
  /** Who clicks: the same number is the same visitor (A3). Default: somebody new. */
  readonly visitor?: number;
  /** Whether the visitor may have been here before. Default: whoever is named may. */
  readonly known?: boolean;
  /** Snapshotted on the click (A2). Default 60. */
  readonly windowDays?: number;
  /** Why it does not count; left out: it counts. */
  readonly reason?: string;
  /** Default: none. */
  readonly subIds?: Readonly<Record<string, string>>;
}

const statement = {
  name: 'test_click',
  text: 'select record_clicks($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
};

/** Stores one click as the redirect does, at a time of a test's choosing. */
export async function visit(
  store: Store,
  organizationId: string,
  { id: enrollmentId, linkId }: Enrolled,
  at: string,
  { mode = 'live', visitor, known = visitor !== undefined, windowDays = 60, reason, subIds = {} }: Visit,
): Promise<string> {
  const who = visitor ?? randomBytes(6).readUIntBE(0, 6);
  const id = newClickId(Date.parse(at), `8000-${who.toString(16).padStart(12, '0')}`, randomInt(clicksPerMillisecond));
  const columns = [
    organizationId,
    id,
    at,
    mode,
    who,
    linkId,
    enrollmentId,
    windowDays,
    reason === undefined,
    known,
    reason ?? null,
    JSON.stringify(subIds),
  ];
  await throughDoor(
    store,
    statement,
    columns.map((value) => [value]),
  );
  return id;
}
