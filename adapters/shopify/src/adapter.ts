import { type Capabilities, defineAdapter } from '@fairlead/core/plugin';
import { ender, minter } from './api/codes.ts';
import { backfiller } from './backfill.ts';
import { credentials, secretsOf } from './credentials.ts';
import { erasures, events, factsReader } from './facts.ts';
import { aliasesOf, type Options } from './options.ts';
import { setup } from './setup.ts';
import { simulator } from './simulator/index.ts';
import { verifier } from './verify.ts';

const capabilities: Capabilities = {
  // Eight tries over four hours, unordered, with the payload of the first.
  webhooks: { timestamped: false, toleranceSeconds: null, hasEventId: true, retriesForHours: 4 },
  refunds: 'item',
  disputes: 'status',
  taxOnPayment: true,
  emailOnPayment: true,
  couponOnPayment: 'code',
  backfill: true,
  mintsCodes: true,
  setup: true,
  erasures,
};

/** The Shopify adapter for API 2026-10, as data: what the plugin provides, and what tests use without a server. */
export function shopifyAdapter({ aliases, apiUrl = '' }: Options = {}) {
  return defineAdapter({
    id: 'shopify',
    title: 'Shopify',
    capabilities,
    events,
    credentials,
    secrets: secretsOf,
    verify: verifier(),
    facts: factsReader(aliasesOf(aliases)),
    backfill: backfiller(apiUrl),
    mintCode: minter(apiUrl),
    deactivateCode: ender(apiUrl),
    setup: setup(apiUrl),
    simulator,
  });
}
