import type { Fact } from '../contract/facts.ts';
import { groupFacts } from '../domain/group-facts.ts';
import type { Engine } from '../flows/engine.ts';
import { recordLead } from '../flows/record-lead.ts';
import { settle, type Settled } from '../flows/settle-payment.ts';
import { takeAbout, takeIn } from '../store/intake.ts';
import { inOrganization, type Scope } from '../store/session.ts';

/** A configured account of a made-up processor: facts only, no adapter behind it. */
export interface FactSource {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly mode: 'live' | 'test';
}

/** Takes facts in as one delivery of a processor would be, without inbox or adapter; answers how each payment or lead stands after it. */
export async function deliverFacts(engine: Engine, source: FactSource, facts: readonly Fact[]): Promise<Settled[]> {
  const { organizationId, connectionId, mode } = source;
  const scope: Scope = { organizationId, actor: `adapter:${connectionId}` };
  const { about, leads, payments } = groupFacts(facts);
  if (about.length > 0) {
    await inOrganization(engine.store, scope, (session) =>
      takeAbout(session, scope, { connectionId, mode, facts: about }),
    );
  }
  const settled: Settled[] = [];
  for (const fact of leads) {
    settled.push(
      await inOrganization(engine.store, scope, (session) =>
        recordLead(engine, session, scope, { connectionId, mode, fact }),
      ),
    );
  }
  for (const { refs, facts: stated } of payments) {
    settled.push(
      await inOrganization(engine.store, scope, async (session) => {
        const input = { connectionId, mode, kind: 'payment', refs, facts: stated } as const;
        return settle(engine, session, scope, await takeIn(session, scope, input));
      }),
    );
  }
  return settled;
}
