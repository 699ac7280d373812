import type { Connection, Delivery, DeliverySummary } from '@fairlead/core/api';
import { agoText } from '../../kit/dates.ts';
import type { Tone } from '../../kit/status.tsx';

export interface Health {
  readonly tone: Tone;
  readonly word: string;
  /** What it rests on, with its time. */
  readonly reason: string;
}

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** How a connection is, from its last delivery and from how those of the last 24 hours stand. The first that applies. */
export function healthOf(connection: Connection, last: Delivery | undefined, day: DeliverySummary): Health {
  const { parked, quarantined, waiting } = day.byState;
  if (!connection.active) return { tone: 'denied', word: 'Paused', reason: 'Deliveries are refused' };
  if (connection.credentials.length === 0) {
    return { tone: 'review', word: 'No secret yet', reason: 'Every delivery is refused until its secret is set' };
  }
  if (last === undefined) return { tone: 'pending', word: 'Listening', reason: 'Nothing was delivered yet' };
  const heard = `Last delivery ${agoText(last.receivedAt)}`;
  const failed = parked + quarantined;
  if (failed > 0) {
    return {
      tone: 'denied',
      word: 'Failing',
      reason: `${heard}, ${plural(failed, 'delivery needs', 'deliveries need')} mending`,
    };
  }
  const waits = waiting > 0 ? `, ${plural(waiting, 'waits', 'wait')} for its payment` : '';
  return { tone: 'paid', word: 'Healthy', reason: `${heard}, none failed in 24 h${waits}` };
}
