import { BonusBody, BonusGiven, IdParams } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { giveBonus } from '../../flows/give-bonus.ts';
import { changedBy } from './changed.ts';

/** `POST /v1/enrollments/:id/milestones` (F64): a fact with actor and reason, once for each name. */
export function bonuses(app: PluginApp, engine: Engine): void {
  const schema = {
    params: IdParams,
    body: BonusBody,
    response: { 200: BonusGiven, 201: BonusGiven },
    tags: ['Sales'],
    summary: 'Say that an affiliate reached a milestone: its bonus is credited',
  };
  const problems = ['not_found', 'not_creditable', 'unknown_reference'];
  app.post('/enrollments/:id/milestones', { schema, config: { problems } }, async ({ params, body, scope }, reply) => {
    const given = await giveBonus(engine, { ...scope, reason: body.reason }, params.id, body.name);
    return reply.code(given.deduped ? 200 : 201).send({ ...changedBy(given, engine.now()), deduped: given.deduped });
  });
}
