import type { Fetched, FetchMeans, Need } from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import type { Credentials } from './credentials.ts';
import { apiVersion } from './version.ts';

/**
 * Reads an invoice with its discounts expanded, since those of a delivery are bare ids that cannot be fetched by themselves (`Discount.id` in
 * the SDK's `resources/Discounts.d.ts`). The answer is told as the event it belongs to; what the payment states stays the same.
 *
 * @param apiUrl without a slash at its end
 */
export const fetcher =
  (apiUrl: string) =>
  async ({ kind, id }: Need, { credentials, signal }: FetchMeans<Static<Credentials>>): Promise<Fetched | null> => {
    const apiKey = credentials.apiKey?.trim();
    if (apiKey === undefined || kind !== 'invoice') return null;
    const address = `${apiUrl}/v1/invoices/${encodeURIComponent(id)}?expand[]=discounts`;
    const headers = { authorization: `Bearer ${apiKey}`, 'stripe-version': apiVersion };
    const response = await fetch(address, { headers, signal, redirect: 'error' });
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`Stripe answered ${response.status}${hint(response.status)}`);
    const object = await response.text();
    const date = Date.parse(response.headers.get('date') ?? '');
    const read = new Date(Number.isNaN(date) ? Date.now() : date);
    return {
      type: 'invoice.paid',
      occurredAt: read.toISOString(),
      body: new TextEncoder().encode(`{"object":"event","type":"invoice.paid","data":{"object":${object}}}`),
    };
  };

const hint = (status: number): string =>
  status === 401 || status === 403 ? ": the connection's API key must be of this account and may read invoices" : '';
