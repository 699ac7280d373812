import { isDeepStrictEqual } from 'node:util';
import { readRecorded, readRecordedPage, type Recorded } from '../../src/store/verify/recorded.ts';
import { paymentsAfter } from '../../src/store/verify/recorded.ts';
import { enrollmentBook } from '../../src/store/many/enrollments.ts';
import type { Store } from '../../src/store/database.ts';
import { inSnapshot, type Scope } from '../../src/store/session.ts';

/** Payments of which reading many together gives another answer than reading one by one does. */
export async function differentContexts(store: Store, scope: Scope): Promise<readonly object[]> {
  return inSnapshot(store, scope, async (session) => {
    const ids = await paymentsAfter(session, scope, null, 10_000);
    const together = new Map((await readRecordedPage(session, scope, ids)).map((one) => [one.id, shown(one)]));
    // What is remembered from one page to the next must not show.
    const inPages = new Map<string, unknown>();
    const enrollments = enrollmentBook();
    for (let at = 0; at < ids.length; at += 2) {
      const page = await readRecordedPage(session, scope, ids.slice(at, at + 2), enrollments);
      for (const one of page) inPages.set(one.id, shown(one));
    }
    const different: object[] = [];
    for (const one of await readRecorded(session, scope, ids)) {
      const alone = shown(one);
      for (const among of [together.get(one.id), inPages.get(one.id)]) {
        if (!isDeepStrictEqual(alone, among)) different.push({ payment: one.id, ...firstDifference(alone, among) });
      }
    }
    if (together.size !== ids.length) different.push({ payments: ids.length, together: together.size });
    return different;
  });
}

function shown(recorded: Recorded): unknown {
  try {
    return inOneOrder({ ...recorded, intake: recorded.intake() });
  } catch (error) {
    return { error: String(error) };
  }
}

/** Lists are sets here, but for what is told in an order: nobody says in which one facts or codes are read. */
function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder).toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      ordered.has(name) ? member : inOneOrder(member),
    ]),
  );
}

const ordered = new Set(['fact', 'visits', 'enrollments', 'leads']);

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? `${member}` : sorted(member)));

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The innermost place where they differ. */
function firstDifference(alone: unknown, together: unknown, path = ''): object {
  if (typeof alone !== 'object' || typeof together !== 'object' || alone === null || together === null) {
    return { path, alone, together };
  }
  const [a, b] = [alone as Readonly<Record<string, unknown>>, together as Readonly<Record<string, unknown>>];
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (!isDeepStrictEqual(a[name], b[name])) return firstDifference(a[name], b[name], `${path}/${name}`);
  }
  return { path };
}
