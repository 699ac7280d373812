import { ProcessorRefused } from '@fairlead/core/plugin';
import { SlowDown } from './slow-down.ts';

const timeoutMs = 30_000;

/**
 * Posts JSON and gives back the text of a good answer. What is sent goes to that host and follows nobody elsewhere.
 *
 * @throws ProcessorRefused
 */
export async function post(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'fairlead', ...headers },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (cause) {
    throw new ProcessorRefused('unavailable', `Shopify does not answer: ${reasonOf(cause)}.`, { cause });
  }
  if (response.ok) return text;
  const { status } = response;
  const said = `${status}${/^[\x20-\x7e]{1,200}$/.test(text) ? `, ${text}` : ''}`;
  if (status === 429) throw new SlowDown(`Shopify asks to slow down (${said}): try again later.`, retryAfter(response));
  if (status >= 500) throw new ProcessorRefused('unavailable', `Shopify is in trouble (${said}).`);
  if (status === 401)
    throw new ProcessorRefused(
      'unauthorized',
      'Shopify does not know the access token, or the app was uninstalled (401).',
    );
  if (status === 403)
    throw new ProcessorRefused('missing_permission', `The app may not do this (${said}): see to its access scopes.`);
  if (status === 404)
    throw new ProcessorRefused('refused', 'There is no such shop, or it has no such API (404): see to the account.');
  throw new ProcessorRefused('refused', `Shopify refuses (${said}).`);
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) || seconds < 0 ? undefined : Math.min(seconds, 120) * 1_000;
}

const reasonOf = (error: unknown): string => {
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
  return cause?.code ?? message;
};
