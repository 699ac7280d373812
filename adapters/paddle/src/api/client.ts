import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessorAccount, ProcessorRefused } from '@fairlead/core/plugin';
import type { Credentials } from '../credentials.ts';
import { parse } from '../parse.ts';
import { child, type Node, node, optionalText } from '../read.ts';

/** A page of a list, and how to come to the next. */
export interface Page {
  readonly data: readonly unknown[];
  readonly after: string | undefined;
}

export interface PaddleApi {
  /** One page. Waits and tries again where Paddle asks to, or is away for a moment. */
  list(path: string, query: Readonly<Record<string, string>>, after?: string): Promise<Page>;
}

const timeoutMs = 30_000;
const mostTries = 6;

/**
 * Paddle's API, to read lists. Own code rather than the SDK's client, which gives up at once, waits without end, turns objects into other
 * shapes than webhooks have, and reads numbers in custom data as doubles.
 *
 * @param apiUrl instead of Paddle's own; empty: by the connection's mode
 * @param pauseMs the first pause before another try, doubled each time
 * @throws ProcessorRefused
 */
export function paddleApi(account: ProcessorAccount<Credentials>, apiUrl: string, pauseMs = 1_000): PaddleApi {
  const key = keyOf(account);
  const own = account.mode === 'live' ? 'https://api.paddle.com' : 'https://sandbox-api.paddle.com';
  const base = (apiUrl === '' ? own : apiUrl).replace(/\/$/, '');

  return {
    async list(path, query, after) {
      const address = `${base}${path}?${new URLSearchParams(after === undefined ? query : { ...query, after }).toString()}`;
      for (let tries = 1; ; tries++) {
        const answer = await ask(address, key);
        if (answer.page !== undefined) return answer.page;
        if (tries >= mostTries) throw answer.refused;
        await sleep(answer.waitMs ?? pauseMs * 2 ** (tries - 1));
      }
    },
  };
}

/** Keys say which environment they are of since 2025; older ones are found out by Paddle. */
function keyOf({ mode, credentials }: ProcessorAccount<Credentials>): string {
  const key = credentials.apiKey?.trim() ?? '';
  if (key === '') {
    const mend =
      'make one in Paddle (Developer tools → Authentication) that may read, and PATCH it as credentials.apiKey';
    throw new ProcessorRefused('no_api_key', `The connection has no API key of Paddle: ${mend}.`);
  }
  const foreign = mode === 'live' ? 'pdl_sdbx_' : 'pdl_live_';
  if (key.startsWith(foreign)) {
    throw new ProcessorRefused(
      'wrong_mode',
      `The connection is in ${mode} mode and its API key begins with ${foreign}.`,
    );
  }
  return key;
}

type Answer =
  | { readonly page: Page }
  | { readonly page?: undefined; readonly refused: ProcessorRefused; readonly waitMs?: number | undefined };

async function ask(address: string, key: string): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      headers: { authorization: `Bearer ${key}`, 'paddle-version': '1', 'user-agent': 'fairlead' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (error) {
    return {
      refused: new ProcessorRefused('unavailable', `Paddle does not answer: ${reasonOf(error)}.`, { cause: error }),
    };
  }
  if (response.ok) return { page: pageOf(text) };
  const said = `${response.status}${errorOf(text)}`;
  if (response.status === 429) {
    const refused = new ProcessorRefused('rate_limited', `Paddle asks to slow down (${said}): try again later.`);
    return { refused, waitMs: retryAfter(response) };
  }
  if (response.status >= 500)
    return { refused: new ProcessorRefused('unavailable', `Paddle is in trouble (${said}).`) };
  if (response.status === 401 || response.status === 403) {
    const mend =
      'it must be of this environment, not revoked, and may read events, transactions, customers and discounts';
    throw new ProcessorRefused('unauthorized', `Paddle refuses the API key (${said}): ${mend}.`);
  }
  throw new ProcessorRefused('refused', `Paddle refuses to list (${said}).`);
}

/** Of the link to the next page only the cursor is taken, so that the key goes nowhere else. */
function pageOf(text: string): Page {
  const page = jsonOf(text);
  const data = page?.fields['data'];
  if (page === undefined || !Array.isArray(data))
    throw new ProcessorRefused('refused', 'What answers is not Paddle: no list of data.');
  const meta = child(page, 'meta');
  const pagination = meta && child(meta, 'pagination');
  const next = pagination?.fields['has_more'] === true ? optionalText(pagination, 'next') : undefined;
  const after = next !== undefined && URL.canParse(next) ? new URL(next).searchParams.get('after') : null;
  return { data, after: after ?? undefined };
}

function jsonOf(text: string): Node | undefined {
  try {
    return node(parse(text), 'page');
  } catch {
    return undefined;
  }
}

/** `forbidden: …`, as Paddle names and explains it. */
function errorOf(text: string): string {
  const page = jsonOf(text);
  const error = page && child(page, 'error');
  const parts = error ? [optionalText(error, 'code'), optionalText(error, 'detail')] : [];
  const said = parts.filter((part) => part !== undefined).join(': ');
  return said === '' ? '' : `, ${said.slice(0, 300)}`;
}

/** Seconds, at most two minutes; undefined where it is not said. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) || seconds < 0 ? undefined : Math.min(seconds, 120) * 1_000;
}

const reasonOf = (error: unknown): string => {
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
  return cause?.code ?? message;
};
