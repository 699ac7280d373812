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
const claimHereStatement: Statement = { name: 'claim_answer', text: 'select claim_answer($1, $2, $3) as claimed' };

/** For work that is not one transaction: claimed in one of its own, then answered or given up. */
export const claimRequest = async (session: Session, scope: Scope, claim: Claim): Promise<Claimed> =>
  claimBy(claimStatement, session, scope, claim);

/** Within the transaction that does the work: a repetition waits here for the first one. Nothing is written before the answer. */
export const claimAnswer = async (session: Session, scope: Scope, claim: Claim): Promise<Claimed> =>
  claimBy(claimHereStatement, session, scope, claim);

async function claimBy(
  statement: Statement,
  session: Session,
  scope: Scope,
  { id, bodyHash }: Claim,
): Promise<Claimed> {
  const [row] = await session.query<{ claimed: Claimed }>(statement, [scope.organizationId, id, bodyHash]);
  return row?.claimed ?? { state: 'busy' };
}

const answerStatement: Statement = {
  name: 'answer_request',
  text: `insert into request_replay (organization_id, webhook_id, body_hash, status, body) values ($1, $2, $3, $4, $5)
    on conflict (organization_id, webhook_id) do update
    set body_hash = excluded.body_hash, status = excluded.status, body = excluded.body, created_at = excluded.created_at`,
};

/** Keeps the answer, with the commit. */
export function answerRequest(
  session: Session,
  scope: Scope,
  { id, bodyHash }: Claim,
  status: number,
  body: string,
): void {
  session.last(answerStatement, [scope.organizationId, id, bodyHash, status, body]);
}

const forget: Statement = {
  name: 'abandon_request',
  text: 'delete from request_replay where organization_id = $1 and webhook_id = $2 and status is null',
};

/** An error never burns an id. */
export function abandonRequest(session: Session, scope: Scope, { id }: Claim): void {
  session.last(forget, [scope.organizationId, id]);
}
