import type { Need } from '../../contract/adapter.ts';
import { Unreadable } from '../../contract/adapter.ts';
import type { DeliveryTry } from '../../contract/api/replays.ts';
import { Problem } from '../../contract/errors.ts';
import { takeDelivery } from '../../store/inbox.ts';
import { findDelivery } from '../../store/reads/inbox.ts';
import { inOrganization, type Scope, type Session } from '../../store/session.ts';
import type { Connections } from '../connections.ts';
import type { Engine } from '../engine.ts';
import { workOnDelivery } from '../process-delivery.ts';
import type { Settled } from '../settle-payment.ts';
import { explain } from './explain.ts';
import { noBody } from './replay-delivery.ts';
import { modesOf, notFound, type Viewer } from './viewer.ts';

/**
 * What a replay of a delivery would do, with the whole trace of every payment it speaks of: the real path in one transaction that is given up at its
 * end, so that nothing of it is kept, and nothing asked of the processor (F51).
 *
 * @throws Problem `not_found`, `illegal_transition` where its body was taken away
 */
export async function tryDelivery(
  engine: Engine,
  connections: Connections,
  viewer: Viewer,
  id: string,
): Promise<DeliveryTry> {
  return inOrganization(engine.store, viewer, async (session) => {
    session.abandon();
    const found = await findDelivery(session, viewer, modesOf(viewer), id);
    if (found === null) throw notFound('delivery', id);
    const acting: Scope = { organizationId: viewer.organizationId, actor: `adapter:${found.connectionId}` };
    const delivery = await takeDelivery(session, acting, id);
    if (delivery === null) throw noBody(found);
    const asks: Need[] = [];
    const settled: Settled[] = [];
    try {
      const state = await workOnDelivery(engine, connections, acting, delivery, {
        run: (step) => step(session),
        fetch: async (_connection, needs) => void asks.push(...needs),
        onSettled: (one) => settled.push(one),
      });
      const standing = await findDelivery(session, viewer, modesOf(viewer), id);
      const payments = [];
      for (const one of settled) payments.push(await traced(engine, viewer, session, one));
      return { id, state, problem: shownProblem(standing?.problem ?? null), asks, payments };
    } catch (error) {
      if (error instanceof Problem || isOfDatabase(error)) throw error;
      return { id, ...failed(error), asks, payments: [] };
    }
  });
}

async function traced(
  engine: Engine,
  viewer: Viewer,
  session: Session,
  { intake, outcome }: Settled,
): Promise<DeliveryTry['payments'][number]> {
  return {
    paymentId: intake.paymentId,
    before: intake.before.state as DeliveryTry['payments'][number]['before'],
    after: outcome.standing,
    factsAdded: intake.added + outcome.newFacts.length,
    postings: outcome.postings.map(({ amount, currency, debit, credit, reason }) => ({
      amount: Number(amount),
      currency,
      debit,
      credit,
      reason,
    })),
    explanation: await explain(engine, viewer, session, intake.paymentId),
  };
}

/** A statement that failed is ours to mend, and no property of the delivery. */
function isOfDatabase(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
}

function failed(error: unknown): Pick<DeliveryTry, 'state' | 'problem'> {
  const detail = error instanceof Error ? error.message : String(error);
  return error instanceof Unreadable
    ? { state: 'quarantined', problem: { code: 'unreadable', detail } }
    : { state: 'received', problem: { code: 'failed', detail } };
}

const shownProblem = (problem: { readonly code: string; readonly detail: string } | null): DeliveryTry['problem'] =>
  problem === null ? null : { code: problem.code, detail: problem.detail };
