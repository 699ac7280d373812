import { chosenOrganization } from '../session/organization.ts';
import { takeEarly } from './early.ts';
import { parseJson } from './json.ts';
import { ApiProblem, unreachable } from './problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Options {
  readonly query?: Query | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** An address of the API with what is set of a query. */
export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

/**
 * Asks the server, as the person signed in and for the organization chosen.
 *
 * @throws ApiProblem for every answer that is an error, and where none came
 */
export async function ask<T>(method: string, path: string, { query, body, signal }: Options = {}): Promise<T> {
  const url = address(path, query);
  const early = method === 'GET' ? await takeEarly(url) : undefined;
  if (early !== undefined) return (await valueOf(early)) as T;
  const response = await respond(url, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  return (await valueOf(response)) as T;
}

type Init = Omit<RequestInit, 'headers'> & { readonly headers: Readonly<Record<string, string>> };

/** The answer itself, for what is no JSON: a file, a stream of events. Throws as `ask` does. */
export async function respond(url: string, init: Init): Promise<Response> {
  const organization = chosenOrganization();
  const headers = { ...init.headers, ...(organization === null ? {} : { 'fairlead-organization': organization }) };
  const response = await send(url, { ...init, headers, credentials: 'same-origin' });
  if (response.ok) return response;
  throw problemOf(response, await valueOf(response));
}

async function valueOf(response: Response): Promise<unknown> {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return isJson && text !== '' ? parseJson(text) : undefined;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw unreachable();
  }
}

/** The sign-in library answers errors as `{code, message}` without a title. */
function problemOf({ status, statusText }: Response, value: unknown): ApiProblem {
  const known = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof known['title'] === 'string') return new ApiProblem({ ...known, status });
  const code = typeof known['code'] === 'string' ? known['code'] : `http_${status}`;
  const detail = typeof known['message'] === 'string' ? known['message'] : statusText || `The server said ${status}.`;
  return new ApiProblem({ ...known, status, code, detail, title: detail } as never);
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  ask<T>('GET', path, { query, signal });
export const post = <T>(path: string, body: unknown = {}): Promise<T> => ask<T>('POST', path, { body });
export const patch = <T>(path: string, body: unknown): Promise<T> => ask<T>('PATCH', path, { body });
export const remove = <T>(path: string): Promise<T> => ask<T>('DELETE', path);
