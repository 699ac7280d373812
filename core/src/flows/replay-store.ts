import { abandonRequest, answerRequest, type Claimed, claimRequest } from '../store/replays.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import type { Engine } from './engine.ts';

interface ReplayClaim {
  readonly organizationId: string;
  readonly id: string;
  readonly bodyHash: Buffer;
}

/** The memory of signed requests for routes whose work is not one transaction: claimed before, answered or given up after (I3). */
export const replayStore = (engine: Engine) => ({
  begin: (claim: ReplayClaim): Promise<Claimed> =>
    inOrganization(engine.store, scopeOf(claim), (session) => claimRequest(session, scopeOf(claim), claim)),
  finish: (claim: ReplayClaim, status: number, body: string): Promise<void> =>
    inOrganization(engine.store, scopeOf(claim), async (session) =>
      answerRequest(session, scopeOf(claim), claim, status, body),
    ),
  abandon: (claim: ReplayClaim): Promise<void> =>
    inOrganization(engine.store, scopeOf(claim), async (session) => abandonRequest(session, scopeOf(claim), claim)),
});

const scopeOf = ({ organizationId }: ReplayClaim): Scope => ({ organizationId, actor: 'core' });
