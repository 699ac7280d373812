import { hasPaid, readClick } from '../store/page-leads.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { recordLead } from './record-lead.ts';
import { serverConnection } from './record-told.ts';

/** Of a publishable key. */
export interface PageScope extends Scope {
  readonly mode: 'live' | 'test';
  readonly campaignId?: string;
}

export interface PageLeadInput {
  readonly customer: { readonly externalId?: string; readonly email?: string };
  readonly clickId: string;
  readonly consent: boolean;
}

/**
 * Records a lead that a page told of (F8). Everybody can read its key and say the same, so it is kept as a page's word (A5): nobody who has paid
 * becomes a lead by it, no customer learns anything of it, and it yields to what servers and processors say.
 *
 * @returns why it was not recorded, in words that tell nothing of the person; null: it was, or there was nothing to record
 */
export async function recordPageLead(
  engine: Engine,
  scope: PageScope,
  { customer, clickId, consent }: PageLeadInput,
): Promise<'consent_missing' | 'unknown_click' | null> {
  const { mode, campaignId } = scope;
  return inOrganization(engine.store, scope, async (session) => {
    const click = await readClick(session, scope, mode, clickId);
    if (click === null) return 'unknown_click';
    if (click.asksConsent && !consent) return 'consent_missing';
    if (await hasPaid(session, scope, mode, customer)) return null;
    const evidence = { clickIds: [clickId], ...(campaignId === undefined ? {} : { campaign: campaignId }) };
    const occurredAt = engine.now().toISOString();
    await recordLead(engine, session, scope, {
      connectionId: serverConnection,
      mode,
      fact: { type: 'lead.captured', via: 'script', occurredAt, customer, evidence },
    });
    return null;
  });
}
