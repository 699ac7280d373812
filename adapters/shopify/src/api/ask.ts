import { ProcessorRefused } from '@fairlead/core/plugin';
import { parse } from '../parse.ts';
import { child, children, type Node, node, optionalText } from '../read.ts';
import { post } from './post.ts';
import { SlowDown } from './slow-down.ts';
import { TooCostly } from './too-costly.ts';

/** One question, once. */
export const asker =
  (address: string, token: string) =>
  async (query: string, variables: Readonly<Record<string, unknown>>): Promise<Node> => {
    const text = await post(address, JSON.stringify({ query, variables }), { 'x-shopify-access-token': token });
    const answer = answerOf(text);
    const [error] = children(answer, 'errors');
    if (error !== undefined) throw refusal(error, answer);
    const data = child(answer, 'data');
    if (data === undefined) throw notShopify();
    return data;
  };

function answerOf(text: string): Node {
  try {
    return node(parse(text), 'answer');
  } catch (cause) {
    throw notShopify({ cause });
  }
}

const notShopify = (options?: ErrorOptions): ProcessorRefused =>
  new ProcessorRefused('refused', 'What answers is not Shopify’s Admin API: no data.', options);

/** Errors come with status 200, told apart by a code. */
function refusal(error: Node, answer: Node): ProcessorRefused {
  const message = (optionalText(error, 'message') ?? 'an error').slice(0, 300);
  const extensions = child(error, 'extensions');
  switch (extensions && optionalText(extensions, 'code')) {
    case 'THROTTLED':
      return new SlowDown('Shopify asks to slow down (THROTTLED): try again later.', untilRestored(answer));
    case 'MAX_COST_EXCEEDED':
      return new TooCostly(`Shopify refuses: ${message}`);
    case 'ACCESS_DENIED':
      return new ProcessorRefused('missing_permission', `The app lacks an access scope: ${message}`);
    case 'INTERNAL_SERVER_ERROR':
    case 'TIMEOUT':
      return new ProcessorRefused('unavailable', `Shopify is in trouble: ${message}`);
    default:
      return new ProcessorRefused('refused', `Shopify refuses: ${message}`);
  }
}

/** Points are restored at so many a second, until there are enough for the question. */
function untilRestored(answer: Node): number | undefined {
  const extensions = child(answer, 'extensions');
  const cost = extensions && child(extensions, 'cost');
  const throttle = cost && child(cost, 'throttleStatus');
  const number = (from: Node | undefined, field: string): number => Number(from?.fields[field] ?? Number.NaN);
  const missing = number(cost, 'requestedQueryCost') - number(throttle, 'currentlyAvailable');
  const seconds = missing / number(throttle, 'restoreRate');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) * 1_000 : undefined;
}
