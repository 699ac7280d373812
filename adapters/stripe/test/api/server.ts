import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formOf } from './form.ts';

export type Held = Record<string, unknown> & { readonly id: string };

export interface Trouble {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Says nothing for so long. */
  readonly delayMs?: number;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

interface Options {
  readonly key?: string;
  readonly pageSize?: number;
  /** Lists and objects by path: `/v1/invoices`, `/v1/webhook_endpoints`. Newest first, as Stripe lists. */
  readonly held?: Readonly<Record<string, readonly Held[]>>;
  /** Paths the key may not touch, with the permission Stripe would name. */
  readonly forbidden?: Readonly<Record<string, string>>;
  /** What a new object has besides what was sent; a text instead: the message of a refusal. */
  readonly onCreate?: (path: string, form: Readonly<Record<string, unknown>>) => Held | string;
}

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/**
 * Stands in for Stripe's API: lists in pages by `starting_after` and `created`, objects by id, made and changed by forms, behind a key. `trouble` is answered
 * before anything else, one after the other. The same idempotency key makes one object.
 */
export async function stripeApiServer(t: Ends, options: Options = {}) {
  const { key = 'rk_test_0123456789abcdef', pageSize = 100, forbidden = {}, onCreate } = options;
  const held: Record<string, Held[]> = Object.fromEntries(
    Object.entries(options.held ?? {}).map(([path, list]) => [path, [...list]]),
  );
  const trouble: Trouble[] = [];
  const asked: Asked[] = [];
  const made = new Map<string, Held>();

  const create = (response: ServerResponse, { path, form, headers }: Asked): void => {
    const once = String(headers['idempotency-key']);
    const known = made.get(once);
    if (known !== undefined) return answer(response, 200, known);
    const object = onCreate?.(path, form) ?? { id: `${path.split('/').at(-1)}_${made.size + 1}` };
    if (typeof object === 'string') return refuse(response, 400, 'invalid_request_error', object);
    const whole = { created: Math.floor(Date.now() / 1000), ...form, ...object };
    made.set(once, whole);
    (held[path] ??= []).unshift(whole);
    answer(response, 200, whole);
  };

  const serve = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const url = new URL(request.url ?? '/', 'http://api.example.com');
    const { method = 'GET', headers } = request;
    const one: Asked = { method, path: url.pathname, query: url.searchParams, form: formOf(text), headers };
    asked.push(one);
    const bad = trouble.shift();
    if (bad !== undefined) {
      const tell = () =>
        raw(response, bad.status, bad.body ?? '{"error":{"type":"api_error","message":"try again"}}', bad.headers);
      setTimeout(tell, bad.delayMs ?? 0);
      return;
    }
    if (headers.authorization !== `Bearer ${key}`)
      return refuse(response, 401, 'invalid_request_error', 'Invalid API Key provided: rk_test_*****cdef');
    const lacking = Object.entries(forbidden).find(([path]) => one.path.startsWith(path))?.[1];
    if (lacking !== undefined) return refuse(response, 403, 'invalid_request_error', permission(lacking));
    const { list, id } = placeOf(one.path);
    if (id === undefined) {
      return method === 'POST' ? create(response, one) : answer(response, 200, pageOf(held[list] ?? [], url, pageSize));
    }
    const at = (held[list] ?? []).findIndex((object) => object.id === id);
    const object = held[list]?.[at];
    if (object === undefined)
      return refuse(response, 404, 'invalid_request_error', `No such object: '${id}'`, 'resource_missing');
    if (method === 'DELETE') held[list]?.splice(at, 1);
    const changed = { ...object, ...switched(one.form) };
    if (method === 'POST') held[list]?.splice(at, 1, changed);
    answer(response, 200, method === 'DELETE' ? { id, deleted: true } : changed);
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => void (text += chunk.toString()));
    request.on('end', () => serve(request, response, text));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, key, held, trouble, asked };
}

/** `/v1/invoices/in_1`, `/v1/checkout/sessions/cs_1`. */
function placeOf(path: string): { readonly list: string; readonly id: string | undefined } {
  const parts = path.split('/');
  const length = parts[2] === 'checkout' ? 4 : 3;
  return { list: parts.slice(0, length).join('/'), id: parts[length] };
}

function pageOf(list: readonly Held[], url: URL, most: number): object {
  const { searchParams: query } = url;
  const types = [...query].flatMap(([name, value]) => (/^types\[\d*\]$/.test(name) ? [value] : []));
  const [from, to] = [Number(query.get('created[gte]') ?? 0), Number(query.get('created[lt]') ?? Infinity)];
  const found = list.filter((object) => {
    const created = Number(object['created'] ?? 0);
    const listed = ['status', 'charge', 'code', 'active', 'coupon'].every((name) => {
      const asked = query.get(name);
      return asked === null || asked === 'all' || String(named(object, name)) === asked;
    });
    return listed && created >= from && created < to && (types.length === 0 || types.includes(String(object['type'])));
  });
  const start = found.findIndex(({ id }) => id === query.get('starting_after')) + 1;
  const size = Math.min(most, Number(query.get('limit') ?? 10));
  return {
    object: 'list',
    url: url.pathname,
    has_more: start + size < found.length,
    data: found.slice(start, start + size),
  };
}

/** A promotion code names its coupon within its promotion. */
const named = (object: Held, name: string): unknown =>
  name === 'coupon' ? (object['promotion'] as Record<string, unknown> | undefined)?.['coupon'] : object[name];

/** Forms know texts alone. */
const switched = ({ active, ...form }: Asked['form']): Readonly<Record<string, unknown>> =>
  active === undefined ? form : { ...form, active: active === 'true' };

const permission = (name: string): string =>
  `The provided key 'rk_test_*****cdef' does not have the required permissions for this endpoint on account 'acct_1'. Having the '${name}' permission would allow this request to continue.`;

function refuse(response: ServerResponse, status: number, type: string, message: string, code?: string): void {
  answer(response, status, { error: { type, message, ...(code !== undefined && { code }) } });
}

const answer = (response: ServerResponse, status: number, object: object): void =>
  raw(response, status, JSON.stringify(object));

function raw(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}
