import type { Scope, Session, Statement } from '../session.ts';

/** Days of the organization's calendar, both of them wholly within. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

/** Moments, RFC 3339: `since` inclusive, `until` exclusive. */
export interface Moments {
  readonly since?: string;
  readonly until?: string;
}

interface Bounds {
  readonly timeZone: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** Behind the last moment that can be told there is nothing. */
const bounds: Statement = {
  name: 'read_days',
  text: `select o.time_zone as "timeZone", iso($2::date::timestamp at time zone o.time_zone) as since,
      iso(least(($3::date + 1)::timestamp at time zone o.time_zone, timestamptz '9999-12-31T23:59:59.999Z')) as until
    from organization o where o.id = $1`,
};

/** The zone of an organization, and the moments its days begin and end at. */
export async function boundsOf(session: Session, scope: Scope, { from, to }: Days): Promise<Bounds> {
  const [row] = await session.query<Bounds & Record<string, unknown>>(bounds, [scope.organizationId, from, to]);
  if (row === undefined) throw new Error(`organization ${scope.organizationId} is not there`);
  return row;
}

/** A filter with days read as moments; where both were given, both narrow. */
export async function withMoments<F extends Days & Moments>(
  session: Session,
  scope: Scope,
  filter: F,
): Promise<Omit<F, 'from' | 'to'>> {
  const { from, to, ...rest } = filter;
  if (from === undefined && to === undefined) return rest;
  const { since, until } = await boundsOf(session, scope, { ...(from && { from }), ...(to && { to }) });
  return { ...rest, ...given('since', since, rest.since, later), ...given('until', until, rest.until, earlier) };
}

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

function given(
  name: 'since' | 'until',
  bound: string | null,
  own: string | undefined,
  narrower: (a: string, b: string) => string,
): Moments {
  if (bound === null) return {};
  return { [name]: own === undefined ? bound : narrower(bound, own) };
}
