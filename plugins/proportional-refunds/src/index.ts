import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { policy } from './policy.ts';

/** The refund policy `proportional`: a refund takes back the same part of every commission (R1). */
export const proportionalRefunds = definePlugin({
  name: 'proportional-refunds',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'refund-policy', policy }],
});
