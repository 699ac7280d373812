import { SaleAnswer, SaleBody } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { answerOnce } from '../../flows/answer-once.ts';
import type { Engine } from '../../flows/engine.ts';
import { recordSale, type SaleInput, type SaleRecorded } from '../../flows/record-sale.ts';
import { sendGiven } from './answer.ts';
import { creditOf } from './credit.ts';
import { customerOf, evidenceOf, modeOf } from './evidence.ts';
import type { RequestScope } from '../request.ts';

/** `POST /v1/sales` (F30). 201 for a new sale, 200 for one that was known (I1). */
export function sales(app: PluginApp, engine: Engine): void {
  const schema = {
    body: SaleBody,
    response: { 200: SaleAnswer, 201: SaleAnswer },
    tags: ['Tracking'],
    summary: 'Record a sale',
  };
  const problems = ['unknown_affiliate', 'unknown_campaign', 'invalid_amount'];
  app.post('/sales', { schema, config: { replay: 'flow', problems } }, async (request, reply) => {
    const { body, scope } = request;
    const given = await answerOnce(engine, scope, request.replay, async (session) => {
      const recorded = await recordSale(engine, session, scope, inputOf(body, scope, engine.now()));
      return { status: recorded.deduped ? 200 : 201, body: JSON.stringify(answerOf(recorded, engine.now())) };
    });
    return sendGiven(reply, given);
  });
}

function inputOf(body: SaleBody, scope: RequestScope, now: Date): SaleInput {
  const customer = customerOf(body.customer);
  return {
    externalEventId: body.externalEventId,
    mode: modeOf(body, scope),
    occurredAt: body.occurredAt ?? now.toISOString(),
    currency: body.currency,
    amount: BigInt(body.amount),
    ...(body.tax === undefined ? {} : { tax: BigInt(body.tax) }),
    ...(body.shipping === undefined ? {} : { shipping: BigInt(body.shipping) }),
    ...(body.subscriptionId === undefined ? {} : { subscription: body.subscriptionId }),
    ...(customer === undefined ? {} : { customer }),
    items: (body.lineItems ?? []).map((item) => ({ ...item, amount: BigInt(item.amount) })),
    evidence: evidenceOf(body, scope),
    ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
    timeGiven: body.occurredAt !== undefined,
  };
}

const answerOf = (recorded: SaleRecorded, now: Date): SaleAnswer => {
  const { state } = recorded.outcome;
  return {
    id: recorded.intake.paymentId,
    externalEventId: state.believed?.key ?? '',
    amount: Number(state.gross),
    currency: state.currency ?? '',
    occurredAt: state.occurredAt ?? '',
    ...creditOf(recorded, now),
    deduped: recorded.deduped,
    differs: [...recorded.differs],
  };
};
