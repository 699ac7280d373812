import type { Engine } from '../../flows/engine.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import type { Calendar } from './calendar.ts';
import type { Dice } from './dice.ts';

/** What the demo is played on. */
export interface Stage {
  readonly desk: Desk;
  readonly databaseUrl: string;
  readonly clickParameter: string;
  readonly calendar: Calendar;
  readonly dice: Dice;
  readonly tell: (what: string) => void;
}

/** The engine as it was at a time of the story: what is decided then is decided by that clock. */
export const engineAt = (engine: Engine, at: number): Engine => ({ ...engine, now: () => new Date(at) });

export const deskAt = (desk: Desk, at: number): Desk => ({
  engine: engineAt(desk.engine, at),
  sealer: desk.sealer,
  checks: desk.checks,
  publicUrl: desk.publicUrl,
});
