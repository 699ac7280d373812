import { Type, type Static } from '@sinclair/typebox';

const exact = { additionalProperties: false } as const;
const seconds = (fallback: number, description: string) =>
  Type.Number({ default: fallback, minimum: 0.001, maximum: 86_400, description });

/** Tokens that come back every second, and how many may be saved up; `false` switches the limit off. */
const budget = (perSecond: number, burst: number, description: string) =>
  Type.Union(
    [
      Type.Object({ perSecond: Type.Number({ exclusiveMinimum: 0 }), burst: Type.Integer({ minimum: 1 }) }, exact),
      Type.Literal(false),
    ],
    { default: { perSecond, burst }, description },
  );

/**
 * How the server listens and defends itself. Every member has a default; written in `fairlead.config.ts` as `http: { … }`.
 */
export const HttpSettings = Type.Object(
  {
    trustProxy: Type.Union([Type.Boolean(), Type.Integer({ minimum: 0 }), Type.Array(Type.String())], {
      default: false,
      description:
        'Whose `X-Forwarded-*` headers are believed: the number of proxies in front, or their addresses. Addresses are what limits count by.',
    }),
    bodyLimit: Type.Integer({ default: 256 * 1024, minimum: 1024, description: 'Bytes of a JSON body.' }),
    hookBodyLimit: Type.Integer({ default: 1024 * 1024, minimum: 1024, description: 'Bytes of a delivery.' }),
    maxConnections: Type.Integer({ default: 8192, minimum: 1, description: 'Sockets open at a time.' }),
    headersTimeout: seconds(10, 'Until all headers must have arrived.'),
    requestTimeout: seconds(20, 'Until the whole request must have arrived: slow clients do not hold a socket.'),
    connectionTimeout: seconds(60, 'Without a byte either way.'),
    keepAliveTimeout: seconds(72, 'Idle between requests; longer than that of the load balancer in front.'),
    stopTimeout: seconds(10, 'Requests being answered at a stop get this long.'),
    drainSeconds: Type.Number({
      default: 0,
      minimum: 0,
      description: 'Between `/readyz` answering 503 and the end of listening, for load balancers to notice.',
    }),
    metricsToken: Type.String({
      default: '',
      description: 'Bearer token of `/metrics`; without one it answers direct local requests only.',
    }),
    docs: Type.Boolean({ default: true, description: 'Serves `/openapi.json` and the page at `/docs`.' }),
    https: Type.Boolean({ default: false, description: 'Served over https only: browsers are told so (HSTS).' }),
    logRequests: Type.Union([Type.Literal('api'), Type.Literal('all'), Type.Literal('none')], {
      default: 'api',
      description: 'One line per request; `api` leaves out redirects, tracking and deliveries.',
    }),
    limits: Type.Object(
      {
        redirects: budget(200, 2000, 'Redirects of one address; many people may share it.'),
        hooks: budget(200, 4000, 'Deliveries to one connection from one address.'),
        trackingKey: budget(500, 5000, 'Server-to-server calls of one key.'),
        trackingAddress: budget(1000, 10_000, 'Server-to-server calls of one address.'),
        apiKey: budget(100, 1000, 'Other calls of one key.'),
        apiAddress: budget(200, 2000, 'Other calls of one address.'),
        pageKey: budget(20, 400, 'Leads told by pages with one publishable key.'),
        pageAddress: budget(1, 30, 'Leads told by pages from one address; many people may share it.'),
        wrongKeys: budget(1, 60, 'Unknown keys tried from one address.'),
        joining: budget(0.1, 10, 'Applications by recruiting links from one address.'),
        signIn: budget(0.5, 30, 'Passwords, codes and links tried from one address.'),
        signInAccount: budget(0.1, 10, 'Passwords tried at one account, and links asked for it, from anywhere.'),
      },
      { ...exact, default: {} },
    ),
  },
  { ...exact, title: 'HttpSettings', default: {} },
);
export type HttpSettings = Static<typeof HttpSettings>;
export type Budget = HttpSettings['limits']['redirects'];
