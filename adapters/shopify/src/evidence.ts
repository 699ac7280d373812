import type { CouponGiven, CustomerKeys } from '@fairlead/core/plugin';
import {
  type Aliases,
  type Carried as CarriedBy,
  carriedBy,
  customerKeys,
  defaultAliases as common,
  type Names,
} from '@fairlead/core/reading';
import { child, children, type Node, optionalId, optionalText, gid } from './read.ts';

/** `fl_click` is what a tracked link puts into the address of the page it leads to. */
export const defaultAliases: Aliases = { ...common, click: ['fl_click', ...common.click] };

/** What an order says of who sent the buyer, and who the buyer is. */
export interface Carried extends CarriedBy {
  readonly customer: CustomerKeys | undefined;
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
  const told = carriedBy(names, values, { coupons: couponsOf(order) });
  return { ...told, customer: customerOf(order, told.externalId) };
}

/** `landing_site` is a path (`/?fl_click=…`) or a whole address, as the browser had it. */
function parametersOf(landing: string | undefined): URLSearchParams {
  const at = landing?.indexOf('?') ?? -1;
  return new URLSearchParams(at < 0 ? '' : landing?.slice(at + 1).split('#')[0]);
}

function couponsOf(order: Node): readonly CouponGiven[] {
  const codes = children(order, 'discount_codes').map((discount) => optionalText(discount, 'code')?.trim() ?? '');
  return [...new Set(codes.filter((code) => code !== ''))].map((code) => ({ code }));
}

/** A guest has an e-mail and no customer. */
function customerOf(order: Node, externalId: string | undefined): CustomerKeys | undefined {
  const customer = child(order, 'customer');
  const id = customer && optionalId(customer, 'id');
  return customerKeys({
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
