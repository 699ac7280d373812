import { createHash } from 'node:crypto';
import type { ProcessorAccount, SetupDone, SetupWanted } from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import type { Stripe } from 'stripe';
import { type StripeApi, stripeApi } from './api.ts';
import { type Cursor, pages } from './backfill/pages.ts';
import type { Credentials } from './credentials.ts';
import { events } from './facts.ts';
import { apiVersion } from './version.ts';

type Endpoint = Stripe.WebhookEndpoint;
type Event = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/**
 * The webhook endpoint of a connection. Stripe tells its secret once, when it is made, and its version can never be changed: one whose secret nobody kept, or that has
 * another version, is made anew and then removed, so that no delivery is lost between. An event that both tell is one.
 */
export const setup =
  (apiUrl: string, pauseMs?: number) =>
  async (account: ProcessorAccount<Static<Credentials>>, { url, dryRun }: SetupWanted): Promise<SetupDone> => {
    const api = await stripeApi(account, apiUrl, pauseMs);
    const own = await ownEndpoints(api, url);
    const kept = (account.credentials.signingSecret ?? '').trim();
    const good = own.find((endpoint) => endpoint.api_version === apiVersion && isOf(kept, endpoint));
    const change = dryRun ? 'would' : 'done';
    if (good !== undefined) {
      const differs = differencesOf(good);
      if (differs.length === 0) {
        const what = `The endpoint ${good.id} delivers all ${events.length} events in version ${apiVersion}.`;
        return { steps: [{ state: 'already', what }] };
      }
      if (!dryRun)
        await api.ask(async (stripe, options) =>
          stripe.webhookEndpoints.update(good.id, { enabled_events: wanted(), disabled: false }, options),
        );
      return { steps: differs.map((what) => ({ state: change, what: `Endpoint ${good.id}: ${what}.` })) };
    }

    const made = dryRun ? undefined : await create(api, url);
    const creation = {
      state: change,
      what: `Create a webhook endpoint for ${events.length} events in version ${apiVersion}, and keep its secret.`,
    } as const;
    const removals = own.map(({ id, api_version: version }) => {
      const why =
        version !== apiVersion ? `it has version ${version ?? 'of the account'}` : 'its secret was never kept';
      return { state: change, what: `Remove the endpoint ${id} to the same address: ${why}.` } as const;
    });
    for (const { id } of dryRun ? [] : own)
      await api.ask(async (stripe, options) => stripe.webhookEndpoints.del(id, options));
    const secret = made?.secret;
    return { steps: [creation, ...removals], ...(secret !== undefined && { credentials: { signingSecret: secret } }) };
  };

async function ownEndpoints(api: StripeApi, url: string): Promise<readonly Endpoint[]> {
  const found: Endpoint[] = [];
  const list = async (stripe: Stripe, cursor: Cursor) => stripe.webhookEndpoints.list(cursor);
  for await (const page of pages(api, list)) found.push(...page.filter((endpoint) => endpoint.url === url));
  return found;
}

const wanted = (): Event[] => [...events] as Event[];

async function create(api: StripeApi, url: string): Promise<Endpoint> {
  const made = await api.ask(async (stripe, options) =>
    stripe.webhookEndpoints.create(
      { url, api_version: apiVersion, enabled_events: wanted(), description: 'Fairlead' },
      options,
    ),
  );
  const metadata = { [mark]: markOf(made.secret ?? '') };
  await api.ask(async (stripe, options) => stripe.webhookEndpoints.update(made.id, { metadata }, options));
  return made;
}

/** Tells by which secret an endpoint signs, and not the secret. One without it was made by hand, with the secret somebody copied. */
const mark = 'fairlead_secret';
const markOf = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 12);

function isOf(kept: string, { metadata }: Endpoint): boolean {
  const told = metadata[mark];
  return kept !== '' && (told === undefined || told === markOf(kept));
}

function differencesOf({ enabled_events: enabled, status }: Endpoint): readonly string[] {
  const missing = events.filter((event) => !enabled.includes(event) && !enabled.includes('*'));
  const others = enabled.filter((event) => !events.includes(event));
  return [
    missing.length > 0 ? `add ${missing.join(', ')}` : '',
    others.length > 0 ? `leave out ${others.join(', ')}` : '',
    status === 'disabled' ? 'enable it again' : '',
  ].filter((difference) => difference !== '');
}
