import { inOrganization, inSnapshot, type Scope } from '../store/session.ts';
import {
  advance,
  type ClickHour,
  type Counted,
  countedSoFar,
  hourReference,
  hoursToCount,
  paidBy,
} from '../store/click-hours.ts';
import { takeIn } from '../store/intake.ts';
import { apiConnection } from '../store/prepared-fact.ts';
import type { Engine } from './engine.ts';
import { settle } from './settle-payment.ts';

const hourMs = 3_600_000;
/** A click may be on its way for some seconds; whoever is late by more says so (`countAgainFrom`). */
const graceMs = 5 * 60_000;
/** What is counted in one statement. */
const stepMs = 24 * hourMs;
const lanes = 4;

/**
 * Counts the clicks of every hour that has passed, for those who are paid per click, and settles each enrollment's hour as one credit: the
 * rounded sum less what was posted, so that a click told late, a second worker or a second run changes nothing that is right (C3). Goes on
 * where it ended last, however long ago. Returns how many hours were settled.
 */
export async function rollClicks(
  engine: Engine,
  organizationId: string,
  isStopping = (): boolean => false,
): Promise<number> {
  const scope: Scope = { organizationId, actor: 'core' };
  const models = [...engine.rules.models.values()].filter((model) => model.accepts('click')).map(({ id }) => id);
  if (models.length === 0) return 0;
  const now = engine.now();
  const end = floorOf(now.getTime() - graceMs);
  let settled = 0;
  while (!isStopping()) {
    const { counted, from, enrollments } = await inOrganization(engine.store, scope, async (session) => {
      const soFar = await countedSoFar(session, scope, now);
      return { counted: soFar, ...beginning(soFar, await paidBy(session, scope, models), end) };
    });
    if (counted.doneUntil.getTime() >= end) return settled;
    const span = { from: new Date(from), until: new Date(Math.min(from + stepMs, end)) };
    const hours = await inSnapshot(engine.store, scope, (session) => hoursToCount(session, scope, span, enrollments));
    if (!(await settleHours(engine, scope, hours, isStopping))) return settled;
    settled += hours.length;
    await inOrganization(engine.store, scope, (session) => advance(session, scope, counted, span.until));
  }
  return settled;
}

/** Where counting goes on: nowhere before the first terms that pay per click, and at once at the end where there are none. */
function beginning({ doneUntil }: Counted, { enrollments, since }: Awaited<ReturnType<typeof paidBy>>, end: number) {
  const first = since === null ? end : Math.min(floorOf(since.getTime()), end);
  return { from: Math.max(doneUntil.getTime(), first), enrollments };
}

/** Whether all of them were settled. */
async function settleHours(
  engine: Engine,
  scope: Scope,
  hours: readonly ClickHour[],
  isStopping: () => boolean,
): Promise<boolean> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let hour = hours[next++]; hour !== undefined && !isStopping(); hour = hours[next++]) {
      await settleHour(engine, scope, hour);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, hours.length) }, lane));
  return !isStopping();
}

const settleHour = (engine: Engine, scope: Scope, { enrollmentId, hour, clicks }: ClickHour) =>
  inOrganization(engine.store, scope, async (session) => {
    const intake = await takeIn(session, scope, {
      connectionId: apiConnection,
      mode: 'live',
      kind: 'click',
      refs: [hourReference(enrollmentId, hour)],
      facts: [{ type: 'clicks.counted', occurredAt: hour, enrollmentId, clicks }],
    });
    return settle(engine, session, scope, intake);
  });

const floorOf = (at: number): number => Math.floor(at / hourMs) * hourMs;
