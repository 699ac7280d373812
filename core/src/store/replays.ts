import type { Scope, Session, Statement } from './session.ts';

/** What makes the repetition of a signed request recognisable (I3). */
export interface Claim {
  readonly id: string;
  readonly bodyHash: Buffer;
}

export type Claimed =
  | { readonly state: 'new' | 'conflict' | 'busy' }
  | { readonly state: 'replay'; readonly status: number; readonly body: string };

const claimStatement: Statement = { name: 'claim_request', text: 'select claim_request($1, $2, $3) as claimed' };

/** Within the transaction that does the work: a repetition waits here for the first one. */
export async function claimRequest(session: Session, scope: Scope, { id, bodyHash }: Claim): Promise<Claimed> {
  const [row] = await session.query<{ claimed: Claimed }>(claimStatement, [scope.organizationId, id, bodyHash]);
  return row?.claimed ?? { state: 'busy' };
}

const answerStatement: Statement = {
  name: 'answer_request',
  text: 'update request_replay set status = $3, body = $4 where organization_id = $1 and webhook_id = $2',
};

/** Keeps the answer, with the commit. */
export function answerRequest(session: Session, scope: Scope, { id }: Claim, status: number, body: string): void {
  session.last(answerStatement, [scope.organizationId, id, status, body]);
}

const forget: Statement = {
  name: 'abandon_request',
  text: 'delete from request_replay where organization_id = $1 and webhook_id = $2 and status is null',
};

/** An error never burns an id. */
export function abandonRequest(session: Session, scope: Scope, { id }: Claim): void {
  session.last(forget, [scope.organizationId, id]);
}
