import { BonusBody, BonusGiven, IdParams } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { giveBonus } from '../../flows/give-bonus.ts';
import { changedBy } from './changed.ts';

/** `POST /v1/enrollments/:id/milestones` (F64): a fact with actor and reason, once for each name; the amount of the terms, or one's own. */
export function bonuses(app: PluginApp, engine: Engine): void {
  const schema = {
    params: IdParams,
    body: BonusBody,
    response: { 200: BonusGiven, 201: BonusGiven },
    tags: ['Sales'],
    summary: 'Give a bonus: for a milestone of the terms, or of any amount',
  };
  const problems = ['not_found', 'not_creditable', 'unknown_reference'];
  app.post('/enrollments/:id/milestones', { schema, config: { problems } }, async ({ params, body, scope }, reply) => {
    const { name, amount, reason } = body;
    const given = await giveBonus(engine, { ...scope, reason }, params.id, {
      name,
      amount: amount === undefined ? undefined : BigInt(amount),
    });
    return reply.code(given.deduped ? 200 : 201).send({ ...changedBy(given, engine.now()), deduped: given.deduped });
  });
}
