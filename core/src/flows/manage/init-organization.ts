import type { MadeApiKey } from '../../contract/api/api-keys.ts';
import { isCurrency } from '../../domain/money.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { addOrganization, isFirst } from '../../store/edited/organizations.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import { writeApiKey } from './create-api-key.ts';
import type { Desk } from './desk.ts';
import { refuseBody } from './refuse.ts';
import { refuseUnknownZone } from './time-zone.ts';

/** What the first start calls the organization, until its owner names it. */
export const unnamedOrganization = 'My brand';

export interface OrganizationInput {
  readonly name: string;
  /** ISO 4217, upper case. Default USD. */
  readonly currency?: string;
  /** IANA name. Default UTC. */
  readonly timeZone?: string;
}

export interface InitialOrganization {
  readonly organizationId: string;
  /** May do everything; its `key` is shown this once. */
  readonly liveKey: MadeApiKey;
  /** The same for tests: it never makes a live sale (C9). */
  readonly testKey: MadeApiKey;
}

/**
 * A new organization with a live and a test key, for `fairlead init`. All of it is made, or nothing.
 *
 * @throws Problem `invalid_request`
 */
export async function initOrganization(desk: Desk, input: OrganizationInput): Promise<InitialOrganization> {
  const scope: Scope = { organizationId: newId(), actor: 'cli' };
  return edit(desk.engine.store, scope, (em) => make(desk, em, scope, input));
}

/** The same for the first start on an empty database; null where there is an organization already. Safe for several servers at once. */
export async function initFirstOrganization(desk: Desk, input: OrganizationInput): Promise<InitialOrganization | null> {
  const scope: Scope = { organizationId: newId(), actor: 'core' };
  return edit(desk.engine.store, scope, async (em) => ((await isFirst(em)) ? make(desk, em, scope, input) : null));
}

async function make(desk: Desk, em: Editor, scope: Scope, input: OrganizationInput): Promise<InitialOrganization> {
  const { name, currency = 'USD', timeZone = 'UTC' } = input;
  const { organizationId } = scope;
  if (name.trim() === '' || name.length > 200) refuseBody('/name', 'must have 1 to 200 characters');
  if (!isCurrency(currency)) refuseBody('/currency', `'${currency}' is not an ISO 4217 code, as in USD`);
  refuseUnknownZone(timeZone);
  await addOrganization(em, { id: organizationId, name, homeCurrency: currency, timeZone });
  const key = (label: string, mode: 'live' | 'test'): Promise<MadeApiKey> =>
    writeApiKey(desk, em, scope, { name: label, mode, scopes: ['track', 'read', 'manage'], signed: false });
  const liveKey = await key('First key', 'live');
  const testKey = await key('First test key', 'test');
  return { organizationId, liveKey, testKey };
}
