import { IdParams, ManualChange, ReasonBody } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { judgeLead } from '../../flows/judge-lead.ts';
import { changedBy } from './changed.ts';

const summaries = {
  validate: 'Validate a lead: it earns where the terms ask for that',
  reject: 'Reject a lead: it earns nothing',
} as const;

/** `POST /v1/leads/:id/validate` and `…/reject`: each a fact with actor and reason (C3). */
export function leads(app: PluginApp, engine: Engine): void {
  for (const move of ['validate', 'reject'] as const) {
    const schema = {
      params: IdParams,
      body: ReasonBody,
      response: { 200: ManualChange },
      tags: ['Sales'],
      summary: summaries[move],
    };
    const config = { problems: ['not_found', 'illegal_transition'] };
    app.post(`/leads/:id/${move}`, { schema, config }, async ({ params, body, scope }) =>
      changedBy(await judgeLead(engine, { ...scope, reason: body.reason }, params.id, move), engine.now()),
    );
  }
}
