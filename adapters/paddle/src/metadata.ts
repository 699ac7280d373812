import type { ConnectionSettings, CouponGiven, CustomerKeys, Evidence } from '@fairlead/core/plugin';
import { type Node, present } from './read.ts';

/** Names in `custom_data` that carry evidence, in the order they are asked. */
export interface Names {
  readonly click: readonly string[];
  readonly customer: readonly string[];
  /** Ours: whatever it says restricts the credit to that campaign. */
  readonly campaign: string;
  /** Of other systems (`program_id`): believed only where the value is one of `campaigns`. */
  readonly foreignCampaign: readonly string[];
  readonly campaigns: ReadonlySet<string>;
}

export type Aliases = ConnectionSettings['aliases'];

/** Names of systems a brand may come from; its code goes on working when only the tracker is changed (F40). */
export const defaultAliases: Aliases = {
  click: ['affitor_click_id', 'affonso_referral', 'click_id'],
  customer: ['affitor_customer_key'],
  campaign: ['program_id'],
};

/** Our own names first, then the connection's, then those of the plugin's options. */
export function namesFor(options: Aliases, settings: ConnectionSettings): Names {
  const ours = 'fairlead_campaign';
  return {
    click: distinct(['fairlead_click_id', ...settings.aliases.click, ...options.click]),
    customer: distinct(['fairlead_customer_key', ...settings.aliases.customer, ...options.customer]),
    campaign: ours,
    foreignCampaign: distinct([...settings.aliases.campaign, ...options.campaign]).filter((name) => name !== ours),
    campaigns: new Set(settings.campaigns ?? []),
  };
}

/** What the places of one object say together. */
export interface Carried {
  readonly evidence: Evidence;
  /** The brand's own id of the customer. */
  readonly externalId: string | undefined;
  /** A `program_id` that is no campaign of this brand was found and left aside. */
  readonly foreignProgram: boolean;
}

/**
 * Evidence in the `custom_data` of one object: any JSON an integrator put there, of which the values directly within it are read, numbers as
 * the digits they are. A foreign program id does not taint what stands beside it: a brand that moved over keeps the field.
 */
export function carried(names: Names, data: Node | undefined, coupons: readonly CouponGiven[] = []): Carried {
  const values = (name: string): string[] => [value(data, name)].filter((given) => given !== '');
  const clickIds = distinct(names.click.flatMap(values));
  const named = names.foreignCampaign.flatMap(values);
  const campaign = values(names.campaign)[0] ?? named.find((given) => names.campaigns.has(given));
  return {
    evidence: present({
      clickIds: clickIds.length > 0 ? clickIds : undefined,
      coupons: coupons.length > 0 ? coupons : undefined,
      campaign,
    }),
    externalId: names.customer.flatMap(values)[0],
    foreignProgram: named.some((given) => !names.campaigns.has(given)),
  };
}

function value(data: Node | undefined, name: string): string {
  const given = data !== undefined && Object.hasOwn(data.fields, name) ? data.fields[name] : undefined;
  if (typeof given === 'string') return given.trim();
  return typeof given === 'bigint' || Number.isSafeInteger(given) ? String(given) : '';
}

/** A buyer is known by at least one of these; a name alone is nobody. */
export function customerKeys(keys: { [K in keyof CustomerKeys]?: string | undefined }): CustomerKeys | undefined {
  const known = keys.externalId ?? keys.processorId ?? keys.email;
  return known === undefined ? undefined : present(keys);
}

/** For the inbox: the facts stand, and a program id beside them was left aside. */
export const leftAside = (from: Carried): { readonly ignored?: string } =>
  from.foreignProgram ? { ignored: 'foreign_program' } : {};

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
