import type { ConnectionSettings, CustomerKeys, Evidence } from '@fairlead/core/plugin';
import { child, type Node, optionalText, present } from './read.ts';

export type Aliases = ConnectionSettings['aliases'];

/** Custom fields that carry evidence, in the order they are asked. */
export interface Names {
  readonly click: readonly string[];
  readonly customer: readonly string[];
  /** Of other systems: believed only where the value is one of `campaigns`. */
  readonly foreignCampaign: readonly string[];
  readonly campaigns: ReadonlySet<string>;
}

export const defaultAliases: Aliases = {
  click: ['affitor_click_id', 'affonso_referral', 'click_id'],
  customer: ['affitor_customer_key'],
  campaign: ['program_id'],
};

const ownCampaign = 'fairlead_campaign';

export function namesFor(options: Aliases, { aliases, campaigns = [] }: ConnectionSettings): Names {
  return {
    click: ['fairlead_click_id', ...aliases.click, ...options.click],
    customer: ['fairlead_customer_key', ...aliases.customer, ...options.customer],
    foreignCampaign: [...aliases.campaign, ...options.campaign].filter((name) => name !== ownCampaign),
    campaigns: new Set(campaigns),
  };
}

export interface Carried {
  readonly evidence: Evidence;
  readonly customer: CustomerKeys | undefined;
  readonly foreignProgram: boolean;
}

/** Custom fields of a transaction. Their names lose their underscores on the way (`fairleadClickId`), so they are compared without. */
export function carried(transaction: Node, names: Names): Carried {
  const fields = child(transaction, 'customFields')?.fields ?? {};
  const told = new Map(Object.entries(fields).map(([name, value]) => [bare(name), value]));
  const values = (name: string): readonly string[] => {
    const value = told.get(bare(name));
    return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
  };
  const clickIds = [...new Set(names.click.flatMap(values))];
  const named = names.foreignCampaign.flatMap(values);
  return {
    evidence: present({
      clickIds: clickIds.length > 0 ? clickIds : undefined,
      campaign: values(ownCampaign)[0] ?? named.find((value) => names.campaigns.has(value)),
    }),
    customer: customerOf(transaction, names.customer.flatMap(values)[0]),
    foreignProgram: named.some((value) => !names.campaigns.has(value)),
  };
}

/** A transaction without a stored customer has an e-mail at most; a name alone is nobody. */
function customerOf(transaction: Node, externalId: string | undefined): CustomerKeys | undefined {
  const customer = child(transaction, 'customer');
  const processorId = customer && optionalText(customer, 'id');
  const email = customer && optionalText(customer, 'email');
  if ((externalId ?? processorId ?? email) === undefined) return undefined;
  const names = customer && [optionalText(customer, 'firstName'), optionalText(customer, 'lastName')].filter(Boolean);
  const name = names === undefined || names.length === 0 ? undefined : names.join(' ');
  return present({ externalId, processorId, email, name });
}

const bare = (name: string): string => name.replace(/[_-]/g, '').toLowerCase();
