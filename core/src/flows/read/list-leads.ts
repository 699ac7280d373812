import {
  type Lead,
  type LeadFilterQuery,
  type LeadPage,
  type LeadQuery,
  leadStates,
  type LeadSummary,
} from '../../contract/api/lead-list.ts';
import { withMoments } from '../../store/reads/days.ts';
import { groupsOfLeads, type LeadRow, pageOfLeads } from '../../store/reads/leads.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { countBy, countOf } from './counting.ts';
import { modeAsked, type Viewer } from './viewer.ts';

/**
 * Leads that are credited, and what people say of them (C3).
 *
 * @throws Problem `invalid_request` for a cursor of another list or order, `key_out_of_scope`
 */
export async function listLeads(engine: Engine, viewer: Viewer, query: LeadQuery): Promise<LeadPage> {
  const { sort, cursor, take, isTest, ...filter } = query;
  const mode = modeAsked(viewer, isTest);
  const { rows, nextCursor } = await looking(engine.store, viewer, async (session) =>
    pageOfLeads(session, viewer, mode, await withMoments(session, viewer, filter), sort, { take, cursor }),
  );
  return { data: rows.map(showLead), nextCursor };
}

const showLead = ({ credits, position: _position, ...row }: LeadRow): Lead => ({
  ...row,
  credits: credits.map((credit) => ({ ...credit })),
});

/** How many wait, and how many were judged. @throws Problem `key_out_of_scope` */
export async function summariseLeads(engine: Engine, viewer: Viewer, query: LeadFilterQuery): Promise<LeadSummary> {
  const { isTest, state, ...filter } = query;
  const mode = modeAsked(viewer, isTest);
  const groups = await looking(engine.store, viewer, async (session) =>
    groupsOfLeads(session, viewer, mode, await withMoments(session, viewer, filter)),
  );
  return {
    asOf: engine.now().toISOString(),
    count: countOf(groups.filter((group) => state === undefined || state.includes(group.state))),
    byState: countBy(leadStates, groups, (group) => group.state),
  };
}
