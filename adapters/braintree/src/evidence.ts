import type { CustomerKeys } from '@fairlead/core/plugin';
import { type Carried as CarriedBy, carriedBy, customerKeys, type Names } from '@fairlead/core/reading';
import { child, type Node, optionalText } from './read.ts';

export interface Carried extends CarriedBy {
  readonly customer: CustomerKeys | undefined;
}

/** Custom fields of a transaction. Their names lose their underscores on the way (`fairleadClickId`), so they are compared without. */
export function carried(transaction: Node, names: Names): Carried {
  const fields = child(transaction, 'customFields')?.fields ?? {};
  const told = new Map(Object.entries(fields).map(([name, value]) => [bare(name), value]));
  const values = (name: string): readonly string[] => {
    const value = told.get(bare(name));
    return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
  };
  const said = carriedBy(names, values);
  return { ...said, customer: customerOf(transaction, said.externalId) };
}

/** A transaction without a stored customer has an e-mail at most. */
function customerOf(transaction: Node, externalId: string | undefined): CustomerKeys | undefined {
  const customer = child(transaction, 'customer');
  const processorId = customer && optionalText(customer, 'id');
  const email = customer && optionalText(customer, 'email');
  const names = customer && [optionalText(customer, 'firstName'), optionalText(customer, 'lastName')].filter(Boolean);
  const name = names === undefined || names.length === 0 ? undefined : names.join(' ');
  return customerKeys({ externalId, processorId, email, name });
}

const bare = (name: string): string => name.replace(/[_-]/g, '').toLowerCase();
