import type { Fetched, FetchMeans, Need } from '@fairlead/core/plugin';
import type { PennywhistleApi } from './api.ts';
import type { Credentials } from './credentials.ts';

/** Reads the code that a payment names by its id. Without an API key the payment stands as it is: by its click, or by nobody. */
export const fetcher =
  (api: PennywhistleApi) =>
  async ({ kind, id }: Need, { credentials, signal }: FetchMeans<Credentials>): Promise<Fetched | null> => {
    if (kind !== 'code' || credentials.apiKey === undefined) return null;
    const answer = await api.get(`/v1/codes/${encodeURIComponent(id)}`, credentials, signal);
    if (answer === null) return null;
    const body = JSON.stringify({ type: 'code.read', created: answer.at, data: answer.json });
    return { type: 'code.read', occurredAt: answer.at, body: new TextEncoder().encode(body) };
  };
