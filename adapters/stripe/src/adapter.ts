import { type Capabilities, defineAdapter } from '@fairlead/core/plugin';
import { backfiller } from './backfill.ts';
import { ender, minter } from './codes.ts';
import { credentials, secretsOf } from './credentials.ts';
import { events, factsReader } from './facts.ts';
import { aliasesOf, type Options } from './options.ts';
import { fetcher } from './fetch.ts';
import { setup } from './setup.ts';
import { simulator } from './simulator/index.ts';
import { verifier } from './verify.ts';

/** The Stripe adapter for API 2026-10-28.endive, as data: what the plugin provides, and what tests use without a server. */
export function stripeAdapter({ aliases, toleranceSeconds = 300, apiUrl = 'https://api.stripe.com' }: Options = {}) {
  return defineAdapter({
    id: 'stripe',
    title: 'Stripe',
    capabilities: capabilities(toleranceSeconds),
    events,
    credentials,
    secrets: secretsOf,
    verify: verifier(toleranceSeconds),
    facts: factsReader(aliasesOf(aliases)),
    fetch: fetcher(apiUrl),
    backfill: backfiller(apiUrl),
    mintCode: minter(apiUrl),
    deactivateCode: ender(apiUrl),
    setup: setup(apiUrl),
    simulator,
  });
}

const capabilities = (toleranceSeconds: number): Capabilities => ({
  // Stripe tries a delivery again for three days, unordered, and may send it twice (PROCESSORS).
  webhooks: { timestamped: true, toleranceSeconds, hasEventId: true, retriesForHours: 72 },
  refunds: 'item',
  disputes: 'movements',
  taxOnPayment: true,
  emailOnPayment: true,
  couponOnPayment: 'id',
  backfill: true,
  mintsCodes: true,
  setup: true,
  erasures: ['customer.deleted'],
});
