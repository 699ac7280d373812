const dayMs = 86_400_000;

const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** Days as `2026-03-01`; none of this knows of clocks changing, since a day of the calendar has no length. */
export const addDays = (day: string, days: number): string =>
  new Date(noonOf(day) + days * dayMs).toISOString().slice(0, 10);

/** Both counted: 1 for a day and itself. */
export const daysBetween = (from: string, to: string): number => Math.round((noonOf(to) - noonOf(from)) / dayMs) + 1;

export const everyDay = (from: string, to: string): readonly string[] =>
  Array.from({ length: daysBetween(from, to) }, (_, n) => addDays(from, n));

/** The day it is somewhere. @param timeZone IANA */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}
