import { type Json, toJson } from '../../domain/json.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Intake } from '../../store/context.ts';
import { projectionOf } from '../../store/projection.ts';
import type { Recorded, Row } from '../../store/verify/recorded.ts';
import type { Finding } from './difference.ts';

/** Made when a row is first written: not decided, so never compared. */
const unique = ['id', 'conversionId'];

/** Where the rows that show a payment are not what its outcome shows. Ids of customers are compared by whom they were joined to. */
export function compareProjection(recorded: Recorded, intake: Intake, outcome: Outcome): readonly Finding[] {
  const { payment, conversions, commissions } = projectionOf(intake, outcome);
  const about = { payment: intake.paymentId };
  const findings = compareRow(about, payment, recorded.payment);
  // A broken plugin leaves the rows as they were.
  if (outcome.standing === 'failed') return findings;
  return [
    ...findings,
    ...compareRows(about, 'conversion', conversionKey, conversions, recorded.conversions, withdrawn),
    ...compareRows(about, 'commission', commissionKey, commissions, recorded.commissions, nothing),
  ];
}

const conversionKey = (row: Row): string =>
  `${String(row['paymentId'])}/${String(row['enrollmentId'])}/${String(row['role'])}`;
const commissionKey = (row: Row): string => `${String(row['paymentId'])}/${String(row['lineKey'])}`;

/** A credit no longer demanded stays visible, at nothing. */
const withdrawn: Row = { withdrawn: true, commission: 0, reversedCommission: 0 };
const nothing: Row = { amount: 0, reversed: 0 };

function compareRows(
  about: Finding['about'],
  kind: 'conversion' | 'commission',
  keyOf: (row: Row) => string,
  expected: readonly Row[],
  found: readonly Row[],
  obsolete: Row,
): readonly Finding[] {
  const wanted = new Map(expected.map((row) => [keyOf(row), row]));
  const there = new Map(found.map((row) => [keyOf(row), row]));
  const missing = [...wanted.keys()].filter((key) => !there.has(key));
  return [
    ...missing.map((key) => finding({ ...about, [kind]: key }, 'a row', 'no row')),
    ...[...there].flatMap(([key, row]) => compareRow({ ...about, [kind]: key }, wanted.get(key) ?? obsolete, row)),
  ];
}

/** Every member that was decided, each on its own. */
function compareRow(about: Finding['about'], expected: Row, found: Row): readonly Finding[] {
  let findings: Finding[] | undefined;
  for (const member in expected) {
    const [decided, stored] = [expected[member], found[member]];
    if (same(decided, stored) || unique.includes(member)) continue;
    findings ??= [];
    findings.push(finding({ ...about, member }, toJson(decided ?? null), toJson(stored ?? null)));
  }
  return findings ?? none;
}

const none: readonly Finding[] = [];

const finding = (about: Finding['about'], expected: Json, found: Json): Finding => ({
  code: 'projection',
  about,
  expected,
  found,
});

/**
 * Whether a value that was decided is the one that is stored. Amounts come back as numbers, what is left out as nothing, and times are
 * compared as instants: processors tell them with and without milliseconds.
 */
function same(decided: unknown, stored: unknown): boolean {
  if (decided === stored) return true;
  if (decided === undefined || decided === null) return stored === undefined || stored === null;
  if (typeof decided === 'bigint') return Number(decided) === stored;
  if (typeof decided === 'string') return isSameTime(decided, stored);
  if (typeof decided !== 'object' || typeof stored !== 'object' || stored === null) return false;
  if (Array.isArray(decided) !== Array.isArray(stored)) return false;
  if (!Array.isArray(decided)) return sameMembers(decided as Row, stored as Row);
  return sameItems(decided, stored as readonly unknown[]);
}

const sameItems = (decided: readonly unknown[], stored: readonly unknown[]): boolean =>
  decided.length === stored.length &&
  decided.every((item, index) => item === stored[index] || same(item, stored[index]));

function sameMembers(decided: Row, stored: Row): boolean {
  let shared = 0;
  for (const name in decided) {
    const [one, other] = [decided[name], stored[name]];
    if (one !== other && !same(one, other)) return false;
    if (other !== undefined) shared++;
  }
  // What is stored beside what was decided must be nothing.
  const there = Object.keys(stored);
  return there.length === shared || there.every((name) => name in decided || stored[name] === null);
}

function isSameTime(decided: string, stored: unknown): boolean {
  if (typeof stored !== 'string') return false;
  // As the database writes what was told to the millisecond.
  if (decided.length === 24 && stored.length === 29 && decided.slice(0, 23) === stored.slice(0, 23)) {
    if (decided[23] === 'Z' && stored.endsWith('+00:00')) return isTime(decided);
  }
  return isTime(decided) && isTime(stored) && Date.parse(decided) === Date.parse(stored);
}

const isTime = (value: string): boolean => /^\d{4}-\d\d-\d\dT/.test(value);
