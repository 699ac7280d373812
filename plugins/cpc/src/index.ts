import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { model } from './model.ts';

/** The commission model `cpc`: an amount for each click that counts (C3). */
export const cpc = definePlugin({
  name: 'cpc',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'commission-model', model }],
});
