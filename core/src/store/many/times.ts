import { timeOf } from '../../contract/instants.ts';

/**
 * Instants as the database compares them: microseconds since 1970, which a number holds exactly. Told in seconds by `date_part('epoch', …)`, which
 * costs a tenth of writing a time out.
 */
export const microsOf = (seconds: number): number => Math.round(seconds * 1_000_000);

/** As `iso()` of 0001_ground.sql writes it: milliseconds, cut off. */
export const isoOf = (micros: number): string => timeOf(Math.floor(micros / 1_000));

/** As `uuid_floor()` of 0003_streams.sql: ids of before that time are below it. */
export function uuidFloorOf(micros: number): string {
  const hex = Math.floor((micros + 500) / 1_000)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
