import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { model } from './model.ts';

/** The terms model `tiers`: rates by what an affiliate sold before (C6). */
export const tiers = definePlugin({
  name: 'tiers',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'commission-model', model }],
});
