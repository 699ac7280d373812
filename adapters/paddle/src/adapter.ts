import { type Capabilities, defineAdapter } from '@fairlead/core/plugin';
import { backfiller } from './api/backfill.ts';
import { ender, minter } from './api/codes.ts';
import { credentials, secretsOf } from './credentials.ts';
import { events, factsReader } from './facts.ts';
import { aliasesOf, type Options } from './options.ts';
import { setup } from './setup.ts';
import { simulator } from './simulator/index.ts';
import { verifier } from './verify.ts';

/** The adapter for Paddle Billing (API version 1), as data: what the plugin provides, and what tests use without a server. */
export function paddleAdapter({ aliases, toleranceSeconds = 30, apiUrl = '' }: Options = {}) {
  return defineAdapter({
    id: 'paddle',
    title: 'Paddle',
    capabilities: capabilities(toleranceSeconds),
    events,
    credentials,
    secrets: secretsOf,
    verify: verifier(toleranceSeconds),
    facts: factsReader(aliasesOf(aliases)),
    backfill: backfiller(apiUrl),
    mintCode: minter(apiUrl),
    deactivateCode: ender(apiUrl),
    setup: setup(apiUrl),
    simulator,
  });
}

const capabilities = (toleranceSeconds: number): Capabilities => ({
  // Paddle tries a delivery sixty times within three days, signed anew each time, unordered (PROCESSORS).
  webhooks: { timestamped: true, toleranceSeconds, hasEventId: true, retriesForHours: 72 },
  refunds: 'item',
  disputes: 'movements',
  taxOnPayment: true,
  emailOnPayment: false,
  couponOnPayment: 'id',
  backfill: true,
  mintsCodes: true,
  setup: true,
});
