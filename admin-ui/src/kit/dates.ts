type Instant = string | number | Date;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: Instant, timeZone: string, name: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${name}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  formats.set(key, made);
  return made.format(new Date(instant));
}

/** `6 May`, and `6 May 2025` where the year is not this one. Days are those of the organization's zone. */
export function dayText(instant: Instant, timeZone: string, now: Instant = new Date()): string {
  return yearOf(instant, timeZone) === yearOf(now, timeZone)
    ? format(instant, timeZone, 'day', { day: 'numeric', month: 'short' })
    : longDayText(instant, timeZone);
}

/** `6 May 2026`. */
export const longDayText = (instant: Instant, timeZone: string): string =>
  format(instant, timeZone, 'long', { day: 'numeric', month: 'short', year: 'numeric' });

/** `Mon 1 Jun`: for what is ahead. */
export const weekdayText = (instant: Instant, timeZone: string): string =>
  format(instant, timeZone, 'weekday', { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');

/** `14:02`. */
export const timeText = (instant: Instant, timeZone: string): string =>
  format(instant, timeZone, 'time', { hour: '2-digit', minute: '2-digit', hour12: false });

/** `14 Apr 2026, 09:14 UTC`: the zone is named wherever a time decides something. */
export const momentText = (instant: Instant, timeZone: string): string =>
  `${longDayText(instant, timeZone)}, ${timeText(instant, timeZone)}${timeZone === 'UTC' ? ' UTC' : ''}`;

/** `2026-05-06`, the day's name in addresses. */
export const isoDay = (instant: Instant, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(instant));
  return parts.slice(0, 10);
};

/** `2 min ago`. */
export function agoText(instant: Instant, now: Instant = new Date()): string {
  const seconds = Math.max(0, Math.round((new Date(now).getTime() - new Date(instant).getTime()) / 1000));
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

const yearOf = (instant: Instant, timeZone: string): string => format(instant, timeZone, 'year', { year: 'numeric' });
