import type { Adapter } from '../../contract/adapter.ts';
import type { Checks, Desk } from './desk.ts';
import { refuseDocument } from './refuse.ts';

export type Credentials = Readonly<Record<string, unknown>>;

/**
 * The loaded adapter of a connection.
 *
 * @throws Problem `invalid_settings` naming those that are loaded
 */
export function adapterOf({ engine }: Desk, id: string): Adapter {
  const found = engine.adapters.get(id);
  if (found !== undefined) return found;
  const loaded = [...engine.adapters.keys()].join(', ') || 'none';
  const message = `no adapter '${id}' is loaded: add its plugin to the configuration; loaded: ${loaded}`;
  return refuseDocument('invalid_settings', '/adapter', [{ path: '', message }]);
}

/**
 * Credentials by the adapter's own schema. The values never come up in what is refused.
 *
 * @throws Problem `invalid_settings`
 */
export function checkCredentials(checks: Checks, adapter: Adapter, given: Credentials): Credentials {
  const checked = checks.value(adapter.credentials, given);
  if (checked.ok) return checked.value;
  return refuseDocument('invalid_settings', '/credentials', checked.issues);
}
