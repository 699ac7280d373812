import type { ConnectionSettings, CouponGiven, CustomerKeys, Evidence } from '@fairlead/core/plugin';
import { child, children, type Node, optionalId, optionalText, present, gid } from './read.ts';

export type Aliases = ConnectionSettings['aliases'];

/** Attributes that carry evidence, in the order they are asked. */
export interface Names {
  readonly click: readonly string[];
  readonly customer: readonly string[];
  /** Of other systems: believed only where the value is one of `campaigns`. */
  readonly foreignCampaign: readonly string[];
  readonly campaigns: ReadonlySet<string>;
}

/** `fl_click` is what a tracked link puts into the address of the page it leads to. */
export const defaultAliases: Aliases = {
  click: ['fl_click', 'affitor_click_id', 'affonso_referral', 'click_id'],
  customer: ['affitor_customer_key'],
  campaign: ['program_id'],
};

const ownCampaign = 'fairlead_campaign';

/** Our own names first, then the connection's, then those of the plugin's options. */
export function namesFor(options: Aliases, { aliases, campaigns = [] }: ConnectionSettings): Names {
  return {
    click: distinct(['fairlead_click_id', ...aliases.click, ...options.click]),
    customer: distinct(['fairlead_customer_key', ...aliases.customer, ...options.customer]),
    foreignCampaign: distinct([...aliases.campaign, ...options.campaign]).filter((name) => name !== ownCampaign),
    campaigns: new Set(campaigns),
  };
}

/** What an order says of who sent the buyer, and who the buyer is. */
export interface Carried {
  readonly evidence: Evidence;
  readonly customer: CustomerKeys | undefined;
  /** A `program_id` that is no campaign of this brand was found and left aside. */
  readonly foreignProgram: boolean;
}

/**
 * Cart attributes come as `note_attributes`; the page the visit began with (`landing_site`) still holds the parameters of the link, and is asked
 * after them. A redeemed code is told as the buyer typed it.
 */
export function carried(order: Node, names: Names): Carried {
  const attributes = children(order, 'note_attributes').flatMap((attribute): readonly (readonly [string, string])[] => {
    const [name, value] = [optionalText(attribute, 'name'), optionalText(attribute, 'value')?.trim()];
    return name === undefined || value === undefined || value === '' ? [] : [[name, value]];
  });
  const landing = parametersOf(optionalText(order, 'landing_site'));
  const values = (name: string): readonly string[] => [
    ...attributes.flatMap(([given, value]) => (given === name ? [value] : [])),
    ...landing
      .getAll(name)
      .map((value) => value.trim())
      .filter((value) => value !== ''),
  ];
  const clickIds = distinct(names.click.flatMap(values));
  const coupons = couponsOf(order);
  const named = names.foreignCampaign.flatMap(values);
  return {
    evidence: present({
      clickIds: clickIds.length > 0 ? clickIds : undefined,
      coupons: coupons.length > 0 ? coupons : undefined,
      campaign: values(ownCampaign)[0] ?? named.find((value) => names.campaigns.has(value)),
    }),
    customer: customerOf(order, names.customer.flatMap(values)[0]),
    foreignProgram: named.some((value) => !names.campaigns.has(value)),
  };
}

/** For the inbox: the facts stand, and a program id beside them was left aside. */
export const leftAside = ({ foreignProgram }: Carried): { readonly ignored?: string } =>
  foreignProgram ? { ignored: 'foreign_program' } : {};

/** `landing_site` is a path (`/?fl_click=…`) or a whole address, as the browser had it. */
function parametersOf(landing: string | undefined): URLSearchParams {
  const at = landing?.indexOf('?') ?? -1;
  return new URLSearchParams(at < 0 ? '' : landing?.slice(at + 1).split('#')[0]);
}

function couponsOf(order: Node): readonly CouponGiven[] {
  const codes = children(order, 'discount_codes').map((discount) => optionalText(discount, 'code')?.trim() ?? '');
  return distinct(codes.filter((code) => code !== '')).map((code) => ({ code }));
}

/** A guest has an e-mail and no customer. */
function customerOf(order: Node, externalId: string | undefined): CustomerKeys | undefined {
  const customer = child(order, 'customer');
  const id = customer && optionalId(customer, 'id');
  return known({
    externalId,
    processorId: id === undefined ? undefined : gid('Customer', id),
    email:
      optionalText(order, 'email') ??
      optionalText(order, 'contact_email') ??
      (customer && optionalText(customer, 'email')),
    name: customer && nameOf(customer),
  });
}

export function nameOf(customer: Node): string | undefined {
  const name = [optionalText(customer, 'first_name'), optionalText(customer, 'last_name')].filter(Boolean).join(' ');
  return name === '' ? undefined : name;
}

/** A buyer is known by at least one of these; a name alone is nobody. */
export function known(keys: { [K in keyof CustomerKeys]?: string | undefined }): CustomerKeys | undefined {
  return (keys.externalId ?? keys.processorId ?? keys.email) === undefined ? undefined : present(keys);
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
