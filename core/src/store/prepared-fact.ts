import { hash } from 'node:crypto';
import type { CustomerKeys, Fact } from '../contract/facts.ts';
import { emailKey } from '../domain/email.ts';
import { canonical, type Json, toJson } from '../domain/json.ts';
import type { CoreFact } from '../domain/stored-fact.ts';
import { newId } from './ids.ts';

/** The API and the core as a source of facts; processors have connections of their own. */
export const apiConnection = '00000000-0000-0000-0000-000000000000';

/** A fact as the database takes it. */
export interface PreparedFact {
  readonly id: string;
  /** Of its customer, where nobody is known by these keys. */
  readonly customerId: string;
  /** The same statement twice is one fact. */
  readonly digest: string;
  readonly fact: Json;
}

/** `within` keeps equal content of different id spaces apart: a mode, or the payment of a core fact. */
export function prepare(fact: Fact | CoreFact, within: string, identity?: string): PreparedFact {
  const kept = 'customer' in fact && fact.customer ? { ...fact, customer: normalised(fact.customer) } : fact;
  return {
    id: newId(),
    customerId: newId(),
    digest: digestOf(within, identity ?? canonical(kept)),
    fact: toJson(kept),
  };
}

const digestOf = (within: string, content: string): string => hash('sha256', `${within}\n${content}`, 'base64url');

/** E-mails as they are compared (A5); what is no address names nobody. */
export function normalised({ email, ...keys }: CustomerKeys): CustomerKeys {
  const key = email === undefined ? null : emailKey(email);
  return key === null ? keys : { ...keys, email: key };
}
