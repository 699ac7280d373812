import type { FastifyInstance } from 'fastify';
import type { Role } from '../contract/api/access.ts';
import type { KeyKind, KeyScope } from '../contract/api/api-keys.ts';
import type { Problem } from '../contract/errors.ts';
import type { ReplayClaim } from './replays.ts';

/** A key as the store knows it; its secret texts never leave the server. */
export interface ApiKey {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly mode: 'live' | 'test';
  readonly kind: KeyKind;
  readonly scopes: readonly KeyScope[];
  /** Of a publishable one: whose pages it counts from. */
  readonly origins: readonly string[];
  /** The only campaign it may track for. */
  readonly campaignId?: string;
  readonly signing: {
    readonly required: boolean;
    /** `whsec_…`; up to two are live. */
    readonly secrets: readonly string[];
  };
}

/** On whose behalf a request runs: what the store's sessions and the flows take. */
export interface RequestScope {
  readonly organizationId: string;
  /** `key:<id>`, or `user:<id>` of a person. */
  readonly actor: string;
  readonly mode: 'live' | 'test';
  readonly campaignId?: string;
}

/** Who is signed in; the role is the one in the organization the request is about. */
export interface RequestPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly twoFactor: boolean;
  readonly role: Role | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that calls; null where a person does. */
    apiKey: ApiKey | null;
    /** The person who calls; null where a key does. */
    person: RequestPerson | null;
    /** Set before anything of a route runs that is about an organization. */
    scope: RequestScope;
    /** The bytes of a JSON body, which a signature is over. */
    rawBody: Buffer | null;
    /** On signed requests that change something: what makes a repetition recognisable (I3). */
    replay: ReplayClaim | null;
    /** What it was refused with, for the request line of the log. */
    problem: Problem | null;
  }
  interface FastifyContextConfig {
    /** What the key must be allowed to do. Left out: `read` for GET, else `manage`; in the tracking area `track`. */
    readonly access?: KeyScope;
    /** Keys are refused, whatever their scopes. */
    readonly peopleOnly?: boolean;
    /** `flow`: the route's own transaction takes `request.replay` along, see replays.ts. */
    readonly replay?: 'flow';
    /** Members of the answer that are shown once: a repetition of a signed request gets them empty, and nothing keeps them. */
    readonly shownOnce?: readonly string[];
    /** Codes this route may answer besides those every route may, for the documentation. */
    readonly problems?: readonly string[];
  }
}

/** Requests get all their members at birth, so that they keep one shape. */
export function decorateRequests(app: FastifyInstance): void {
  app.decorateRequest('apiKey', null);
  app.decorateRequest('person', null);
  app.decorateRequest('scope', null as never);
  app.decorateRequest('rawBody', null);
  app.decorateRequest('replay', null);
  app.decorateRequest('problem', null);
}
