import { setTimeout as pause } from 'node:timers/promises';
import { ProcessorRefused } from '@fairlead/core/plugin';
import type { Credentials } from './credentials.ts';

export interface PennywhistleApi {
  /** The answer's JSON, and when it was true. Null: there is no such thing. @throws ProcessorRefused */
  get(path: string, credentials: Credentials, signal?: AbortSignal): Promise<{ json: unknown; at: string } | null>;
}

const tries = 5;

/** Pennywhistle's API, as far as it is read. Asked to slow down it waits and tries again. */
export const pennywhistleApi = (apiUrl: string): PennywhistleApi => ({
  async get(path, { apiKey = '' }, signal) {
    const key = apiKey.trim();
    if (key === '')
      throw new ProcessorRefused('no_api_key', 'The connection has no API key: put one into its credentials.');
    for (let tried = 1; ; tried += 1) {
      const response = await fetch(`${apiUrl}${path}`, {
        headers: { authorization: `Bearer ${key}` },
        redirect: 'error',
        ...(signal && { signal }),
      });
      if (response.status === 404) return null;
      if (response.ok) return { json: await response.json(), at: answeredAt(response) };
      if (response.status !== 429 || tried === tries) throw refused(response.status);
      await pause(1000 * Number(response.headers.get('retry-after') ?? tried), undefined, {
        ...(signal && { signal }),
      });
    }
  },
});

function refused(status: number): ProcessorRefused {
  if (status === 401 || status === 403)
    return new ProcessorRefused(
      'unauthorized',
      'Pennywhistle does not know the API key: put a valid one into the connection.',
    );
  if (status === 429) return new ProcessorRefused('rate_limited', 'Pennywhistle asks to slow down: try again later.');
  if (status >= 500) return new ProcessorRefused('unavailable', `Pennywhistle answered ${status}: try again later.`);
  return new ProcessorRefused('refused', `Pennywhistle answered ${status}.`);
}

/** By the processor's clock, where it tells. */
function answeredAt(response: Response): string {
  const date = Date.parse(response.headers.get('date') ?? '');
  return new Date(Number.isNaN(date) ? Date.now() : date).toISOString();
}
