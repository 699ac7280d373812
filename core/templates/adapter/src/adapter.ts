import { defineAdapter } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';
import { events, facts } from './facts.ts';
import { simulator } from './simulator.ts';
import { toleranceSeconds, verify } from './verify.ts';

/**
 * Of one account, edited while the server runs and sealed at rest. The secret may come later: a processor shows it once its webhook exists, and
 * the webhook's address holds the id of the connection. Until it is there every delivery is refused (`no_secret`).
 */
const credentials = Type.Object(
  {
    signingSecret: Type.Optional(
      Type.String({
        title: 'Signing secret',
        description: 'Where Sample Pay shows it',
        format: 'secret',
        maxLength: 255,
      }),
    ),
  },
  { additionalProperties: false },
);

const secretsOf = ({ signingSecret = '' }: Static<typeof credentials>): readonly string[] =>
  [signingSecret.trim()].filter((secret) => secret !== '');

/** The adapter as data: what the plugin provides, and what tests use without a server. */
export const samplePayAdapter = () =>
  defineAdapter({
    id: 'sample_pay',
    title: 'Sample Pay',
    // What the adapter does, no less and no more: the kit holds it against the examples.
    capabilities: {
      webhooks: { timestamped: true, toleranceSeconds, hasEventId: true, retriesForHours: 72 },
      refunds: 'item',
      disputes: 'none',
      taxOnPayment: true,
      emailOnPayment: true,
      couponOnPayment: 'code',
      backfill: false,
      mintsCodes: false,
      setup: false,
    },
    events,
    credentials,
    secrets: secretsOf,
    verify,
    facts,
    simulator,
  });
