import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { model } from './model.ts';

/** The commission model `cps`: a percentage of each sale, or a flat amount (C3). */
export const cps = definePlugin({
  name: 'cps',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'commission-model', model }],
});
