import { defineAdapter } from '@fairlead/core/plugin';
import { defaultAliases } from '@fairlead/core/reading';
import { pennywhistleApi } from './api.ts';
import { backfiller } from './backfill.ts';
import { credentials, secretsOf } from './credentials.ts';
import { events, factsReader } from './facts.ts';
import { fetcher } from './fetch.ts';
import type { Options } from './options.ts';
import { simulator } from './simulator/index.ts';
import { toleranceSeconds, verify } from './verify.ts';

/** The adapter as data: what the plugin provides, and what tests use without a server. */
export function pennywhistleAdapter({ aliases = {}, apiUrl = 'https://api.pennywhistle.example' }: Options = {}) {
  const api = pennywhistleApi(apiUrl);
  return defineAdapter({
    id: 'pennywhistle',
    title: 'Pennywhistle',
    capabilities: {
      webhooks: { timestamped: true, toleranceSeconds, hasEventId: true, retriesForHours: 48 },
      refunds: 'item',
      disputes: 'status',
      taxOnPayment: true,
      emailOnPayment: true,
      couponOnPayment: 'id',
      backfill: true,
      mintsCodes: false,
      setup: false,
      erasures: ['customer.erased'],
    },
    events,
    credentials,
    secrets: secretsOf,
    verify,
    facts: factsReader({ ...defaultAliases, ...aliases }),
    fetch: fetcher(api),
    backfill: backfiller(api),
    simulator,
  });
}
