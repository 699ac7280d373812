import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { model } from './model.ts';

/** The commission model `cpa`: an amount for each named event of a customer (C3). */
export const cpa = definePlugin({
  name: 'cpa',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'commission-model', model }],
});
