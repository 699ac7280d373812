import type { WorkFacts } from '../../store/inspect/work.ts';
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

function counted(check: string, count: number, mend: string): Finding {
  const { ok, warning } = findings(check);
  return count === 0 ? ok('none') : warning(String(count), mend);
}
