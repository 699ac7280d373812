import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { policy } from './policy.ts';

/** The refund policy `full_refund_only`: nothing is taken back until everything is returned (R12). */
export const fullRefundOnly = definePlugin({
  name: 'full-refund-only',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'refund-policy', policy }],
});
