import type { ConnectionSettings, CouponGiven, CustomerKeys, Evidence } from '@fairlead/core/plugin';
import { type Node, optionalText, present } from './read.ts';

/** Names in a `metadata` hash that carry evidence, in the order they are asked. */
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

/** Names of systems a brand may come from; its code goes on working when only the tracker is changed (PROCESSORS, Stripe; F40). */
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
 * Evidence in metadata. `places` are `metadata` hashes in the order they are believed; a subscription has two of them, its own
 * (`subscription_data.metadata` at checkout) and the invoice's or session's, and integrators fill either. A name is asked in all
 * places before the next name is. A foreign program id does not taint what stands beside it: a brand that moved over keeps the field.
 */
export function carried(
  names: Names,
  places: readonly (Node | undefined)[],
  also: { readonly clickIds?: readonly (string | undefined)[]; readonly coupons?: readonly CouponGiven[] } = {},
): Carried {
  const values = (name: string): string[] =>
    places.flatMap((place) => (place === undefined ? [] : (optionalText(place, name)?.trim() ?? []))).filter(notEmpty);
  const beside = (also.clickIds ?? []).map((value) => value?.trim() ?? '').filter(notEmpty);
  const clickIds = distinct([...names.click.flatMap(values), ...beside]);
  const named = names.foreignCampaign.flatMap(values);
  const campaign = values(names.campaign)[0] ?? named.find((value) => names.campaigns.has(value));
  const coupons = also.coupons ?? [];
  return {
    evidence: present({
      clickIds: clickIds.length > 0 ? clickIds : undefined,
      coupons: coupons.length > 0 ? coupons : undefined,
      campaign,
    }),
    externalId: names.customer.flatMap(values)[0],
    foreignProgram: named.some((value) => !names.campaigns.has(value)),
  };
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
const notEmpty = (value: string): boolean => value !== '';
