import { Type } from '@sinclair/typebox';
import type { ConnectionSettings } from './adapter.ts';
import type { CouponGiven, CustomerKeys, Evidence } from './facts.ts';
import { present } from './reading.ts';

/** Names of free data (metadata, custom data, cart attributes, custom fields) that carry evidence, in the order they are asked. */
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

/** The option `aliases` of an adapter. `what` the names are of, as in `Metadata names`. */
export function aliasesOption(defaults: Aliases, what: string) {
  const names = (values: readonly string[], description: string) =>
    Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
        default: [...values],
        description: `${what} read as ${description}`,
      }),
    );
  return Type.Optional(
    Type.Object(
      {
        click: names(defaults.click, 'a click id, after fairlead_click_id'),
        customer: names(defaults.customer, 'your customer id, after fairlead_customer_key'),
        campaign: names(defaults.campaign, 'a campaign where the value is one of yours'),
      },
      { additionalProperties: false, default: {} },
    ),
  );
}

/** Our own names first, then the connection's, then those of the plugin's options. */
export function namesFor(options: Aliases, { aliases, campaigns = [] }: ConnectionSettings): Names {
  const ours = 'fairlead_campaign';
  return {
    click: distinct(['fairlead_click_id', ...aliases.click, ...options.click]),
    customer: distinct(['fairlead_customer_key', ...aliases.customer, ...options.customer]),
    campaign: ours,
    foreignCampaign: distinct([...aliases.campaign, ...options.campaign]).filter((name) => name !== ours),
    campaigns: new Set(campaigns),
  };
}

/** What the free data of one object says together. */
export interface Carried {
  readonly evidence: Evidence;
  /** The brand's own id of the customer. */
  readonly externalId: string | undefined;
  /** A `program_id` that is no campaign of this brand was found and left aside. */
  readonly foreignProgram: boolean;
}

/**
 * Evidence in free data. `values` reads what stands under a name, trimmed and never empty, the most believed first. A foreign program id does not
 * taint what stands beside it: a brand that moved over keeps the field.
 *
 * @param also click ids and codes that the processor has fields of its own for
 */
export function carriedBy(
  names: Names,
  values: (name: string) => readonly string[],
  also: { readonly clickIds?: readonly string[]; readonly coupons?: readonly CouponGiven[] } = {},
): Carried {
  const clickIds = distinct([...names.click.flatMap(values), ...(also.clickIds ?? [])]);
  const coupons = also.coupons ?? [];
  const named = names.foreignCampaign.flatMap(values);
  return {
    evidence: present({
      clickIds: clickIds.length > 0 ? clickIds : undefined,
      coupons: coupons.length > 0 ? coupons : undefined,
      campaign: values(names.campaign)[0] ?? named.find((value) => names.campaigns.has(value)),
    }),
    externalId: names.customer.flatMap(values)[0],
    foreignProgram: named.some((value) => !names.campaigns.has(value)),
  };
}

/** For the inbox: the facts stand, and a program id beside them was left aside. */
export const leftAside = ({ foreignProgram }: Pick<Carried, 'foreignProgram'>): { readonly ignored?: string } =>
  foreignProgram ? { ignored: 'foreign_program' } : {};

/** A buyer is known by at least one of these; a name alone is nobody. */
export function customerKeys(keys: { [K in keyof CustomerKeys]?: string | undefined }): CustomerKeys | undefined {
  const known = keys.externalId ?? keys.processorId ?? keys.email;
  return known === undefined ? undefined : present(keys);
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
