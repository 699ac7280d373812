import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { policy } from './policy.ts';

/** The refund policy `recompute`: a commission becomes what it would be on what is left of the payment (R12). */
export const recomputeRefunds = definePlugin({
  name: 'recompute-refunds',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'refund-policy', policy }],
});
