import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { Engine } from '../../core/src/flows/engine.ts';
import { recordSale } from '../../core/src/flows/record-sale.ts';
import type { Store } from '../../core/src/store/database.ts';
import { newId } from '../../core/src/store/ids.ts';
import { inOrganization } from '../../core/src/store/session.ts';
import type { CampaignOptions } from '../../core/src/testing/brand-options.ts';
import { brand, type Brand } from '../../core/src/testing/builders.ts';

/** A click that a sale may name. */
export interface Clicked {
  readonly organizationId: string;
  readonly clickId: string;
  /** Whose click it is, from 0. */
  readonly affiliate: number;
}

const affiliates = Array.from({ length: 20 }, (_, number) => `aff${number}`);
const clicksOfEach = 40;

/** Brands with one campaign, by default at 20%, and clicks of yesterday through its affiliates `aff0` to `aff19`. */
export async function makeBrands(
  store: Store,
  count: number,
  campaign: CampaignOptions = { slug: 'main', affiliates },
): Promise<{ brands: readonly Brand[]; clicks: readonly Clicked[] }> {
  const brands: Brand[] = [];
  const clicks: Clicked[] = [];
  for (let made = 0; made < count; made++) {
    const one = await brand(store, { name: `Bench ${made}`, campaigns: [campaign] });
    brands.push(one);
    const at = new Date(Date.now() - 86_400_000).toISOString();
    for (const [number, affiliate] of affiliates.entries()) {
      for (let click = 0; click < clicksOfEach; click++)
        clicks.push({ organizationId: one.organizationId, clickId: await one.click(affiliate, at), affiliate: number });
    }
  }
  return { brands, clicks };
}

/** Tells one sale of 50.00 through the store and the engine, with a code where one is given. @throws Error when nobody is credited for it */
export async function tellSale(engine: Engine, { organizationId, clickId }: Clicked, code?: string): Promise<void> {
  const id = newId();
  const scope = { organizationId, actor: 'key:bench' };
  const { outcome } = await inOrganization(engine.store, scope, (session) =>
    recordSale(engine, session, scope, {
      externalEventId: id,
      mode: 'live',
      occurredAt: new Date().toISOString(),
      currency: 'USD',
      amount: 5_000n,
      items: [],
      evidence: { clickIds: [clickId], ...(code !== undefined && { coupons: [{ code }] }) },
      customer: { externalId: `u${id}` },
      timeGiven: false,
    }),
  );
  if (outcome.standing !== 'credited') throw new Error(`${outcome.standing}: ${outcome.reason}`);
}

export const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** Sales per second of `clients` that each tell one after the other. */
export async function perSecond(tell: () => Promise<void>, milliseconds: number, clients = 8): Promise<number> {
  const began = performance.now();
  let told = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - began < milliseconds) {
      await tell();
      told++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (told * 1000) / (performance.now() - began);
}

/** Tells sales over HTTP, each signed by the Standard Webhooks scheme (I3). */
export function signedClient(origin: string, key: string, secret: string, clients = 8) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const hmac = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return (clickId: string): Promise<void> => {
    const id = newId();
    const body = JSON.stringify({
      externalEventId: id,
      amount: 5_000,
      currency: 'USD',
      clickId,
      customer: { externalId: `u${id}` },
    });
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', hmac).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
    return new Promise((resolve, reject) => {
      const request = http.request(`${origin}/v1/sales`, { method: 'POST', agent, headers }, (response) => {
        const { statusCode } = response;
        response
          .resume()
          .on('end', () => (statusCode === 201 ? resolve() : reject(new Error(`answered ${statusCode}`))));
      });
      request.on('error', reject).end(body);
    });
  };
}
