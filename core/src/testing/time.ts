/** A span of time; what is left out is nothing. Days are of 86 400 s (A2). */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly ms?: number;
}

export const milliseconds = ({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }: Span): number =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000 + ms;

/** The time a span after another, RFC 3339 in UTC. */
export const after = (time: string, span: Span): string =>
  new Date(Date.parse(time) + milliseconds(span)).toISOString();

/** The time a span before another, RFC 3339 in UTC. */
export const before = (time: string, span: Span): string =>
  new Date(Date.parse(time) - milliseconds(span)).toISOString();
