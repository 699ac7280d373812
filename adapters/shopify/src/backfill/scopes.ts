import { ProcessorRefused } from '@fairlead/core/plugin';
import type { ShopifyApi } from '../api.ts';
import { child, children, optionalText } from '../read.ts';
import { scopesQuery } from './queries.ts';

/**
 * What the app may do in the shop. Who may write may read.
 *
 * @throws ProcessorRefused where it may not read orders
 */
export async function scopesOf(api: ShopifyApi): Promise<ReadonlySet<string>> {
  const data = await api.ask(scopesQuery);
  const installation = child(data, 'currentAppInstallation');
  const handles = installation
    ? children(installation, 'accessScopes').map((scope) => optionalText(scope, 'handle') ?? '')
    : [];
  const scopes = new Set(handles.flatMap((handle) => [handle, handle.replace(/^write_/, 'read_')]));
  if (scopes.has('read_orders')) return scopes;
  throw new ProcessorRefused(
    'missing_permission',
    'The app lacks the access scope read_orders: add it to the app’s version and release it, then install it anew in the shop.',
  );
}
