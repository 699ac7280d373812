/**
 * The days on which the European Central Bank publishes: Monday to Friday, but not on the closing days of the payment system TARGET (New Year's
 * Day, Good Friday, Easter Monday, 1 May, 25 and 26 December; in force since 2002).
 */
export function lastBefore(day: string): string {
  let date = dayBefore(day);
  while (!isPublishing(date)) date = dayBefore(date);
  return date;
}

export function isPublishing(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  const year = Number(day.slice(0, 4));
  const easter = easterSunday(year);
  return !closed.has(day.slice(5)) && day !== plusDays(easter, -2) && day !== plusDays(easter, 1);
}

const closed: ReadonlySet<string> = new Set(['01-01', '05-01', '12-25', '12-26']);

const dayBefore = (day: string): string => plusDays(day, -1);

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** By the Gregorian computus: the Sunday after the first full moon of spring. */
function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skipped = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const epact = (skipped + 19 * golden + 15) % 30;
  const moon = epact - (epact > 28 || (epact === 28 && golden > 10) ? 1 : 0);
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  const daysAfterMarch21 = moon + 7 - weekday;
  return plusDays(`${year}-03-21`, daysAfterMarch21);
}
