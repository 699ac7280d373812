import type { WorkFacts } from '../../store/inspect/work.ts';
import type { Alerts } from '../../flows/alerts.ts';
import { type Finding, findings } from './finding.ts';

type Counts = Pick<WorkFacts, 'parked' | 'overdueDeliveries' | 'overdueRevisits'>;

/** Whether somebody works on what is due, and what only a person can decide. */
export function workFindings(
  { parked, overdueDeliveries, overdueRevisits }: Counts,
  named: string,
): readonly Finding[] {
  const running = 'run a server, or: fairlead work';
  return [
    counted(
      `${named}: parked deliveries`,
      parked,
      'read why in /v1/inbox?state=parked, mend it, then: fairlead replay --delivery <id>',
    ),
    counted(`${named}: overdue deliveries`, overdueDeliveries, running),
    counted(`${named}: overdue payments`, overdueRevisits, running),
  ];
}

/** What is silent or waits for too long, though nothing failed. */
export function alertFindings(alerts: Alerts, named: string): readonly Finding[] {
  const { quiet, missingEvents, failingBackfills, refunds, dataRequests } = alerts;
  return [
    counted(
      `${named}: silent connections`,
      quiet.length,
      'see whether the processor still delivers: GET /v1/connections',
    ),
    counted(`${named}: webhooks that lack events`, missingEvents.length, 'add the events named in GET /v1/connections'),
    counted(
      `${named}: reads of processors that fail`,
      failingBackfills.length,
      'GET /v1/connections/<id>/backfills says why',
    ),
    counted(`${named}: refunds waiting for 30 days`, refunds, 'their payment never came: /v1/payments?state=waiting'),
    counted(`${named}: requests for somebody’s data`, dataRequests, 'answer them from GET /v1/customers/<id>'),
  ];
}

function counted(check: string, count: number, mend: string): Finding {
  const { ok, warning } = findings(check);
  return count === 0 ? ok('none') : warning(String(count), mend);
}
