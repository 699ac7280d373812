import {
  type ProcessorAccount,
  ProcessorRefused,
  type SetupDone,
  type SetupStep,
  type SetupWanted,
} from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import { apiVersion, type ShopifyApi, shopifyApi } from './api.ts';
import { pages } from './backfill/nodes.ts';
import { scopesOf } from './backfill/scopes.ts';
import type { Credentials } from './credentials.ts';
import { events } from './facts.ts';
import { child, children, type Node, optionalText, text } from './read.ts';

/** Set in the app's own configuration, never by a subscription. */
const compliance = new Set(['customers/redact', 'customers/data_request', 'shop/redact']);

/** What a topic may only be subscribed with. */
const scopes: Readonly<Record<string, string>> = {
  orders: 'read_orders',
  refunds: 'read_orders',
  disputes: 'read_shopify_payments_disputes',
  customers: 'read_customers',
};

/** The webhook subscriptions of a connection, one for each topic. They are signed with the client secret of the app, which no API tells. */
export const setup =
  (apiUrl: string, pauseMs?: number) =>
  async (account: ProcessorAccount<Static<Credentials>>, { url, dryRun }: SetupWanted): Promise<SetupDone> => {
    const api = await shopifyApi(account, apiUrl, pauseMs);
    const granted = await scopesOf(api);
    const own = await subscriptionsOf(api, url);
    const topics = events.filter((topic) => !compliance.has(topic));
    const able = topics.filter((topic) => granted.has(scopeOf(topic) ?? 'read_orders'));
    const missing = able.filter((topic) => !own.some((one) => one.fields['topic'] === enumOf(topic)));
    const strange = own.filter((one) => !topics.some((topic) => one.fields['topic'] === enumOf(topic)));
    if (!dryRun) {
      for (const topic of missing) await subscribe(api, topic, url);
      for (const one of strange) await unsubscribe(api, text(one, 'id'));
    }
    const change = dryRun ? 'would' : 'done';
    const steps: readonly (SetupStep | false)[] = [
      missing.length === 0 && { state: 'already', what: `All ${able.length} topics are subscribed.` },
      missing.length > 0 && { state: change, what: `Subscribe to ${missing.join(', ')}.` },
      strange.length > 0 && {
        state: change,
        what: `End the subscription to ${strange.map((one) => String(one.fields['topic'])).join(', ')}.`,
      },
      ...byHand(account, url, topics, able, own),
    ];
    return { steps: steps.filter((step) => step !== false) };
  };

function byHand(
  { credentials }: ProcessorAccount<Static<Credentials>>,
  url: string,
  topics: readonly string[],
  able: readonly string[],
  own: readonly Node[],
): readonly SetupStep[] {
  const unable = topics.filter((topic) => !able.includes(topic));
  const needed = [...new Set(unable.map(scopeOf))].join(', ');
  const versions = new Set(own.map((one) => child(one, 'apiVersion')?.fields['handle']));
  const told = [
    unable.length > 0 &&
      `Give the app the access scope ${needed} and install it anew: without it there is no ${unable.join(', ')}.`,
    (credentials.clientSecret ?? '').trim() === '' &&
      'Set the client secret of the app as credentials.clientSecret: until then every delivery is refused.',
    [...versions].some((version) => version !== apiVersion) &&
      `Set the webhooks API version of the app to ${apiVersion}.`,
    `Name ${url} in the app's configuration for the compliance topics ${[...compliance].join(', ')}.`,
  ];
  return told.filter((what) => what !== false).map((what) => ({ state: 'by_hand', what }));
}

const scopeOf = (topic: string): string | undefined => scopes[topic.split('/')[0] ?? ''];

/** `orders/paid` is `ORDERS_PAID`. */
const enumOf = (topic: string): string => topic.replaceAll('/', '_').toUpperCase();

async function subscriptionsOf(api: ShopifyApi, url: string): Promise<readonly Node[]> {
  const query = /* GraphQL */ `
    query Subscriptions($first: Int!, $after: String) {
      webhookSubscriptions(first: $first, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id topic uri format apiVersion { handle } }
      }
    }`;
  const found: Node[] = [];
  for await (const page of pages(api, query, 'webhookSubscriptions', '', 100))
    found.push(...page.filter((one) => optionalText(one, 'uri') === url));
  return found;
}

async function subscribe(api: ShopifyApi, topic: string, uri: string): Promise<void> {
  const mutation = /* GraphQL */ `
    mutation Subscribe($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) { userErrors { field message } }
    }`;
  const answer = await api.ask(mutation, { topic: enumOf(topic), webhookSubscription: { uri, format: 'JSON' } });
  // Taken already: an answer was lost, and this is the second try.
  refuseErrors(answer, 'webhookSubscriptionCreate', topic, /already been taken/i);
}

async function unsubscribe(api: ShopifyApi, id: string): Promise<void> {
  const mutation = /* GraphQL */ `
    mutation Unsubscribe($id: ID!) { webhookSubscriptionDelete(id: $id) { userErrors { field message } } }`;
  refuseErrors(await api.ask(mutation, { id }), 'webhookSubscriptionDelete', id, /not found|does not exist/i);
}

function refuseErrors(answer: Node, field: string, what: string, harmless: RegExp): void {
  const payload = child(answer, field);
  const errors = payload
    ? children(payload, 'userErrors').map((error) => optionalText(error, 'message') ?? 'an error')
    : ['no answer'];
  const [said] = errors.filter((message) => !harmless.test(message));
  if (said !== undefined) throw new ProcessorRefused('refused', `Shopify refuses ${what}: ${said.slice(0, 300)}`);
}
