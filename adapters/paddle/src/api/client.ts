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
  /**
   * The `data` of one object that is read, made or changed. What makes something is asked once where Paddle may have done it: only a refusal to slow down is
   * tried again.
   */
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Node>;
}

const timeoutMs = 30_000;
const mostTries = 6;

/**
 * Paddle's API. Own code rather than the SDK's client, which gives up at once, waits without end, turns objects into other
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

  const patiently = async <T>(question: Question, read: (text: string) => T): Promise<T> => {
    for (let tries = 1; ; tries++) {
      const answer = await ask(question, key);
      if (answer.text !== undefined) return read(answer.text);
      const mayBeDone = question.method === 'POST' && answer.refused.code === 'unavailable';
      if (tries >= mostTries || mayBeDone) throw answer.refused;
      await sleep(answer.waitMs ?? pauseMs * 2 ** (tries - 1));
    }
  };
  return {
    async list(path, query, after) {
      const parameters = new URLSearchParams(after === undefined ? query : { ...query, after }).toString();
      return patiently({ method: 'GET', address: `${base}${path}?${parameters}` }, pageOf);
    },
    async send(method, path, body) {
      return patiently({ method, address: `${base}${path}`, body }, objectOf);
    },
  };
}

interface Question {
  readonly method: string;
  readonly address: string;
  readonly body?: object | undefined;
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
  | { readonly text: string }
  | { readonly text?: undefined; readonly refused: ProcessorRefused; readonly waitMs?: number | undefined };

async function ask({ method, address, body }: Question, key: string): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'paddle-version': '1',
        'user-agent': 'fairlead',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (error) {
    return {
      refused: new ProcessorRefused('unavailable', `Paddle does not answer: ${reasonOf(error)}.`, { cause: error }),
    };
  }
  if (response.ok) return { text };
  const said = `${response.status}${errorOf(text)}`;
  if (response.status === 429) {
    const refused = new ProcessorRefused('rate_limited', `Paddle asks to slow down (${said}): try again later.`);
    return { refused, waitMs: retryAfter(response) };
  }
  if (response.status >= 500)
    return { refused: new ProcessorRefused('unavailable', `Paddle is in trouble (${said}).`) };
  const mend = 'it must be of this environment, not revoked, and have the permissions the guide names';
  if (response.status === 403 && said.includes('forbidden'))
    throw new ProcessorRefused('missing_permission', `The API key lacks a permission (${said}): ${mend}.`);
  if (response.status === 401 || response.status === 403)
    throw new ProcessorRefused('unauthorized', `Paddle refuses the API key (${said}): ${mend}.`);
  throw new ProcessorRefused('refused', `Paddle refuses (${said}).`);
}

/** What deletes answers nothing. */
function objectOf(text: string): Node {
  if (text === '') return { path: 'answer', fields: {} };
  const answer = jsonOf(text);
  const data = answer && child(answer, 'data');
  if (data === undefined) throw new ProcessorRefused('refused', 'What answers is not Paddle: no data.');
  return data;
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
