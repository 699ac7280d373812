import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { type ProcessorAccount, ProcessorRefused } from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import type { Stripe } from 'stripe';
import type { Credentials } from './credentials.ts';
import { parse } from './parse.ts';
import { apiVersion } from './version.ts';

export interface StripeApi {
  /**
   * Asks Stripe by its SDK, in the pinned version. Waits and tries again where Stripe asks to slow down, or is away for a moment; `options` hold one
   * idempotency key for all tries of one question, and go with whatever writes.
   *
   * @throws ProcessorRefused
   */
  ask<T>(work: (stripe: Stripe, options: { readonly idempotencyKey: string }) => Promise<T>): Promise<T>;
  /** Stripe's clock at its last answer. */
  now(): Date;
}

const timeoutMs = 30_000;
const mostTries = 6;

/**
 * Stripe's API by its official SDK, loaded when it is first needed. Trying again is ours: the SDK's own never does where Stripe asks to slow down.
 *
 * @param apiUrl without a slash at its end
 * @param pauseMs the first pause before another try, doubled each time
 * @throws ProcessorRefused
 */
export async function stripeApi(
  account: ProcessorAccount<Static<Credentials>>,
  apiUrl: string,
  pauseMs = 1_000,
): Promise<StripeApi> {
  const key = keyOf(account);
  const sdk = await import('stripe');
  const { hostname, port, protocol } = new URL(apiUrl);
  let answered = new Date();
  const stripe = new sdk.Stripe(key, {
    apiVersion,
    host: hostname,
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
    protocol: protocol === 'http:' ? 'http' : 'https',
    timeout: timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: exactly(sdk.Stripe.createFetchHttpClient(unredirected), (date) => (answered = date)),
  });
  return {
    now: () => answered,
    async ask(work) {
      const options = { idempotencyKey: randomUUID() };
      for (let tries = 1; ; tries++) {
        try {
          return await work(stripe, options);
        } catch (error) {
          const { refused, again, waitMs } = answerTo(error);
          if (!again || tries >= mostTries) throw refused;
          await sleep(waitMs ?? pauseMs * 2 ** (tries - 1));
        }
      }
    },
  };
}

function keyOf({ mode, credentials }: ProcessorAccount<Static<Credentials>>): string {
  const key = credentials.apiKey?.trim() ?? '';
  if (key === '') {
    const mend =
      'make a restricted one in Stripe (Developers → API keys) and set it on the connection as credentials.apiKey';
    throw new ProcessorRefused('no_api_key', `The connection has no API key of Stripe: ${mend}.`);
  }
  const foreign = mode === 'live' ? /^[rs]k_test_/ : /^[rs]k_live_/;
  const [prefix] = foreign.exec(key) ?? [];
  if (prefix !== undefined) {
    throw new ProcessorRefused(
      'wrong_mode',
      `The connection is in ${mode} mode and its API key begins with ${prefix}.`,
    );
  }
  return key;
}

/** The key goes to nobody but the host it is for. */
const unredirected: typeof fetch = async (address, init) => fetch(address, { ...init, redirect: 'error' });

type Client = ReturnType<typeof Stripe.createFetchHttpClient>;

/** Answers are read digit by digit, as webhooks are: the SDK would read them as doubles. */
function exactly(client: Client, onAnswer: (at: Date) => void): Client {
  const makeRequest: Client['makeRequest'] = async (...request) => {
    const response = await client.makeRequest(...request);
    const date = Date.parse(String(response.getHeaders()['date']));
    onAnswer(new Date(Number.isNaN(date) ? Date.now() : date));
    response.toJSON = async () => {
      try {
        return parse(await (response.getRawResponse() as Response).text());
      } finally {
        response.dispose?.();
      }
    };
    return response;
  };
  return { getClientName: () => client.getClientName(), makeRequest };
}

interface Answer {
  readonly refused: unknown;
  readonly again: boolean;
  readonly waitMs?: number | undefined;
}

/** The SDK tells its errors apart by `type`. What is not one of them is a mistake of ours and goes on as it is. */
function answerTo(error: unknown): Answer {
  const {
    type = '',
    message = '',
    code = '',
    statusCode = 0,
    headers = {},
  } = error as Partial<Stripe.errors.StripeError>;
  const said = `${statusCode}${code === '' ? '' : `, ${code}`}${message === '' ? '' : `: ${message.slice(0, 300)}`}`;
  const refuse = (as: ProcessorRefused['code'], text: string) => new ProcessorRefused(as, text, { cause: error });
  switch (type) {
    case 'StripeRateLimitError':
      return {
        refused: refuse('rate_limited', `Stripe asks to slow down (${said}): try again later.`),
        again: true,
        waitMs: retryAfter(headers['retry-after']),
      };
    case 'StripeConnectionError':
      return { refused: refuse('unavailable', `Stripe does not answer: ${reasonOf(error)}.`), again: true };
    case 'StripeAPIError':
      return { refused: refuse('unavailable', `Stripe is in trouble (${said}).`), again: true };
    case 'StripeAuthenticationError':
      return {
        refused: refuse('unauthorized', `Stripe does not know the API key, or it was revoked (${statusCode}).`),
        again: false,
      };
    case 'StripePermissionError':
      return {
        refused: refuse('missing_permission', `The API key lacks a permission: ${permissionOf(message)}.`),
        again: false,
      };
    case 'StripeInvalidRequestError':
    case 'StripeIdempotencyError':
    case 'StripeCardError':
      return { refused: refuse('refused', `Stripe refuses (${said}).`), again: false };
    default:
      return { refused: error, again: false };
  }
}

/** Stripe names what would do: `rak_invoice_read`. */
function permissionOf(message: string): string {
  const names = [...new Set(message.match(/rak_[a-z_]+/g) ?? [])];
  return names.length > 0
    ? `${names.join(', ')}; edit it in Stripe under Developers → API keys`
    : message.slice(0, 300);
}

/** Seconds, at most two minutes; undefined where it is not said. */
function retryAfter(given: string | undefined): number | undefined {
  const seconds = Number(given ?? Number.NaN);
  return Number.isNaN(seconds) || seconds < 0 ? undefined : Math.min(seconds, 120) * 1_000;
}

const reasonOf = (error: unknown): string => {
  const { message, detail } = error as Stripe.errors.StripeConnectionError;
  const cause = detail instanceof Error ? (detail.cause as { readonly code?: string } | undefined) : undefined;
  return cause?.code ?? message;
};
