import { type AttributionStrategy, definePlugin, type Extension } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { leadByEmail, leadByExternalId, leadByProcessorId } from './lead.ts';
import { customerLock, subscriptionLock } from './lock.ts';

const asExtension = (strategy: AttributionStrategy): Extension => ({ kind: 'attribution-strategy', strategy });

/**
 * The steps that know the customer: `subscription_lock` and `customer_lock` (A4), and the leads `lead_external_id`, `lead_processor_id`
 * and `lead_email` (A5).
 */
export const customerMatch = definePlugin({
  name: 'customer-match',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [subscriptionLock, customerLock, leadByExternalId, leadByProcessorId, leadByEmail].map(asExtension),
});
