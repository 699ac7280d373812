import type { LeadBulk, LeadBulkResult } from '../contract/api/lead-list.ts';
import { Problem } from '../contract/errors.ts';
import type { Engine } from './engine.ts';
import { judgeLead } from './judge-lead.ts';
import type { Viewer } from './read/viewer.ts';

/** One verdict on many, one after the other, each in a transaction of its own. Asked again, what was done already changes nothing. */
export async function judgeManyLeads(
  engine: Engine,
  viewer: Viewer,
  { ids, verdict, reason }: LeadBulk,
): Promise<LeadBulkResult> {
  const data: LeadBulkResult['data'] = [];
  for (const id of ids) {
    try {
      await judgeLead(engine, { ...viewer, reason }, id, verdict === 'validated' ? 'validate' : 'reject');
      data.push({ id, changed: true, code: null, detail: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      data.push({ id, changed: false, code: error.code, detail: error.message });
    }
  }
  return { data };
}
