/** How far a caller's clock may be ahead of ours (I4). */
export const aheadSeconds = 300;

export type Moment = { readonly ok: true; readonly at: number } | { readonly ok: false; readonly wrong: string };

const shape = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,12}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const wrong = (reason: string): Moment => ({ ok: false, wrong: reason });

/**
 * Reads RFC 3339 with an offset, exactly (I4); digits below a millisecond are cut off. `at` is milliseconds since 1970 in UTC. A leap second
 * is the last millisecond of its minute. Nothing before 1970 is taken: no sale is that old, and databases differ on the year 0.
 */
export function readTime(text: string): Moment {
  const parts = shape.exec(text);
  if (parts === null) return wrong('must be RFC 3339 with an offset, as in 2026-03-01T12:00:00Z');
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [offsetHour, offsetMinute] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59)
    return wrong('is no time of day');

  const milliseconds = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const leap = second === 60;
  const local = Date.UTC(year, month - 1, day, hour, minute, leap ? 59 : second, leap ? 999 : milliseconds);
  if (!sameDay(local, year, month, day)) return wrong('is no day of the calendar');

  const offset = (offsetHour * 60 + offsetMinute) * 60_000;
  const at = parts[8] === '-' ? local + offset : local - offset;
  if (leap && new Date(at).toISOString().slice(11, 16) !== '23:59') return wrong('is no time of day');
  if (at < 0) return wrong('must not be before 1970');
  return { ok: true, at };
}

/** `Date.UTC` rolls 30 February over into March, and takes the years 0 to 99 for 1900 to 1999. */
function sameDay(at: number, year: number, month: number, day: number): boolean {
  const date = new Date(at);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** UTC with milliseconds, as kept and answered everywhere. */
export const utc = (at: number): string => new Date(at).toISOString();
