import { type ClickView, wholeSeconds } from '@fairlead/core/plugin';

const day = 86_400;

/** A2: a click counts in [at, at + windowDays × 86 400 s), in whole seconds of the payment's own time. */
export type Standing = 'counts' | 'not_counted' | 'expired' | 'after_payment';

export function standingOf(click: ClickView, occurredAt: string): Standing {
  if (!click.counts) return 'not_counted';
  const age = wholeSeconds(occurredAt) - wholeSeconds(click.at);
  if (age < 0) return 'after_payment';
  return age < click.windowDays * day ? 'counts' : 'expired';
}

/** The first moment at which the click no longer counts, RFC 3339. */
export const endOf = ({ at, windowDays }: ClickView): string =>
  new Date((wholeSeconds(at) + windowDays * day) * 1000).toISOString();
