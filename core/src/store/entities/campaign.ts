import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { SelfMint } from '../../domain/self-mint.ts';
import { edited, tenantKey } from './columns.ts';

export const campaignStates = ['draft', 'active', 'closed', 'archived'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** The rules affiliates join. `state` is the state of now; what held when is in its periods (A10). */
export const Campaign = defineEntity({
  name: 'Campaign',
  tableName: 'campaign',
  properties: {
    ...tenantKey(),
    name: p.text(),
    slug: p.text(),
    destinationUrl: p.text(),
    currency: p.character().length(3).default('USD'),
    state: p.text().$type<CampaignState>().default('draft'),
    /** Without consent no cookie is set and no visitor recognised (A9). */
    consentRequired: p.boolean().default(false),
    /** Affiliates have a link by which others apply, with them as recruiters (C8). */
    recruitingLink: p.boolean().default(false),
    /** What was set of it; the rest takes its default (domain/self-mint.ts). */
    selfMint: p.json().$type<Partial<SelfMint>>().defaultRaw(`'{}'`),
    /** It has, or once had, a budget: what its lines come to is summed up. Set by the database (0024_budgets.sql). */
    budgeted: p.boolean().default(false),
    /** The same of terms that ask where an enrollment stands: what each sells is summed up (0022_tiers.sql). */
    tiered: p.boolean().default(false),
    ...edited(),
  },
});
export type Campaign = InferEntity<typeof Campaign>;
