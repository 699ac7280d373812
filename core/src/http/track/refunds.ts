import { RefundAnswer, RefundBody } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { answerOnce } from '../../flows/answer-once.ts';
import type { Engine } from '../../flows/engine.ts';
import { recordRefund, type RefundInput, type RefundRecorded } from '../../flows/record-refund.ts';
import { sendGiven } from './answer.ts';
import { creditOf } from './credit.ts';
import { modeOf } from './evidence.ts';
import type { RequestScope } from '../request.ts';

/** `POST /v1/refunds` (F32, R13). 201 applied, 202 waiting for its sale (R5), 200 stated before. */
export function refunds(app: PluginApp, engine: Engine): void {
  const response = { 200: RefundAnswer, 201: RefundAnswer, 202: RefundAnswer };
  const schema = { body: RefundBody, response, tags: ['Tracking'], summary: 'Record a refund or chargeback' };
  const problems = [
    'unknown_sale',
    'unknown_refund',
    'currency_differs',
    'refund_differs',
    'refund_is_mirrored',
    'invalid_amount',
  ];
  app.post('/refunds', { schema, config: { replay: 'flow', problems } }, async (request, reply) => {
    const { body, scope } = request;
    const given = await answerOnce(engine, scope, request.replay, async (session) => {
      const recorded = await recordRefund(engine, session, scope, inputOf(body, scope, engine.now()));
      const status = recorded.deduped ? 200 : recorded.waiting ? 202 : 201;
      return { status, body: JSON.stringify(answerOf(body, recorded, engine.now())) };
    });
    return sendGiven(reply, given);
  });
}

function inputOf(body: RefundBody, scope: RequestScope, now: Date): RefundInput {
  const { externalRefundId, externalEventId, saleId, type, status, currency, reason } = body;
  return {
    externalRefundId,
    mode: modeOf(body, scope),
    ...(externalEventId === undefined ? {} : { externalEventId }),
    ...(saleId === undefined ? {} : { saleId }),
    type,
    status,
    ...(body.amount === undefined ? {} : { amount: BigInt(body.amount) }),
    ...(currency === undefined ? {} : { currency }),
    ...(body.tax === undefined ? {} : { tax: BigInt(body.tax) }),
    ...(body.shipping === undefined ? {} : { shipping: BigInt(body.shipping) }),
    ...(reason === undefined ? {} : { reason }),
    occurredAt: body.occurredAt ?? now.toISOString(),
  };
}

const answerOf = ({ externalRefundId, type }: RefundBody, recorded: RefundRecorded, now: Date): RefundAnswer => ({
  id: externalRefundId,
  saleId: recorded.waiting ? null : recorded.intake.paymentId,
  waiting: recorded.waiting,
  type,
  amount: Number(recorded.amount),
  currency: recorded.currency,
  reversed: Number(recorded.outcome.state.reversed),
  ...creditOf(recorded, now),
  deduped: recorded.deduped,
});
