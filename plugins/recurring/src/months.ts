/**
 * The UTC date so many months after another, YYYY-MM-DD: the end of the month is clamped from the first date each time, so that from
 * 31 January one month on is 28 or 29 February, and two are 31 March (C4).
 */
export function plusMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number);
  const wanted = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(wanted / 12), wanted % 12];
  const daysInMonth = new Date(Date.UTC(toYear, toMonth + 1, 0)).getUTCDate();
  return new Date(Date.UTC(toYear, toMonth, Math.min(day, daysInMonth))).toISOString().slice(0, 10);
}

/** The UTC date of an RFC 3339 time. */
export const dateOf = (time: string): string => new Date(time).toISOString().slice(0, 10);
