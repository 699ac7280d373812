import type { Backfilled, Missed } from '../../flows/backfill-connection.ts';

export const shownMissed = ({ occurredAt, type, eventId, state }: Missed): string =>
  `${occurredAt}  ${type}  ${eventId}${state === null ? '' : `  ${state}`}`;

export const shownProgress = ({ found, missed }: Backfilled, reached: string | undefined): string =>
  `${found} found, ${missed} missed${reached === undefined ? '' : `, at ${reached.slice(0, 16).replace('T', ' ')}`}`;

/** What webhooks had missed, in a few lines. */
export function shownReport(report: Backfilled, title: string, dryRun: boolean): string {
  const { found, known, missed, missedByType, byState, payments, postings } = report;
  const head = `${title}: ${found} found, ${known} here already, ${missed} missed by webhooks`;
  if (missed === 0) return head;
  const types = Object.entries(missedByType).sort(([a], [b]) => a.localeCompare(b));
  const states = Object.entries(byState).map(([state, count]) => `${count} ${state}`);
  return [
    head,
    ...types.map(([type, count]) => `  ${type}: ${count}`),
    ...(dryRun
      ? ['Nothing of this was kept.']
      : [
          `Worked on: ${states.join(', ')}`,
          `Payments and leads: ${payments.added} new, ${payments.changed} changed; postings: ${postings}`,
        ]),
  ].join('\n');
}
