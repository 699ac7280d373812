import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Variables = Readonly<Record<string, unknown>>;
/** What an operation answers as its `data`, or a text: a whole answer as it is. */
export type Operation = (variables: Variables) => object | string;

export interface Trouble {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/**
 * Stands in for the Admin API of a shop: operations by their name (`query Orders …`), behind a token, which is also granted to a client id and secret. `trouble` is
 * answered before anything else, one after the other.
 */
export async function shopifyApiServer(
  t: Ends,
  operations: Readonly<Record<string, Operation>>,
  { token = 'shpat_0123456789abcdef', clientId = 'client0123456789ab', clientSecret = 'shpss_0123456789abcdef' } = {},
) {
  const trouble: Trouble[] = [];
  const asked: { readonly name: string; readonly variables: Variables }[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const sent = JSON.parse(text) as { readonly query?: string; readonly variables?: Variables } & Variables;
    const path = request.url ?? '';
    const [, name = ''] = /^\s*(?:query|mutation)\s+(\w+)/.exec(sent.query ?? '') ?? [];
    asked.push({ name: path.includes('/oauth/') ? 'token' : name, variables: sent.variables ?? {} });
    const bad = trouble.shift();
    if (bad !== undefined) return answer(response, bad.status, bad.body ?? '{"errors":"try again"}', bad.headers);
    if (path === '/admin/oauth/access_token') {
      const good =
        sent['client_id'] === clientId &&
        sent['client_secret'] === clientSecret &&
        sent['grant_type'] === 'client_credentials';
      return good
        ? answer(response, 200, JSON.stringify({ access_token: token, scope: 'read_orders', expires_in: 86_399 }))
        : answer(response, 400, '{"error":"application_cannot_be_found"}');
    }
    if (path !== '/admin/api/2026-10/graphql.json') return answer(response, 404, '{"errors":"Not Found"}');
    if (request.headers['x-shopify-access-token'] !== token)
      return answer(response, 401, '{"errors":"[API] Invalid API key or access token"}');
    const operation = operations[name];
    if (operation === undefined)
      return answer(response, 200, JSON.stringify({ errors: [{ message: `no operation ${name}` }] }));
    const data = operation(sent.variables ?? {});
    answer(response, 200, typeof data === 'string' ? data : JSON.stringify({ data }));
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
  return { url: `http://127.0.0.1:${port}`, token, clientId, clientSecret, trouble, asked };
}

/** Throttled, as Shopify tells it: with status 200. */
export const throttled = (available = 0): string =>
  JSON.stringify({
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: {
        requestedQueryCost: 1,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 1000 },
      },
    },
  });

export const denied = (field: string, scope: string): string =>
  JSON.stringify({
    errors: [
      {
        message: `Access denied for ${field} field. Required access: \`${scope}\` access scope.`,
        extensions: { code: 'ACCESS_DENIED' },
      },
    ],
  });

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}
