import { refuseBody } from './refuse.ts';

/** @throws Problem `invalid_request` for what is no IANA name */
export function refuseUnknownZone(timeZone: string, path = '/timeZone'): void {
  // An offset is taken by Intl too, and knows no summer time.
  if (/^[+-]/.test(timeZone) || !isZone(timeZone)) {
    refuseBody(path, 'is not an IANA time zone, as in Europe/Berlin');
  }
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
