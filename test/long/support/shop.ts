import { createHmac, randomUUID } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
}

/** A brand as its own backend sees Fairlead: over HTTP, with a key. */
export interface Shop {
  readonly origin: string;
  readonly key: string;
  /** With this shop's key; `/sales` is `POST /v1/sales`. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  /** The same, which must succeed. */
  made(path: string, body: unknown): Promise<Json>;
}

/** Nobody waits longer than this for an answer. */
export const patienceMs = 10_000;

export async function ask(url: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(url, { redirect: 'manual', ...init, signal: AbortSignal.timeout(patienceMs) });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as Json) : {},
  };
}

export function shop(origin: string, key: string): Shop {
  const call: Shop['call'] = (method, path, body, headers = {}) =>
    ask(`${origin}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    origin,
    key,
    call,
    made: async (path, body) => {
      const answer = await call('POST', path, body);
      if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
      return answer.body;
    },
  };
}

/** A campaign and its affiliates, each with a link and a code: `jane` has `JANE`. */
export interface Programme {
  readonly campaignId: string;
  readonly enrollments: Readonly<Record<string, string>>;
}

export interface ProgrammeOptions {
  readonly slug?: string;
  readonly affiliates?: readonly string[];
  readonly commission?: Json;
}

const usual: Json = { models: { cps: { kind: 'percent', rate: 200_000 } } };

export async function programme(
  { made }: Shop,
  { slug = 'main', affiliates = ['jane', 'bob'], commission = usual }: ProgrammeOptions = {},
): Promise<Programme> {
  const campaign = await made('/campaigns', {
    name: slug,
    slug,
    state: 'active',
    destinationUrl: 'https://example.com/',
    terms: { commission },
  });
  const campaignId = String(campaign['id']);
  const enrollments: Record<string, string> = {};
  for (const name of affiliates) {
    const affiliate = await made('/affiliates', { name, email: `${name}@affiliates.test` });
    const enrollment = await made('/enrollments', { campaignId, affiliateId: affiliate['id'], slug: name });
    enrollments[name] = String(enrollment['id']);
    await made('/coupons', { enrollmentId: enrollment['id'], code: name });
  }
  return { campaignId, enrollments };
}

/** Standard Webhooks, as docs tell a caller to sign (I3). */
export function signed(
  secret: string,
  body: string,
  { id = `msg_${randomUUID()}`, at = Math.floor(Date.now() / 1000) } = {},
): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${digest}` };
}
