import type { ClickEvidence, CouponView } from '../../contract/attribution.ts';
import { type ClickId, parseClickId, visitorNumber } from '../../domain/visitor.ts';
import type { Session, Statement } from '../session.ts';
import { grouped } from './grouped.ts';
import { isoOf, microsOf, uuidFloorOf } from './times.ts';

type Visit = ClickEvidence['visits'][number];

/** A click id given with a payment, and of when the visitor's clicks are wanted. */
export interface ClickAsked {
  readonly given: string;
  readonly mode: string;
  readonly micros: number;
}

export type ClickReader = (asked: ClickAsked) => ClickEvidence | Promise<ClickEvidence>;

interface ClickRow extends Omit<Visit, 'at'>, Record<string, unknown> {
  readonly visitor: string;
  readonly mode: string;
  readonly seconds: number;
}

const clicksStatement: Statement = {
  name: 'many_clicks',
  text: `select c.visitor::text as visitor, c.mode, c.id, c.enrollment_id as "enrollmentId", date_part('epoch', c.at) as seconds,
      c.window_days as "windowDays", c.counts, c.reason
    from click c where c.organization_id = $1 and c.visitor = any ($2::bigint[]) and c.id < $3 limit $4`,
};
const oneStatement: Statement = {
  name: 'many_visits_at',
  text: `select visits_at($1, $2, $3, to_timestamp($4::bigint / 1000000) + ($4::bigint % 1000000) * interval '1 microsecond') as visits`,
};

/** Clicks of all visitors of a page that are read at once; beyond it, some robot is among them, and each is read by itself. */
const mostClicks = 20_000;
/** As many of one visitor as a decision looks at (0006_context.sql). */
const mostVisits = 500;

/** All visitors' clicks at once; the answer is that of `visits_at` (0006_context.sql). */
export async function readClicks(
  session: Session,
  organizationId: string,
  asked: readonly ClickAsked[],
): Promise<ClickReader> {
  const visitors = new Map<string, ClickId | null>(asked.map(({ given }) => [given, parseClickId(given)]));
  const wanted = [
    ...new Set([...visitors.values()].flatMap((click) => (click === null ? [] : [visitorNumber(click.visitor)]))),
  ];
  if (wanted.length === 0) return ({ given }) => ({ given, visits: [] });
  const rows = await session.query<ClickRow>(clicksStatement, [
    organizationId,
    wanted,
    lastOf(asked, visitors),
    mostClicks + 1,
  ]);
  if (rows.length > mostClicks) {
    return async ({ given, mode, micros }) => {
      const [row] = await session.query<{ visits: Visit[] }>(oneStatement, [organizationId, mode, given, micros]);
      return { given, visits: row?.visits ?? [] };
    };
  }
  const byVisitor = grouped(
    rows,
    ({ visitor }) => visitor,
    ({ mode, id, enrollmentId, seconds, windowDays, counts, reason }) => ({
      mode,
      visit: { id, enrollmentId, at: isoOf(microsOf(seconds)), windowDays, counts, reason },
    }),
  );
  return ({ given, mode, micros }) => {
    const click = visitors.get(given);
    if (click == null) return { given, visits: [] };
    const before = uuidFloorOf(micros + 1_000);
    const visits = (byVisitor.get(visitorNumber(click.visitor)) ?? [])
      .filter(
        (row) => (row.mode === 'live' || row.mode === mode) && (row.visit.id < before || row.visit.id === click.id),
      )
      .map(({ visit }) => visit)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    if (!visits.some(({ id }) => id === click.id)) return { given, visits: [] };
    return { given, visits: visits.length > mostVisits ? latestWith(click.id, visits) : visits };
  };
}

/** No click from then on is wanted by anybody. */
function lastOf(asked: readonly ClickAsked[], visitors: ReadonlyMap<string, ClickId | null>): string {
  const times = asked.map(({ micros }) => micros + 1_000);
  const clicks = [...visitors.values()].flatMap((click) => (click === null ? [] : [(click.at + 1) * 1_000]));
  return uuidFloorOf([...times, ...clicks].reduce((a, b) => Math.max(a, b), 0));
}

function latestWith(given: string, visits: readonly Visit[]): readonly Visit[] {
  const others = visits.filter(({ id }) => id !== given).slice(1 - mostVisits);
  return [...others, ...visits.filter(({ id }) => id === given)].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const slugsStatement: Statement = {
  name: 'many_slugs',
  text: `select g.given, lower(g.given) as slug, s.enrollment_id as "enrollmentId" from unnest($2::text[]) g (given)
    left join slug s on s.host = '' and s.slug = lower(g.given) and s.organization_id = $1`,
};

export interface SlugFound {
  readonly slug: string;
  readonly enrollmentId: string | null;
}

/** By each slug as it was given. */
export async function readSlugs(
  session: Session,
  organizationId: string,
  given: readonly string[],
): Promise<ReadonlyMap<string, SlugFound>> {
  if (given.length === 0) return new Map();
  const rows = await session.query<SlugFound & { given: string }>(slugsStatement, [organizationId, given]);
  return new Map(rows.map(({ given: text, slug, enrollmentId }) => [text, { slug, enrollmentId }]));
}

const couponsStatement: Statement = {
  name: 'many_coupons',
  text: `select r.root, coupons_of($1, r.stated, r.at) as coupons from jsonb_to_recordset($2) r (root uuid, stated jsonb, at timestamptz)`,
};

/** A payment that codes were given with: facts that name them, and when it happened. */
export interface CouponsAsked {
  readonly root: string;
  readonly at: string;
  readonly stated: readonly object[];
}

/** By payment. */
export async function readCoupons(
  session: Session,
  organizationId: string,
  asked: readonly CouponsAsked[],
): Promise<ReadonlyMap<string, readonly CouponView[]>> {
  if (asked.length === 0) return new Map();
  const values = [organizationId, JSON.stringify(asked)];
  const rows = await session.query<{ root: string; coupons: CouponView[] }>(couponsStatement, values);
  return new Map(rows.map(({ root, coupons }) => [root, coupons]));
}
