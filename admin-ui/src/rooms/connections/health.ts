import type { Connection } from '@fairlead/core/api';
import { agoText } from '../../kit/dates.ts';
import type { Tone } from '../../kit/status.tsx';

export interface Health {
  readonly tone: Tone;
  readonly word: string;
  /** What it rests on, with its time. */
  readonly reason: string;
  /** What to do; left out where nothing is to be done. */
  readonly mend?: string;
}

type State = Connection['health']['state'];

const words: Readonly<Record<State, readonly [tone: Tone, word: string]>> = {
  healthy: ['paid', 'Healthy'],
  listening: ['pending', 'Listening'],
  polling: ['paid', 'Polling'],
  quiet: ['review', 'Quiet'],
  missing_events: ['review', 'Missing events'],
  failing: ['denied', 'Failing'],
  no_secret: ['review', 'No secret yet'],
  paused: ['denied', 'Paused'],
};

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const lengthText = (seconds: number): string =>
  seconds < 172_800
    ? plural(Math.round(seconds / 3600), 'hour', 'hours')
    : plural(Math.round(seconds / 86_400), 'day', 'days');

/** How a connection is, in words with their time. What it is was judged by the server. */
export function healthOf({ health }: Connection): Health {
  const [tone, word] = words[health.state];
  return { tone, word, reason: reasonOf(health), ...mendOf(health) };
}

function reasonOf(health: Connection['health']): string {
  const { state, lastDeliveryAt, failed, filled, usualSilenceSeconds } = health;
  if (state === 'paused') return 'Deliveries are refused';
  if (state === 'no_secret') return 'Every delivery is refused until its secret is set';
  const parts = [
    lastDeliveryAt === null ? 'Nothing was delivered yet' : `Last delivery ${agoText(lastDeliveryAt)}`,
    `${failed.toLocaleString('en')} failed in 24 h`,
  ];
  if (filled > 0) parts.push(`${filled.toLocaleString('en')} filled by backfill`);
  if (state === 'quiet' && usualSilenceSeconds !== null)
    parts.push(`up to ${lengthText(usualSilenceSeconds)} is usual`);
  return parts.join(' · ');
}

function mendOf({ state, failed, missingEvents, refused, readFailed }: Connection['health']): Pick<Health, 'mend'> {
  const [last] = refused;
  if (state === 'missing_events') return { mend: `Add to the webhook at the processor: ${missingEvents.join(', ')}` };
  if (state === 'quiet') return { mend: 'See at the processor whether its webhook still delivers here' };
  if (state !== 'failing') return {};
  if (failed > 0) return { mend: 'Deliveries need mending: they are in the inbox' };
  if (readFailed) return { mend: 'The last read of the processor failed: see Reads' };
  return last === undefined ? {} : { mend: `Refused ${agoText(last.lastAt)}: ${last.detail}` };
}
