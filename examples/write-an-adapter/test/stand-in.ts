import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';

export interface StandIn {
  readonly url: string;
  /** Events it lists, oldest first. */
  events: readonly object[];
  /** Codes by id. */
  codes: Readonly<Record<string, object>>;
  /** What it answers first, one after the other, before it answers rightly. */
  troubles: number[];
  readonly asked: string[];
}

/** Stands in for Pennywhistle's API: two events a page, a key, and now and then trouble. */
export async function standIn(t: Test, apiKey: string): Promise<StandIn> {
  const api = { url: '', events: [] as readonly object[], codes: {}, troubles: [] as number[], asked: [] as string[] };
  const server = createServer((request, response) => {
    const { status, body } = answer(api, apiKey, request);
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

function answer(api: StandIn, apiKey: string, { url = '', headers }: IncomingMessage) {
  const asked = new URL(url, 'http://stand.in');
  api.asked.push(asked.pathname);
  const trouble = api.troubles.shift();
  if (trouble !== undefined) return { status: trouble, body: {} };
  if (headers.authorization !== `Bearer ${apiKey}`) return { status: 401, body: {} };
  const [, , kind, id = ''] = asked.pathname.split('/');
  if (kind === 'codes') return id in api.codes ? { status: 200, body: api.codes[id] } : { status: 404, body: {} };
  const [from = '', to = ''] = ['from', 'to'].map((name) => asked.searchParams.get(name) ?? '');
  const within = api.events.filter((event) => {
    const { created } = event as { readonly created: string };
    return created >= from && created < to;
  });
  const after = Number(asked.searchParams.get('after') ?? 0);
  const next = after + 2 < within.length ? String(after + 2) : null;
  return { status: 200, body: { events: within.slice(after, after + 2), next } };
}

/** All that pages bring. */
export async function gathered<T>(
  pages: AsyncIterable<{ readonly deliveries: readonly T[] }> | undefined,
): Promise<T[]> {
  const found: T[] = [];
  for await (const { deliveries } of pages ?? []) found.push(...deliveries);
  return found;
}
