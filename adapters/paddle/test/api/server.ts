import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Paddle's API would hold. Bodies are texts, so that numbers keep their digits. */
export interface Held {
  /** In the order they happened. */
  readonly events: readonly string[];
  readonly transactions?: readonly string[];
  /** Objects that can be made, changed and listed, by path: `/discounts`, `/notification-settings`. */
  readonly objects?: Record<string, PaddleObject[]>;
}

export type PaddleObject = Record<string, unknown> & { readonly id: string };

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Trouble {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Options {
  readonly key?: string;
  readonly pageSize?: number;
  /** Paths the key may not touch. */
  readonly forbidden?: readonly string[];
  /** What a new object has besides what was sent; with an `error`, it is refused with that code instead. */
  readonly onCreate?: (list: readonly PaddleObject[], body: Asked['body']) => Readonly<Record<string, unknown>>;
}

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/**
 * Stands in for Paddle's API: lists in pages with cursors, newest first where asked to, behind a key; `trouble` is answered before anything else,
 * one after the other.
 */
export async function paddleApiServer(
  t: Ends,
  held: Held,
  { key = 'pdl_sdbx_apikey_0123456789', pageSize = 3, forbidden = [], onCreate = () => ({}) }: Options = {},
) {
  const trouble: Trouble[] = [];
  const asked: URL[] = [];
  const sent: Asked[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const url = new URL(request.url ?? '/', 'http://api.example.com');
    const one = { method: request.method ?? 'GET', url, body: text === '' ? {} : (JSON.parse(text) as Asked['body']) };
    asked.push(url);
    sent.push(one);
    const bad = trouble.shift();
    if (bad !== undefined) return answer(response, bad.status, bad.body ?? '{}', bad.headers);
    if (request.headers.authorization !== `Bearer ${key}`) {
      const error = {
        type: 'request_error',
        code: 'authentication_malformed',
        detail: 'Authentication header included, but incorrectly formatted',
      };
      return answer(response, 403, JSON.stringify({ error }));
    }
    const [, list = '', id] = /^(\/[^/]+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const lacking = forbidden.find((path) => url.pathname.startsWith(path));
    if (lacking !== undefined) {
      const error = { code: 'forbidden', detail: `You aren't permitted to perform this request: ${lacking}` };
      return answer(response, 403, JSON.stringify({ error }));
    }
    const objects = held.objects?.[list];
    if (objects !== undefined && (id !== undefined || one.method === 'POST')) {
      const [status, data] = changed(objects, id, one, onCreate);
      return answer(response, status, JSON.stringify(status < 300 ? { data } : { error: data }));
    }
    const kept = objects?.map((object) => JSON.stringify(object));
    const listed = kept ?? { '/events': held.events, '/transactions': held.transactions ?? [] }[url.pathname];
    if (listed === undefined)
      return answer(response, 404, JSON.stringify({ error: { code: 'not_found', detail: 'Entity not found' } }));
    answer(response, 200, pageOf(url, chosen(url, listed), pageSize));
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => void (text += chunk.toString()));
    request.on('end', () => serve(request, response, text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, key, trouble, asked, sent };
}

function changed(
  objects: PaddleObject[],
  id: string | undefined,
  { method, body }: Asked,
  onCreate: NonNullable<Options['onCreate']>,
): [number, object] {
  if (id === undefined) {
    const more = onCreate(objects, body);
    if (typeof more['error'] === 'string') return [400, { code: more['error'], detail: 'refused' }];
    const object = { id: `obj_${objects.length + 1}`, ...body, ...more };
    objects.unshift(object);
    return [201, object];
  }
  const at = objects.findIndex((object) => object.id === id);
  const found = objects[at];
  if (found === undefined) return [404, { code: 'not_found', detail: 'Entity not found' }];
  if (method === 'DELETE') objects.splice(at, 1);
  if (method === 'PATCH') objects.splice(at, 1, { ...found, ...body });
  return [200, { ...found, ...body }];
}

interface Listed {
  readonly event_type?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
}

function chosen(url: URL, listed: readonly string[]): readonly string[] {
  const types = url.searchParams.get('event_type')?.split(',');
  const updated = url.searchParams.get('updated_at[GTE]') ?? '';
  const created = url.searchParams.get('created_at[LT]') ?? '9';
  const found = listed.filter((text) => {
    const { event_type = '', created_at = '', updated_at = updated } = JSON.parse(text) as Listed;
    return (types?.includes(event_type) ?? true) && updated_at >= updated && created_at < created;
  });
  return url.searchParams.get('order_by') === 'id[DESC]' ? found.toReversed() : found;
}

/** The cursor is a position; the link names a host that must not be asked. */
function pageOf(url: URL, listed: readonly string[], size: number): string {
  const start = Number(url.searchParams.get('after') ?? 0);
  const end = start + size;
  const pagination = {
    per_page: size,
    next: `https://elsewhere.example.com${url.pathname}?after=${end}`,
    has_more: end < listed.length,
    estimated_total: listed.length,
  };
  return `{"data":[${listed.slice(start, end).join(',')}],"meta":{"request_id":"r","pagination":${JSON.stringify(pagination)}}}`;
}

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}
