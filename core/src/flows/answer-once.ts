import { Problem } from '../contract/errors.ts';
import { answerRequest, type Claim, claimAnswer, type Claimed } from '../store/replays.ts';
import { inOrganization, type Scope, type Session } from '../store/session.ts';
import type { Engine } from './engine.ts';

export interface Answer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

export interface GivenAnswer extends Answer {
  /** It is the first answer of an earlier request, once more. */
  readonly replayed: boolean;
}

/**
 * Runs the work of a request in one transaction; a signed request that was answered before gets that answer again and changes nothing (I3).
 * The claim travels with the work's first statements; when it turns out to be a repetition the whole transaction is given up.
 *
 * @throws Problem `webhook_id_reused`, `request_in_progress`, or whatever `work` throws
 */
export async function answerOnce(
  engine: Engine,
  scope: Scope,
  claim: Claim | null,
  work: (session: Session) => Promise<Answer>,
): Promise<GivenAnswer> {
  return inOrganization(engine.store, scope, async (session) => {
    if (claim === null) return { ...(await work(session)), replayed: false };
    const claiming = claimAnswer(session, scope, claim);
    claiming.catch(() => undefined);
    const worked = await work(session).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    );
    const claimed = await claiming;
    if (claimed.state !== 'new') {
      session.abandon();
      return repetition(claimed, claim);
    }
    if ('error' in worked) throw worked.error;
    answerRequest(session, scope, claim, worked.answer.status, worked.answer.body);
    return { ...worked.answer, replayed: false };
  });
}

function repetition(claimed: Claimed, claim: Claim): GivenAnswer {
  // Kept as `<mode>:<id>`; the caller knows only what stands behind the colon.
  const id = claim.id.slice(claim.id.indexOf(':') + 1);
  if (claimed.state === 'replay') return { status: claimed.status, body: claimed.body, replayed: true };
  if (claimed.state === 'conflict') {
    throw new Problem(
      'webhook_id_reused',
      `webhook-id '${id}' came before with another body: use a new one for another request`,
    );
  }
  throw new Problem('request_in_progress', `webhook-id '${id}' is being worked on: ask again in a moment`, {
    retryAfter: 1,
  });
}
