import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { ProblemDocument } from '../contract/api/problem.ts';
import { problems, type ProblemCode } from '../contract/errors.ts';
import { nameSchemas } from './openapi-names.ts';
import { problemType } from './problems.ts';

/** What every route behind a key may answer. */
const always: readonly ProblemCode[] = [
  'invalid_request',
  'missing_authorization',
  'not_bearer',
  'unknown_key',
  'key_out_of_scope',
  'not_signed_in',
  'forbidden',
  'cross_origin',
  'signature_required',
  'signature_mismatch',
  'signature_expired',
  'too_many_requests',
  'unavailable',
];
/** The same under `/auth`, where nobody needs to be signed in. */
const alwaysAtSignIn: readonly ProblemCode[] = [
  'invalid_request',
  'not_signed_in',
  'cross_origin',
  'too_many_requests',
  'unavailable',
];
/** What every route with a body may answer besides. */
const withBody: readonly ProblemCode[] = [
  'malformed_json',
  'body_too_large',
  'unsupported_media_type',
  'webhook_id_reused',
  'request_in_progress',
];

/** Listens to the routes that are added from now on. OpenAPI 3.1, so that the schemas stand in it as they are. */
export async function describeRoutes(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Fairlead',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } as { name: string },
        description:
          'Clicks, leads, sales and refunds in; credits, commissions and the reason for each of them out. Amounts are integer minor ' +
          'units (M1), times are RFC 3339 in UTC (I4), errors are problem documents (RFC 9457) with a `code` to branch on.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An API key: `fl_live_…` or `fl_test_…`.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'fairlead.session_token',
            description: 'A person who is signed in, with the header `fairlead-organization: <id>`.',
          },
        },
      },
    },
    transform: ({ schema, url, route }) => ({ url, schema: describe(schema ?? {}, url, route) }),
    transformObject: (document) =>
      nameSchemas('openapiObject' in document ? document.openapiObject : document.swaggerObject) as never,
  });
}

function describe(schema: FastifySchema, url: string, route: RouteOptions): FastifySchema {
  const [, area = ''] = url.split('/');
  const every = area === 'v1' ? always : area === 'auth' ? alwaysAtSignIn : null;
  if (every === null) return schema;
  const own = (route.config?.problems ?? []) as readonly ProblemCode[];
  const people = route.config?.peopleOnly === true ? (['people_only'] as const) : [];
  const codes = [...new Set([...every, ...people, ...(schema.body === undefined ? [] : withBody), ...own])];
  const response: Record<string, unknown> = { ...(schema.response as object | undefined) };
  for (const [status, of] of Map.groupBy(codes, (code) => problems[code][0])) {
    response[status] ??= {
      description: of.map((code) => `\`${code}\`: ${problems[code][1]}.`).join(' '),
      content: { [problemType]: { schema: ProblemDocument } },
    };
  }
  const security =
    area === 'auth' ? [] : route.config?.peopleOnly === true ? [{ session: [] }] : [{ key: [] }, { session: [] }];
  return { ...schema, response, security: schema.security ?? security };
}

/** What the page may load: itself, and nothing of anybody else's. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/openapi.json`, and `/docs` to read it and try it, without a byte from elsewhere. */
export async function addDocs(app: FastifyInstance): Promise<void> {
  let document: string | undefined;
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    document ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').send(document);
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: pagePolicy,
    uiConfig: { url: '/openapi.json', persistAuthorization: true, tryItOutEnabled: true, defaultModelsExpandDepth: 0 },
  });
}
