import type { ConnectionSettings } from '../contract/adapter.ts';
import type { Store } from './database.ts';
import { throughDoor } from './session.ts';

/** The doors of 0004_doors.sql, typed. Nothing else reads without an organization. */

export interface ConnectionRow {
  readonly organizationId: string;
  readonly adapter: string;
  readonly mode: 'live' | 'test';
  readonly account: string | null;
  readonly settings: ConnectionSettings;
  readonly sealed: Uint8Array;
  readonly active: boolean;
}

export async function findConnection(store: Store, id: string): Promise<ConnectionRow | null> {
  const text = `select organization_id as "organizationId", adapter, mode, account, settings, sealed, active from find_connection($1)`;
  const [row] = await throughDoor<ConnectionRow>(store, { name: 'find_connection', text }, [id]);
  return row ?? null;
}

export interface ApiKeyDoorRow {
  readonly organizationId: string;
  readonly id: string;
  readonly name: string;
  readonly mode: 'live' | 'test';
  readonly kind: 'secret' | 'publishable';
  readonly scopes: readonly string[];
  readonly origins: readonly string[];
  readonly campaignId: string | null;
  readonly signingRequired: boolean;
  readonly signingSealed: Uint8Array | null;
}

/** By the SHA-256 of the key; null for a revoked one too. */
export async function findApiKey(store: Store, hash: Uint8Array): Promise<ApiKeyDoorRow | null> {
  const text = `select organization_id as "organizationId", id, name, mode, kind, scopes, origins, campaign_id as "campaignId",
    signing_required as "signingRequired", signing_sealed as "signingSealed" from find_api_key($1)`;
  const [row] = await throughDoor<ApiKeyDoorRow>(store, { name: 'find_api_key', text }, [hash]);
  return row ?? null;
}

export interface RecruiterRow {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly enrollmentId: string;
  readonly campaignId: string;
  /** Of the enrollment, as of now. */
  readonly status: string;
  readonly campaignState: string;
}

/** Whose slug or alias it is, in lower case. */
export async function findRecruiter(store: Store, slug: string): Promise<RecruiterRow | null> {
  const text = `select organization_id as "organizationId", organization_name as "organizationName", enrollment_id as "enrollmentId",
    campaign_id as "campaignId", status, campaign_state as "campaignState" from find_link('', $1)`;
  const [row] = await throughDoor<RecruiterRow>(store, { name: 'find_recruiter', text }, [slug]);
  return row ?? null;
}

export async function listOrganizations(store: Store): Promise<readonly { id: string; name: string }[]> {
  return throughDoor(store, { name: 'list_organizations', text: 'select id, name from list_organizations()' }, []);
}

export interface NewOrganization {
  readonly id: string;
  readonly name: string;
  readonly homeCurrency: string;
  readonly timeZone: string;
}

export async function createOrganization(
  store: Store,
  { id, name, homeCurrency, timeZone }: NewOrganization,
): Promise<void> {
  const text = 'select create_organization($1, $2, $3, $4)';
  await throughDoor(store, { name: 'create_organization', text }, [id, name, homeCurrency, timeZone]);
}

export interface LeasedDelivery {
  readonly organizationId: string;
  readonly id: string;
}

/** Deliveries that are due, for `seconds`; they come back by themselves when their worker dies. */
export async function leaseInbox(store: Store, most: number, seconds: number): Promise<readonly LeasedDelivery[]> {
  const text = 'select organization_id as "organizationId", id from lease_inbox($1, $2)';
  return throughDoor(store, { name: 'lease_inbox', text }, [most, seconds]);
}

export interface LeasedRevisit extends LeasedDelivery {
  readonly paymentId: string;
}

export async function leaseRevisits(store: Store, most: number, seconds: number): Promise<readonly LeasedRevisit[]> {
  const text = 'select organization_id as "organizationId", id, payment_id as "paymentId" from lease_revisits($1, $2)';
  return throughDoor(store, { name: 'lease_revisits', text }, [most, seconds]);
}

/** Forgets answers of signed requests that are older than 24 hours (I3). Returns how many. */
export async function purgeRequests(store: Store): Promise<number> {
  const [row] = await throughDoor<{ n: number }>(
    store,
    { name: 'purge_requests', text: 'select purge_requests() n' },
    [],
  );
  return row?.n ?? 0;
}
