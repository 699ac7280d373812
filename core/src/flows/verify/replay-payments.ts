import { inSnapshot, inOrganization, type Scope } from '../../store/session.ts';
import { countPayments, paymentsAfter, readRecorded, readRecordedPage } from '../../store/verify/recorded.ts';
import { takeUp } from '../../store/intake.ts';
import { type EnrollmentBook, enrollmentBook } from '../../store/many/enrollments.ts';
import { breather } from '../breather.ts';
import type { Engine } from '../engine.ts';
import { pagesOf } from '../pages.ts';
import type { Finding } from './difference.ts';
import { type Examined, examine } from './examine.ts';

export interface Replayed {
  readonly payments: number;
  readonly lines: number;
  /** Payments that differ only until somebody has looked at them again, which is queued. */
  readonly due: number;
}

export interface Watch {
  readonly onFinding: (finding: Finding) => void;
  /** Told now and then how far it is. */
  readonly onProgress: (done: number, of: number) => void;
}

/** Payments read in one snapshot: what is in memory at once is this many, times `lanes`. */
const batch = 120;
const lanes = 2;

/**
 * Decides every payment of an organization again and tells what differs from what is stored. Reads page by page, each as of one moment, so
 * that neither memory nor the age of a snapshot grows with the number of payments. What differs is looked at again under its lock, where
 * nobody else can be about to change it, before it is called a difference.
 */
export async function replayPayments(
  engine: Engine,
  scope: Scope,
  { onFinding, onProgress }: Watch,
): Promise<Replayed> {
  const { store } = engine;
  const total = await inSnapshot(store, scope, (session) => countPayments(session, scope));
  let [payments, lines, due] = [0, 0, 0];
  const pages = pagesOf(batch, (after, count) =>
    inSnapshot(store, scope, (session) => paymentsAfter(session, scope, after, count)),
  );
  const enrollments = enrollmentBook();
  const lane = async (): Promise<void> => {
    for await (const page of pages) {
      for (const examined of await examinePage(engine, scope, enrollments, page)) {
        payments++;
        lines += examined.lines;
        if (examined.due && examined.findings.length > 0) due++;
        else for (const finding of examined.findings) onFinding(finding);
      }
      onProgress(payments, Math.max(total, payments));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { payments, lines, due };
}

/** What is told of a payment once it was examined: nothing of how it was decided, of which a page is large. */
type Looked = Pick<Examined, 'findings' | 'lines' | 'due'>;

async function examinePage(
  engine: Engine,
  scope: Scope,
  enrollments: EnrollmentBook,
  ids: readonly string[],
): Promise<readonly Looked[]> {
  const all: Looked[] = [];
  for (const { id, looked } of await readPage(engine, scope, enrollments, ids)) {
    all.push(looked.findings.length === 0 ? looked : await examineLocked(engine, scope, looked, id));
  }
  return all;
}

interface First {
  /** Null: the database itself cannot read it. */
  readonly id: string | null;
  readonly looked: Looked;
}

/** One payment that the database itself cannot read must not hide the others of its page. */
async function readPage(
  engine: Engine,
  scope: Scope,
  enrollments: EnrollmentBook,
  ids: readonly string[],
): Promise<readonly First[]> {
  const now = engine.now().toISOString();
  try {
    return await inSnapshot(engine.store, scope, async (session) => {
      const all: First[] = [];
      const breathe = breather();
      for (const recorded of await readRecordedPage(session, scope, ids, enrollments)) {
        const { findings, lines, due } = await examine(recorded, engine, session, now);
        all.push({ id: recorded.id, looked: { findings, lines, due } });
        await breathe();
      }
      return all;
    });
  } catch (error) {
    if (!isData(error)) throw error;
    const [id] = ids;
    if (ids.length > 1 || id === undefined) {
      const middle = ids.length >>> 1;
      return [
        ...(await readPage(engine, scope, enrollments, ids.slice(0, middle))),
        ...(await readPage(engine, scope, enrollments, ids.slice(middle))),
      ];
    }
    const about = { payment: id };
    const findings: readonly Finding[] = [{ code: 'undecidable', about, expected: 'a decision', found: error.message }];
    return [{ id: null, looked: { findings, lines: 0, due: false } }];
  }
}

/** Data that a statement cannot work with (SQLSTATE class 22): an impossible time, a text where a number belongs. */
const isData = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22');

/**
 * The second look: under the locks a settlement takes, read as the hot path reads it, and nothing of it is kept. What cannot be decided at all
 * needs none.
 */
async function examineLocked(engine: Engine, scope: Scope, first: Looked, id: string | null): Promise<Looked> {
  if (id === null || first.findings.some(({ code }) => code === 'undecidable')) return first;
  return inOrganization(engine.store, scope, async (session) => {
    session.abandon();
    await takeUp(session, scope, id, []);
    const [again] = await readRecorded(session, scope, [id]);
    const gone: Looked = { findings: [], lines: 0, due: false };
    return again === undefined ? gone : examine(again, engine, session, engine.now().toISOString());
  });
}
