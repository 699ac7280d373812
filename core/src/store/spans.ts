/** A UTC month, quarter or year, `until` exclusive; null: without an end on that side. */
export interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

/** Its ends, as PostgreSQL compares times with. */
export const timesOf = ({ from, until }: Span): readonly [string, string] => [from ?? '-infinity', until ?? 'infinity'];

/** Its first day, and the first after it: such periods begin with a UTC day. */
export const daysOf = ({ from, until }: Span): readonly [string, string] => [
  from?.slice(0, 10) ?? '-infinity',
  until?.slice(0, 10) ?? 'infinity',
];
