import { type Capabilities, defineAdapter } from '@fairlead/core/plugin';
import { backfillFrom, type OpenGateway, openGateway } from './backfill.ts';
import { credentials, secretsOf } from './credentials.ts';
import { events, factsReader } from './facts.ts';
import { aliasesOf, type Options } from './options.ts';
import { setupFrom } from './setup.ts';
import { simulator } from './simulator/index.ts';
import { handshake, verify } from './verify.ts';

const capabilities: Capabilities = {
  // Retried for a day in the sandbox's pace or three in production's; what is lost is found by searching.
  webhooks: { timestamped: false, toleranceSeconds: null, hasEventId: false, retriesForHours: 24 },
  refunds: 'item',
  disputes: 'status',
  taxOnPayment: true,
  emailOnPayment: true,
  couponOnPayment: 'none',
  backfill: true,
  mintsCodes: false,
  setup: true,
  polls: true,
};

/** The Braintree adapter, as data: what the plugin provides, and what tests use without a server. */
export function braintreeAdapter({ aliases }: Options = {}, open: OpenGateway = openGateway) {
  return defineAdapter({
    id: 'braintree',
    title: 'Braintree',
    capabilities,
    events,
    credentials,
    secrets: secretsOf,
    verify,
    facts: factsReader(aliasesOf(aliases)),
    handshake,
    backfill: backfillFrom(open),
    setup: setupFrom(open),
    simulator,
  });
}
