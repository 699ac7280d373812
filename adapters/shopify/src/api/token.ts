import { ProcessorRefused } from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import type { Credentials } from '../credentials.ts';
import { post } from './post.ts';

/**
 * What the API is asked with: the token of an app made in the shop's admin, which lasts; or, of an app of the Dev Dashboard, one granted for a day to whoever
 * knows its client id and secret.
 *
 * @throws ProcessorRefused
 */
export async function tokenOf(
  { accessToken = '', clientId = '', clientSecret = '' }: Static<Credentials>,
  base: string,
): Promise<string> {
  if (accessToken.trim() !== '') return accessToken.trim();
  if (clientId.trim() === '' || clientSecret.trim() === '') {
    const mend =
      'set clientId and clientSecret of your app, or accessToken of one made in the admin, as credentials of the connection';
    throw new ProcessorRefused('no_api_key', `The connection cannot ask Shopify: ${mend}.`);
  }
  const grant = {
    grant_type: 'client_credentials',
    client_id: clientId.trim(),
    client_secret: clientSecret.trim(),
  };
  const text = await granted(`${base}/admin/oauth/access_token`, JSON.stringify(grant));
  const token = tokenIn(text);
  if (token !== undefined) return token;
  throw new ProcessorRefused('refused', 'What answers is not Shopify: no access token.');
}

async function granted(address: string, body: string): Promise<string> {
  try {
    return await post(address, body);
  } catch (error) {
    if (!(error instanceof ProcessorRefused) || error.code === 'rate_limited' || error.code === 'unavailable')
      throw error;
    const mend = 'both must be of one app, which must be installed in this shop and belong to its owner';
    throw new ProcessorRefused('unauthorized', `Shopify grants no access to this client id and secret: ${mend}.`, {
      cause: error,
    });
  }
}

function tokenIn(text: string): string | undefined {
  try {
    const { access_token: token } = JSON.parse(text) as { readonly access_token?: unknown };
    return typeof token === 'string' && token !== '' ? token : undefined;
  } catch {
    return undefined;
  }
}
