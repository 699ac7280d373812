import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessorAccount, ProcessorRefused } from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import { asker } from './api/ask.ts';
import { tokenOf } from './api/token.ts';
import type { Credentials } from './credentials.ts';
import type { Node } from './read.ts';

/** Whose orders are read, and what webhooks have the shape of; an app's own is set in the Dev Dashboard. */
export const apiVersion = '2026-10';

export interface ShopifyApi {
  /** `larch.myshopify.com`. */
  readonly shop: string;
  /**
   * The `data` of an answer. Waits and tries again where Shopify asks to slow down, or is away for a moment: what writes must be a mutation that may be
   * sent twice.
   *
   * @throws ProcessorRefused
   */
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Node>;
}

const mostTries = 8;

/**
 * Shopify's Admin API by GraphQL. Own code rather than Shopify's client, which wants an app's whole set-up, and the session of a person, to ask one thing; knows no time
 * limit, tries again at most three times, and takes an answer of "slow down", which comes as a success, for an answer.
 *
 * @param apiUrl instead of the shop's own address, without a slash at its end; empty: the shop's
 * @param pauseMs the first pause before another try, doubled each time
 * @throws ProcessorRefused
 */
export async function shopifyApi(
  account: ProcessorAccount<Static<Credentials>>,
  apiUrl: string,
  pauseMs = 1_000,
): Promise<ShopifyApi> {
  const shop = shopOf(account.account);
  const base = apiUrl === '' ? `https://${shop}` : apiUrl;
  const patiently = patience(pauseMs);
  const token = await patiently(async () => tokenOf(account.credentials, base));
  const ask = asker(`${base}/admin/api/${apiVersion}/graphql.json`, token);
  return { shop, ask: async (query, variables = {}) => patiently(async () => ask(query, variables)) };
}

function shopOf(account: string | null): string {
  const shop = account?.trim().toLowerCase() ?? '';
  if (/^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/.test(shop)) return shop;
  throw new ProcessorRefused(
    'refused',
    `The connection must name its shop as its account, like larch.myshopify.com${shop === '' ? '' : `, not ${shop}`}.`,
  );
}

/** What may pass is tried again, at most so often. */
const patience =
  (pauseMs: number) =>
  async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        const passing = error instanceof ProcessorRefused && ['rate_limited', 'unavailable'].includes(error.code);
        if (!passing || tries >= mostTries) throw error;
        const { waitMs } = error as { readonly waitMs?: number };
        await sleep(waitMs ?? pauseMs * 2 ** (tries - 1));
      }
    }
  };
