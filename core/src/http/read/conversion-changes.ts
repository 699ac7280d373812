import { AssignBody, IdParams, ManualChange, ReasonBody } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { moveConversion } from '../../flows/assign.ts';
import { denyConversion, reinstateConversion } from '../../flows/deny.ts';
import type { Engine } from '../../flows/engine.ts';
import { changedBy } from './changed.ts';

const common = { params: IdParams, response: { 200: ManualChange }, tags: ['Sales'] };
const problems = ['not_found', 'illegal_transition'];

/** `POST /v1/conversions/:id/move`, `/deny`, `/reinstate`: each a fact with actor and reason (A11, R10). */
export function conversionChanges(app: PluginApp, engine: Engine): void {
  const move = { ...common, body: AssignBody, summary: 'Move a sale to another affiliate' };
  const moveProblems = [...problems, 'unknown_reference', 'not_creditable'];
  app.post(
    '/conversions/:id/move',
    { schema: move, config: { problems: moveProblems } },
    async ({ params, body, scope }) => {
      const decider = { ...scope, reason: body.reason };
      return changedBy(await moveConversion(engine, decider, params.id, body.enrollmentId), engine.now());
    },
  );

  const deny = { ...common, body: ReasonBody, summary: 'Deny a sale: its commission is taken back' };
  app.post('/conversions/:id/deny', { schema: deny, config: { problems } }, async ({ params, body, scope }) =>
    changedBy(await denyConversion(engine, { ...scope, reason: body.reason }, params.id), engine.now()),
  );

  const reinstate = { ...common, body: ReasonBody, summary: 'Take a denial back' };
  app.post('/conversions/:id/reinstate', { schema: reinstate, config: { problems } }, async ({ params, body, scope }) =>
    changedBy(await reinstateConversion(engine, { ...scope, reason: body.reason }, params.id), engine.now()),
  );
}
